//! Signing in with a passkey: the device says who it is, so nobody types a number here.

use askama::Template;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use serde::Deserialize;
use vault::{Means, PersonId, VaultError};

use crate::extract::{Form, Query};
use crate::passkeys::{Answer, PasskeyError, Passkeys};
use crate::redirect::{LocalPath, see_other};
use crate::{AppState, Error, Page, entrance, view};

#[derive(Template)]
#[template(path = "account/passkey-entry.html")]
struct EntryPage {
    page: Page,
    ticket: String,
    options: String,
    next: LocalPath,
    is_refused: bool,
}

#[derive(Deserialize)]
pub(crate) struct EntryParams {
    #[serde(default)]
    next: String,
}

#[derive(Deserialize)]
#[serde(default)]
#[derive(Default)]
pub(crate) struct EntryForm {
    ticket: String,
    answer: String,
    next: String,
}

pub(crate) async fn show(
    State(state): State<AppState>,
    page: Page,
    Query(params): Query<EntryParams>,
) -> Result<Response, Error> {
    let next = LocalPath::parse(&params.next);
    view::html(&asked(&state, page, next, false)?)
}

pub(crate) async fn enter(
    State(state): State<AppState>,
    page: Page,
    headers: HeaderMap,
    Form(form): Form<EntryForm>,
) -> Result<Response, Error> {
    let next = LocalPath::parse(&form.next);
    let passkeys = checker(&state)?;
    let person = match passkeys.read_answer(&form.ticket, &form.answer, page.wall_ms) {
        Ok(answer) => check(&state, passkeys, answer, page.wall_ms).await,
        Err(refused) => Err(refused),
    };
    let person = match person {
        Ok(person) => person,
        Err(PasskeyError::Refused) => {
            return view::html_again(&asked(&state, page, next, true)?);
        }
        Err(error) => return Err(Error::internal(error)),
    };
    let means = means(&state, &page, &headers, person).await?;
    let mut response = see_other(&next);
    match entrance::open(&state, &page, &headers, (person, means), &mut response).await {
        Ok(_) => Ok(response),
        Err(error) => Err(error),
    }
}

/// Looks the person's passkeys up and checks the answer against them.
async fn check(
    state: &AppState,
    passkeys: &Passkeys,
    answer: Answer,
    wall_ms: u64,
) -> Result<PersonId, PasskeyError> {
    let vault = &state.desk.vault;
    let person = answer.person;
    let broken = |error: VaultError| PasskeyError::Broken(error.into());
    let known = vault.passkeys(person).await.map_err(broken)?;
    let entered = passkeys.finish_entry(answer, &known)?;
    vault
        .touch_passkey(person, &entered.index, &entered.credential, wall_ms)
        .await
        .map_err(broken)?;
    Ok(person)
}

/// Two factors, when the same person had signed in before with a PIN or a code.
async fn means(
    state: &AppState,
    page: &Page,
    headers: &HeaderMap,
    person: PersonId,
) -> Result<Means, Error> {
    let before = entrance::session(state, page, headers).await?;
    let before = before.filter(|session| session.person == person);
    Ok(match before.map(|session| session.means) {
        Some(Means::Pin | Means::Code | Means::PinAndPasskey) => Means::PinAndPasskey,
        Some(Means::Phone | Means::Provider | Means::Passkey) | None => Means::Passkey,
    })
}

fn checker(state: &AppState) -> Result<&Passkeys, Error> {
    state.passkeys.as_deref().ok_or_else(Error::not_found)
}

fn asked(
    state: &AppState,
    page: Page,
    next: LocalPath,
    is_refused: bool,
) -> Result<EntryPage, Error> {
    let (ticket, options) = checker(state)?.begin_entry(page.wall_ms)?;
    Ok(EntryPage {
        page,
        ticket,
        options,
        next,
        is_refused,
    })
}
