//! Into a wallet (`OpenID4VCI`, pre-authorised code): the offer on a page, and the three addresses
//! that the wallet calls.

use askama::Template;
use axum::Json;
use axum::extract::State;
use axum::http::header::{AUTHORIZATION, CACHE_CONTROL};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse as _, Response};
use credentials::offer::{GRANT, check_proof, credential_offer, offer_link, proof_nonce};
use serde::Deserialize;
use serde_json::{Value, json};

use super::mine::ClaimForm;
use super::{issuer_of, moment, words};
use crate::desk::credentials::Claim;
use crate::extract::Form;
use crate::view::{Markup, qr};
use crate::{AppState, Error, Page, slips, view};

#[derive(Template)]
#[template(path = "credentials/offer.html")]
struct OfferPage {
    page: Page,
    title: String,
    link: String,
    qr: Option<Markup>,
    pin: String,
}

/// The offer for the reader's wallet.
pub(crate) async fn offer(
    State(state): State<AppState>,
    page: Page,
    Form(form): Form<ClaimForm>,
) -> Result<Response, Error> {
    let owner = page.actor()?;
    let claim = Claim::parse(&form.claim).ok_or_else(Error::stale)?;
    let possible = state.desk.claims_of(owner, moment(&page)).await?;
    if state.settings.origin.is_none() || !possible.contains(&claim) {
        return Err(Error::stale());
    }
    let title = words::title(&state, &page, &claim);
    let kind = claim.kind;
    let (code, pin) = state.wallets.offer(owner, claim, page.wall_ms)?;
    let link = offer_link(&credential_offer(&issuer_of(&state), kind, &code));
    let label = page.t.get("credential-qr-label");
    view::html(&OfferPage {
        title,
        qr: qr::svg_dense(link.as_bytes(), &label).ok(),
        link,
        pin,
        page,
    })
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct TokenForm {
    grant_type: String,
    #[serde(rename = "pre-authorized_code")]
    code: String,
    tx_code: String,
}

/// The wallet exchanges its code for a token.
pub(crate) async fn token(
    State(state): State<AppState>,
    page: Page,
    Form(form): Form<TokenForm>,
) -> Result<Response, Error> {
    if form.grant_type != GRANT {
        return Ok(refusal("unsupported_grant_type"));
    }
    let redeemed = state
        .wallets
        .redeem(&form.code, &form.tx_code, page.wall_ms)?;
    Ok(match redeemed {
        Some(token) => fresh(json!({
            "access_token": token,
            "token_type": "Bearer",
            "expires_in": slips::KEPT_MS / 1000,
        })),
        None => refusal("invalid_grant"),
    })
}

/// A nonce for the wallet's proof.
pub(crate) async fn nonce(State(state): State<AppState>, page: Page) -> Result<Response, Error> {
    let nonce = state.wallets.nonce(page.wall_ms)?;
    Ok(fresh(json!({ "c_nonce": nonce })))
}

/// The wallet asks for the credential and proves the key that it is for.
pub(crate) async fn credential(
    State(state): State<AppState>,
    page: Page,
    headers: HeaderMap,
    body: String,
) -> Result<Response, Error> {
    let Some(token) = bearer(&headers) else {
        return Ok((StatusCode::UNAUTHORIZED, refusal("invalid_token")).into_response());
    };
    let body: Value = serde_json::from_str(&body).unwrap_or_default();
    let Some(proof) = proof_of(&body) else {
        return Ok(refusal("invalid_credential_request"));
    };
    let issuer = issuer_of(&state);
    let nonce = proof_nonce(proof).unwrap_or_default();
    if !state.wallets.use_nonce(&nonce, page.wall_ms) {
        return Ok(refusal("invalid_nonce"));
    }
    let Ok(holder) = check_proof(proof, &issuer, &nonce, page.wall_ms / 1000) else {
        return Ok(refusal("invalid_proof"));
    };
    let Some((owner, claim)) = state.wallets.spend(token, page.wall_ms) else {
        return Ok((StatusCode::UNAUTHORIZED, refusal("invalid_token")).into_response());
    };
    let asked = body.get("credential_configuration_id");
    if asked.and_then(Value::as_str) != Some(claim.kind.code()) {
        return Ok(refusal("unknown_credential_configuration"));
    }
    let issued = state
        .desk
        .issue_to_wallet(owner, &claim, (&issuer, moment(&page)), &holder);
    Ok(match issued.await? {
        Some(credential) => fresh(json!({ "credentials": [{ "credential": credential }] })),
        None => refusal("credential_request_denied"),
    })
}

/// The one proof of a request.
fn proof_of(body: &Value) -> Option<&str> {
    let proofs = body.get("proofs")?.get("jwt")?.as_array()?;
    match proofs.as_slice() {
        [one] => one.as_str(),
        _ => None,
    }
}

fn bearer(headers: &HeaderMap) -> Option<&str> {
    let value = headers.get(AUTHORIZATION)?.to_str().ok()?;
    value.strip_prefix("Bearer ")
}

fn fresh(body: Value) -> Response {
    ([(CACHE_CONTROL, "no-store")], Json(body)).into_response()
}

fn refusal(code: &'static str) -> Response {
    (StatusCode::BAD_REQUEST, fresh(json!({ "error": code }))).into_response()
}
