//! The reader's credentials, and what else they could have.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use serde::Deserialize;
use vault::{StandingOfCredential, StoredCredential};

use super::{issuer_of, moment, own, status_of, words};
use crate::desk::credentials::Claim;
use crate::extract::{Form, Path};
use crate::redirect::{LocalPath, see_other_with_notice};
use crate::{AppState, Error, Page, view};

#[derive(Template)]
#[template(path = "credentials/mine.html")]
struct MinePage {
    page: Page,
    held: Vec<Held>,
    /// Value and words of what can be had.
    possible: Vec<(String, String)>,
    /// Wallets find this office at an address.
    has_address: bool,
}

struct Held {
    id: String,
    title: String,
    tone: &'static str,
    standing: String,
    until: String,
    in_wallet: bool,
    holds: bool,
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct ClaimForm {
    pub(super) claim: String,
}

pub(crate) async fn show(State(state): State<AppState>, page: Page) -> Result<Response, Error> {
    let owner = page.actor()?;
    let stored = state.desk.credentials_of(owner).await?;
    let claims = state.desk.claims_of(owner, moment(&page)).await?;
    let held: Vec<Held> = stored
        .iter()
        .filter_map(|one| held(&state, &page, one))
        .collect();
    let has = |claim: &Claim| {
        let words = claim.to_string();
        stored.iter().any(|one| {
            one.kind == words && one.text.is_some() && one.standing == StandingOfCredential::Valid
        })
    };
    let possible = claims
        .iter()
        .filter(|claim| !has(claim))
        .map(|claim| (claim.to_string(), words::title(&state, &page, claim)))
        .collect();
    view::html(&MinePage {
        held,
        possible,
        has_address: state.settings.origin.is_some(),
        page,
    })
}

fn held(state: &AppState, page: &Page, stored: &StoredCredential) -> Option<Held> {
    let claim = Claim::parse(&stored.kind)?;
    let (mut tone, mut standing) = words::standing(page, status_of(stored.standing));
    let is_over = stored.expires_ms <= page.wall_ms;
    if is_over {
        (tone, standing) = ("calm", page.t.get("credential-over"));
    }
    Some(Held {
        id: stored.place.id.to_string(),
        title: words::title(state, page, &claim),
        tone,
        standing,
        until: view::format::full_day(page.t, stored.expires_ms),
        in_wallet: stored.text.is_none(),
        holds: stored.standing == StandingOfCredential::Valid && !is_over,
    })
}

/// Issues one; the office keeps it for the reader.
pub(crate) async fn get(
    State(state): State<AppState>,
    page: Page,
    Form(form): Form<ClaimForm>,
) -> Result<Response, Error> {
    let claim = Claim::parse(&form.claim).ok_or_else(Error::stale)?;
    let issuer = issuer_of(&state);
    let issuing = state
        .desk
        .issue_credential(page.actor()?, &claim, (&issuer, moment(&page)));
    if !issuing.await? {
        return Err(Error::stale());
    }
    let path = LocalPath::parse("/me/credentials");
    Ok(see_other_with_notice(
        &path,
        "credential-issued",
        page.tls(),
    ))
}

/// The owner gives one up: from now on nobody can show it, whoever has it.
pub(crate) async fn give_up(
    State(state): State<AppState>,
    page: Page,
    Path(id): Path<String>,
) -> Result<Response, Error> {
    let (_, stored, _) = own(&state, &page, &id).await?;
    state
        .desk
        .vault
        .set_credential_standing(stored.place, StandingOfCredential::Revoked)
        .await?;
    let path = LocalPath::parse("/me/credentials");
    Ok(see_other_with_notice(
        &path,
        "credential-given-up",
        page.tls(),
    ))
}
