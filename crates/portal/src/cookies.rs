//! Reads and writes the portal's cookies.

use axum::http::header::{COOKIE, SET_COOKIE};
use axum::http::{HeaderMap, HeaderValue};

pub(crate) const SESSION: &str = "linli_session";
pub(crate) const LANGUAGE: &str = "linli_language";
pub(crate) const ELDER: &str = "linli_elder";
pub(crate) const NOTICE: &str = "linli_notice";
pub(crate) const ORDER: &str = "linli_order";

pub(crate) const YEAR_SECONDS: u32 = 365 * 24 * 60 * 60;

/// The value of the first cookie of this name.
pub(crate) fn read<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers
        .get_all(COOKIE)
        .iter()
        .filter_map(|line| line.to_str().ok())
        .flat_map(|line| line.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find_map(|(key, value)| (key == name).then_some(value))
}

/// Adds a cookie that scripts cannot read and other sites cannot send along.
///
/// Values are ours (codes, keys and tokens); one that no header can carry is dropped.
pub(crate) fn write(
    headers: &mut HeaderMap,
    name: &str,
    value: &str,
    max_age_seconds: u32,
    tls: bool,
) {
    let secure = if tls { "; Secure" } else { "" };
    let line = format!(
        "{name}={value}; Path=/; Max-Age={max_age_seconds}; HttpOnly; SameSite=Lax{secure}"
    );
    if let Ok(line) = HeaderValue::from_str(&line) {
        headers.append(SET_COOKIE, line);
    }
}

pub(crate) fn erase(headers: &mut HeaderMap, name: &str, tls: bool) {
    write(headers, name, "", 0, tls);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cookie_is_found_among_others() {
        let mut headers = HeaderMap::new();
        headers.insert(COOKIE, HeaderValue::from_static("a=1; linli_elder=on; b=2"));
        assert_eq!(read(&headers, ELDER), Some("on"));
        assert_eq!(read(&headers, "elder"), None);
    }

    #[test]
    fn cookies_are_closed_to_scripts_and_other_sites() {
        let mut headers = HeaderMap::new();
        write(&mut headers, SESSION, "abc", 60, true);
        let line = headers[SET_COOKIE].to_str().unwrap();
        assert_eq!(
            line,
            "linli_session=abc; Path=/; Max-Age=60; HttpOnly; SameSite=Lax; Secure"
        );
    }
}
