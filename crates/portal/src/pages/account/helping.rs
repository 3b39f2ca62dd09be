//! Acting for somebody: the session changes sides, and back; every page says for whom.

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;

use super::delegates::own;
use crate::desk::person;
use crate::extract::Path;
use crate::redirect::{LocalPath, see_other};
use crate::{AppState, Error, Page, entrance};

pub(crate) async fn begin(
    State(state): State<AppState>,
    page: Page,
    headers: HeaderMap,
    Path(id): Path<String>,
) -> Result<Response, Error> {
    let reader = page.actor()?;
    let delegation = own(&state, reader, &id).await?;
    let is_helper = delegation.helper == person(reader);
    if !is_helper || !delegation.holds(page.now_ms) {
        return Err(Error::not_found());
    }
    let session = entrance::session_id(&headers).ok_or_else(Error::sign_in_needed)?;
    state
        .desk
        .vault
        .act_for(session, Some(delegation.elder))
        .await?;
    Ok(see_other(&LocalPath::parse("/exchanges")))
}

pub(crate) async fn stop(
    State(state): State<AppState>,
    headers: HeaderMap,
) -> Result<Response, Error> {
    let session = entrance::session_id(&headers).ok_or_else(Error::sign_in_needed)?;
    state.desk.vault.act_for(session, None).await?;
    Ok(see_other(&LocalPath::parse("/me/helpers")))
}
