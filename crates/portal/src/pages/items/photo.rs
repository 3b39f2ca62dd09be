//! A photo by its hash: only what this office cleaned itself, and only as a photo.

use axum::extract::State;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::{IntoResponse as _, Response};
use ledger::Hash;

use crate::extract::Path;
use crate::{AppState, Error, photos};

const FOR_EVER: &str = "private, max-age=31536000, immutable";

pub(crate) async fn show(
    State(state): State<AppState>,
    Path(hash): Path<String>,
) -> Result<Response, Error> {
    let hash = Hash::from_hex(&hash).ok_or_else(Error::not_found)?;
    let bytes = state.desk.shown_bytes(&hash).map_err(Error::internal)?;
    let bytes = bytes.filter(|bytes| photos::is_photo(bytes));
    let bytes = bytes.ok_or_else(Error::not_found)?;
    Ok((
        [(CONTENT_TYPE, "image/jpeg"), (CACHE_CONTROL, FOR_EVER)],
        bytes,
    )
        .into_response())
}
