//! Post/redirect/get: where to go after a form, and what to say there once.

use axum::http::{StatusCode, header};
use axum::response::{IntoResponse as _, Response};

use crate::cookies;

/// A path on this site. Anything that a browser could read as another site becomes `/`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LocalPath(String);

impl LocalPath {
    const BYTES_MAX: usize = 512;

    pub fn parse(text: &str) -> Self {
        let rooted = text.starts_with('/') && !text.starts_with("//");
        let plain = text
            .bytes()
            .all(|byte| byte.is_ascii_graphic() && byte != b'\\');
        let short = text.len() <= Self::BYTES_MAX;
        Self(if rooted && plain && short { text } else { "/" }.to_owned())
    }

    /// This path with the query `next=`, by which the page there leads on to another.
    pub fn leading_to(base: &'static str, next: &Self) -> Self {
        let mut path = format!("{base}?next=");
        for byte in next.0.bytes() {
            match byte {
                b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'-' | b'_' | b'.' => {
                    path.push(char::from(byte));
                }
                _ => path.push_str(&format!("%{byte:02X}")),
            }
        }
        Self::parse(&path)
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Display for LocalPath {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(&self.0)
    }
}

/// The answer to a form that was accepted: go and look at `path`.
pub fn see_other(path: &LocalPath) -> Response {
    (StatusCode::SEE_OTHER, [(header::LOCATION, path.0.as_str())]).into_response()
}

/// Like [`see_other`]; the next page shows the sentence `notice-<name>` once.
pub fn see_other_with_notice(path: &LocalPath, notice: &'static str, tls: bool) -> Response {
    const NOTICE_SECONDS: u32 = 60;
    let mut response = see_other(path);
    cookies::write(
        response.headers_mut(),
        cookies::NOTICE,
        notice,
        NOTICE_SECONDS,
        tls,
    );
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_paths_of_this_site_are_followed() {
        for kept in ["/", "/help", "/needs?page=2"] {
            assert_eq!(LocalPath::parse(kept).as_str(), kept);
        }
        let foreign = [
            "https://evil.example",
            "//evil.example",
            "/\\evil.example",
            "help",
            "",
            "/a\r\nb",
        ];
        for refused in foreign {
            assert_eq!(LocalPath::parse(refused).as_str(), "/", "{refused:?}");
        }
    }
}
