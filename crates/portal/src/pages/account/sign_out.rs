//! Leaving: ends the session here and in the store.

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;

use crate::redirect::{LocalPath, see_other_with_notice};
use crate::session::SessionToken;
use crate::{AppState, Error, Page, cookies};

pub(crate) async fn end(
    State(state): State<AppState>,
    page: Page,
    headers: HeaderMap,
) -> Result<Response, Error> {
    if let Some(token) = cookies::read(&headers, cookies::SESSION).and_then(SessionToken::parse) {
        state
            .sessions
            .end(&token)
            .await
            .map_err(Error::unavailable)?;
    }
    let mut response = see_other_with_notice(&LocalPath::parse("/"), "signed-out", page.tls());
    cookies::erase(response.headers_mut(), cookies::SESSION, page.tls());
    Ok(response)
}
