//! The reader's passkeys: added on this device, removed when a device is lost.

use askama::Template;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use serde::Deserialize;
use vault::{Means, Session, VaultError};

use crate::desk::person;
use crate::extract::Form;
use crate::passkeys::{PasskeyError, Passkeys};
use crate::redirect::{LocalPath, see_other_with_notice};
use crate::session::Role;
use crate::{AppState, Error, Page, entrance, view};

#[derive(Template)]
#[template(path = "account/passkeys.html")]
struct PasskeysPage {
    page: Page,
    passkeys: Vec<Row>,
    /// What the browser passes to the device; nothing while this session may add none.
    options: Option<String>,
    is_refused: bool,
}

struct Row {
    index: String,
    added: String,
    used: String,
}

#[derive(Deserialize)]
pub(crate) struct AnswerForm {
    #[serde(default)]
    answer: String,
}

#[derive(Deserialize)]
pub(crate) struct RemoveForm {
    #[serde(default)]
    passkey: String,
}

pub(crate) async fn show(
    State(state): State<AppState>,
    page: Page,
    headers: HeaderMap,
) -> Result<Response, Error> {
    let filled = filled(&state, page, &headers, false).await?;
    view::html(&filled)
}

pub(crate) async fn add(
    State(state): State<AppState>,
    page: Page,
    headers: HeaderMap,
    Form(form): Form<AnswerForm>,
) -> Result<Response, Error> {
    let (passkeys, session) = may_add(&state, &page, &headers)
        .await?
        .ok_or_else(Error::forbidden)?;
    let proved = match passkeys.finish_adding(session.id, &form.answer, page.wall_ms) {
        Ok(proved) => proved,
        Err(PasskeyError::Refused) => {
            let filled = filled(&state, page, &headers, true).await?;
            return view::html_again(&filled);
        }
        Err(error) => return Err(Error::internal(error)),
    };
    let vault = &state.desk.vault;
    let added = vault.add_passkey(session.person, &proved.id, &proved.credential, page.wall_ms);
    match added.await {
        Ok(()) => {}
        Err(VaultError::TooManyPasskeys) => return Err(Error::stale()),
        Err(error) => return Err(error.into()),
    }
    Ok(see_other_with_notice(
        &LocalPath::parse("/me/passkeys"),
        "passkey-added",
        page.tls(),
    ))
}

/// A device that is gone may still be signed in: every session ends but this one's successor.
pub(crate) async fn remove(
    State(state): State<AppState>,
    page: Page,
    headers: HeaderMap,
    Form(form): Form<RemoveForm>,
) -> Result<Response, Error> {
    let who = person(page.actor()?);
    let vault = &state.desk.vault;
    // Who may not add one may not take one away: a thief of a PIN would lock an office out.
    may_add(&state, &page, &headers)
        .await?
        .ok_or_else(Error::forbidden)?;
    let known = vault.passkeys(who).await?;
    let found = known
        .iter()
        .find(|stored| to_hex(&stored.index) == form.passkey)
        .ok_or_else(Error::not_found)?;
    let session = entrance::session(&state, &page, &headers).await?;
    let means = session.map_or(Means::Pin, |session| session.means);
    vault.remove_passkey(who, &found.index).await?;
    vault.close_all_sessions(who).await?;
    let path = LocalPath::parse("/me/passkeys");
    let mut response = see_other_with_notice(&path, "passkey-removed", page.tls());
    entrance::open(&state, &page, &headers, (who, means), &mut response).await?;
    Ok(response)
}

/// Who works in an office adds a passkey only after a code from the counter, or with another
/// passkey: with a stolen PIN alone, a thief could otherwise make one.
async fn may_add<'a>(
    state: &'a AppState,
    page: &Page,
    headers: &HeaderMap,
) -> Result<Option<(&'a Passkeys, Session)>, Error> {
    let Some(passkeys) = state.passkeys.as_deref() else {
        return Ok(None);
    };
    let Some(session) = entrance::session(state, page, headers).await? else {
        return Ok(None);
    };
    let reader = page.reader.as_ref();
    let works_here = reader.is_some_and(|reader| {
        let mut roles = reader.roles.iter().chain(&reader.withheld);
        roles.any(|role| *role != Role::Resident)
    });
    let proved = match session.means {
        Means::Code | Means::Passkey | Means::PinAndPasskey => true,
        Means::Pin | Means::Phone | Means::Provider => false,
    };
    Ok((!works_here || proved).then_some((passkeys, session)))
}

async fn filled(
    state: &AppState,
    page: Page,
    headers: &HeaderMap,
    is_refused: bool,
) -> Result<PasskeysPage, Error> {
    let who = person(page.actor()?);
    let known = state.desk.vault.passkeys(who).await?;
    let name = page.reader.as_ref().map_or("", |reader| &reader.name);
    let options = match may_add(state, &page, headers).await? {
        Some((passkeys, session)) => {
            Some(passkeys.begin_adding(session.id, (who, name), &known, page.wall_ms)?)
        }
        None => None,
    };
    let row = |stored: &vault::StoredPasskey| Row {
        index: to_hex(&stored.index),
        added: page.moment(stored.added_ms),
        used: page.moment(stored.used_ms),
    };
    Ok(PasskeysPage {
        passkeys: known.iter().map(row).collect(),
        options,
        is_refused,
        page,
    })
}

fn to_hex(bytes: &[u8; 32]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
