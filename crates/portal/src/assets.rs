//! Style sheet, script and icons: embedded, addressed by the hash of their content, kept for ever.

use std::sync::LazyLock;

use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::{IntoResponse as _, Response};
use rust_embed::RustEmbed;
use sha2::{Digest as _, Sha256};

use crate::Error;
use crate::extract::Path;

#[derive(RustEmbed)]
#[folder = "assets/"]
struct Assets;

/// One hash over all files: a new build has new addresses, and nothing is ever stale.
static VERSION: LazyLock<String> = LazyLock::new(|| {
    let mut hash = Sha256::new();
    for name in Assets::iter() {
        hash.update(name.as_bytes());
        if let Some(file) = Assets::get(&name) {
            hash.update(&file.data);
        }
    }
    hash.finalize()
        .iter()
        .take(6)
        .map(|byte| format!("{byte:02x}"))
        .collect()
});

/// The address of an asset, for templates.
pub fn url(name: &str) -> String {
    format!("/assets/{}/{name}", *VERSION)
}

pub(crate) async fn show(Path((version, name)): Path<(String, String)>) -> Result<Response, Error> {
    if version != *VERSION {
        return Err(Error::not_found());
    }
    let cache = "public, max-age=31536000, immutable";
    file(&name, cache).ok_or_else(Error::not_found)
}

/// Browsers ask for this address by themselves.
pub(crate) async fn favicon() -> Result<Response, Error> {
    file("favicon.svg", "public, max-age=86400").ok_or_else(Error::not_found)
}

fn file(name: &str, cache: &'static str) -> Option<Response> {
    let file = Assets::get(name)?;
    let headers = [(CONTENT_TYPE, content_type(name)), (CACHE_CONTROL, cache)];
    Some((headers, file.data.into_owned()).into_response())
}

fn content_type(name: &str) -> &'static str {
    match name.rsplit('.').next() {
        Some("css") => "text/css; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        _ => "application/octet-stream",
    }
}
