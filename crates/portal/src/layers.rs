//! The layers around every route, outermost first.

use std::time::Duration;

use axum::Router;
use axum::extract::{DefaultBodyLimit, MatchedPath, Request};
use axum::http::StatusCode;
use axum::middleware::{Next, from_fn, from_fn_with_state};
use axum::response::Response;
use tower::ServiceBuilder;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::csrf::CsrfLayer;
use tower_http::timeout::TimeoutLayer;
use tower_http::trace::{DefaultOnFailure, DefaultOnRequest, DefaultOnResponse, TraceLayer};
use tracing::{Level, Span};

use crate::{AppState, context};

/// No page takes this long; one that does is answered with an apology.
const REQUEST_SECONDS_MAX: u64 = 20;
/// Enough for any form; a route that takes files raises it for itself.
const BODY_BYTES_MAX: usize = 256 * 1024;

pub(crate) fn wrap(router: Router, state: AppState) -> Router {
    let timeout = Duration::from_secs(REQUEST_SECONDS_MAX);
    let trace = TraceLayer::new_for_http()
        .make_span_with(span)
        .on_request(DefaultOnRequest::new().level(Level::TRACE))
        .on_response(DefaultOnResponse::new().level(Level::INFO))
        .on_failure(DefaultOnFailure::new().level(Level::WARN));
    router.layer(
        ServiceBuilder::new()
            .layer(from_fn(name_request))
            .layer(trace)
            .layer(CompressionLayer::new())
            .layer(from_fn_with_state(state, context::attach))
            .layer(CatchPanicLayer::new())
            .layer(TimeoutLayer::with_status_code(
                StatusCode::SERVICE_UNAVAILABLE,
                timeout,
            ))
            .layer(CsrfLayer::new())
            .layer(DefaultBodyLimit::max(BODY_BYTES_MAX)),
    )
}

/// What a reader can quote to us; random, so that it says nothing about them.
#[derive(Clone)]
pub(crate) struct RequestId(pub(crate) String);

async fn name_request(mut request: Request, next: Next) -> Response {
    // Without randomness the id is all zeros: useless, but no reason to turn anybody away.
    let bytes = getrandom::u64().unwrap_or_default();
    request.extensions_mut().insert(RequestId(readable(bytes)));
    next.run(request).await
}

/// Eight letters and digits that cannot be mistaken for one another on the telephone.
fn readable(bits: u64) -> String {
    const LETTERS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    let letter = |place: u32| {
        let index = usize::try_from((bits >> (5 * place)) & 31).unwrap_or_default();
        char::from(LETTERS[index])
    };
    (0..8).map(letter).collect()
}

/// The route as written in `routes.rs`, never the path or the query: those can name people.
fn span(request: &Request) -> Span {
    let route = request
        .extensions()
        .get::<MatchedPath>()
        .map_or("-", MatchedPath::as_str);
    let id = request
        .extensions()
        .get::<RequestId>()
        .map_or("", |id| &id.0);
    tracing::info_span!("portal.request", method = %request.method(), route, request.id = id)
}
