//! Where a request comes from, as far as the server can know it by itself.

use std::convert::Infallible;
use std::net::SocketAddr;

use axum::extract::{ConnectInfo, FromRequestParts};
use axum::http::request::Parts;

/// The address of the other end, for counting failed sign-ins; `-` when the server was not told.
/// A header that names another address is not believed: anybody can write one.
pub(crate) struct Client(pub(crate) String);

impl<S: Send + Sync> FromRequestParts<S> for Client {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>();
        Ok(Self(peer.map_or_else(
            || "-".to_owned(),
            |peer| peer.0.ip().to_string(),
        )))
    }
}
