//! Where a request comes from, as far as the server can know it by itself.

use std::convert::Infallible;
use std::net::{IpAddr, SocketAddr};

use axum::extract::{ConnectInfo, FromRequestParts};
use axum::http::{HeaderMap, request::Parts};

use crate::AppState;

/// What a reverse proxy says of the visitor: each proxy appends whom it was called by.
const FORWARDED: &str = "x-forwarded-for";

/// The address of the other end, for counting failed sign-ins; `-` when the server was not told.
/// A header that names another address is believed only from a proxy that the office trusts:
/// anybody else can write one.
pub(crate) struct Client(pub(crate) String);

impl FromRequestParts<AppState> for Client {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, Infallible> {
        let Some(peer) = parts.extensions.get::<ConnectInfo<SocketAddr>>() else {
            return Ok(Self("-".to_owned()));
        };
        let trusted = &state.settings.trusted_proxies;
        Ok(Self(visitor(peer.0.ip(), &parts.headers, trusted)))
    }
}

/// The nearest address that is no trusted proxy, from this end of the chain.
fn visitor(peer: IpAddr, headers: &HeaderMap, trusted: &[IpAddr]) -> String {
    let mut nearest = peer.to_canonical();
    let lines = headers.get_all(FORWARDED).iter();
    let said: Vec<&str> = lines.filter_map(|line| line.to_str().ok()).collect();
    let mut chain = said.iter().rev().flat_map(|line| line.rsplit(','));
    while trusted.contains(&nearest) {
        let Some(before) = chain
            .next()
            .and_then(|text| text.trim().parse::<IpAddr>().ok())
        else {
            break;
        };
        nearest = before.to_canonical();
    }
    nearest.to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_trusted_proxy_is_believed() {
        let ip = |text: &str| text.parse::<IpAddr>().unwrap();
        let proxies = [ip("127.0.0.1"), ip("10.0.0.2")];
        let table = [
            // peer, header, visitor
            ("203.0.113.9", Some("198.51.100.1"), "203.0.113.9"),
            ("127.0.0.1", Some("198.51.100.1"), "198.51.100.1"),
            ("127.0.0.1", Some("6.6.6.6, 198.51.100.1"), "198.51.100.1"),
            ("127.0.0.1", Some("198.51.100.1, 10.0.0.2"), "198.51.100.1"),
            ("127.0.0.1", Some("nonsense"), "127.0.0.1"),
            ("127.0.0.1", None, "127.0.0.1"),
            ("::ffff:127.0.0.1", Some("198.51.100.1"), "198.51.100.1"),
        ];
        for (peer, header, expected) in table {
            let mut headers = HeaderMap::new();
            if let Some(text) = header {
                headers.insert(FORWARDED, text.parse().unwrap());
            }
            assert_eq!(
                visitor(ip(peer), &headers, &proxies),
                expected,
                "{peer} {header:?}"
            );
        }
        let mut two = HeaderMap::new();
        two.append(FORWARDED, "6.6.6.6".parse().unwrap());
        two.append(FORWARDED, "198.51.100.1".parse().unwrap());
        assert_eq!(visitor(ip("127.0.0.1"), &two, &proxies), "198.51.100.1");
    }
}
