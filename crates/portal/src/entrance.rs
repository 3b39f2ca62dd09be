//! Opens a session and hands over its cookie; whatever session came along is ended first.

use axum::http::HeaderMap;
use axum::response::Response;
use vault::{Means, PersonId, Session, SessionId};

use crate::session::SessionToken;
use crate::{AppState, Error, Page, cookies};

/// The vault ends a session after as long at the latest.
const SESSION_SECONDS: u32 = 12 * 60 * 60;

/// Signs somebody in through this response. A session is never taken over from before the
/// sign-in, so that nobody can be given a cookie to sign in with.
pub(crate) async fn open(
    state: &AppState,
    page: &Page,
    headers: &HeaderMap,
    (person, means): (PersonId, Means),
    response: &mut Response,
) -> Result<SessionId, Error> {
    close(state, headers).await?;
    let vault = &state.desk.vault;
    let token = vault.open_session_by(person, means, page.wall_ms).await?;
    cookies::write(
        response.headers_mut(),
        cookies::SESSION,
        &token.reveal(),
        SESSION_SECONDS,
        page.tls(),
    );
    Ok(token.id())
}

/// Ends the session that came along, if there is one.
pub(crate) async fn close(state: &AppState, headers: &HeaderMap) -> Result<(), Error> {
    match cookies::read(headers, cookies::SESSION).and_then(SessionToken::parse) {
        Some(token) => state.sessions.end(&token).await.map_err(Error::unavailable),
        None => Ok(()),
    }
}

/// The name of the session that came along.
pub(crate) fn session_id(headers: &HeaderMap) -> Option<SessionId> {
    let token = cookies::read(headers, cookies::SESSION)?;
    Some(vault::SessionToken::parse(token)?.id())
}

/// The session that came along, if it is open.
pub(crate) async fn session(
    state: &AppState,
    page: &Page,
    headers: &HeaderMap,
) -> Result<Option<Session>, Error> {
    let token = cookies::read(headers, cookies::SESSION).and_then(vault::SessionToken::parse);
    match token {
        Some(token) => Ok(state.desk.vault.session(&token, page.wall_ms).await?),
        None => Ok(None),
    }
}
