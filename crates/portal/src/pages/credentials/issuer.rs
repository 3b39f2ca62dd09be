//! What machines ask an issuer: its metadata, its keys, and what was revoked.

use axum::Json;
use axum::extract::State;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::{IntoResponse as _, Response};
use credentials::{Kind, issue, offer, status};
use serde_json::Value;

use super::issuer_of;
use crate::extract::Path;
use crate::i18n::{Language, Words};
use crate::{AppState, Error, Page};

/// `/.well-known/openid-credential-issuer`
pub(crate) async fn metadata(State(state): State<AppState>) -> Json<Value> {
    let name = |kind: Kind, locale: &str| {
        let mut all = Language::ALL.into_iter();
        let language = all.find(|language| language.tag() == locale);
        let words = Words(language.unwrap_or(Language::Chinese));
        words.get(&format!("credential-name-{}", kind.code()))
    };
    Json(offer::issuer_metadata(&issuer_of(&state), name))
}

/// `/.well-known/oauth-authorization-server`
pub(crate) async fn tokens(State(state): State<AppState>) -> Json<Value> {
    Json(offer::token_metadata(&issuer_of(&state)))
}

/// `/.well-known/jwt-vc-issuer`
pub(crate) async fn keys(State(state): State<AppState>, page: Page) -> Result<Json<Value>, Error> {
    let keys = state.desk.credential_public_keys(page.wall_ms).await?;
    Ok(Json(issue::issuer_keys(&issuer_of(&state), &keys)))
}

/// What has become of the credentials of one list: the same answer for everybody.
pub(crate) async fn status_list(
    State(state): State<AppState>,
    page: Page,
    Path(number): Path<u32>,
) -> Result<Response, Error> {
    let issuer = issuer_of(&state);
    let list = state
        .desk
        .signed_status_list(&issuer, number, page.wall_ms)
        .await?;
    let list = list.ok_or_else(Error::not_found)?;
    let headers = [
        (CONTENT_TYPE, status::MEDIA_TYPE.to_owned()),
        (CACHE_CONTROL, format!("public, max-age={}", status::KEPT_S)),
    ];
    Ok((headers, list).into_response())
}
