//! The PIN: chosen after a code from the counter, changed by whoever knows the one before.

use askama::Template;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use serde::Deserialize;
use vault::{
    Access, Field, Means, MemberNumber, PersonId, Pin, PinError, PinPolicy, Purpose, VaultError,
};

use super::sign_in;
use crate::client::Client;
use crate::desk::person;
use crate::extract::{Form, Query};
use crate::forms::FieldErrors;
use crate::redirect::{LocalPath, see_other, see_other_with_notice};
use crate::{AppState, Error, Page, entrance, view};

#[derive(Template)]
#[template(path = "account/pin.html")]
struct PinPage {
    page: Page,
    /// The reader came without a code, so the PIN before must be known.
    asks_current: bool,
    next: LocalPath,
    errors: FieldErrors,
}

#[derive(Deserialize)]
pub(crate) struct PinParams {
    #[serde(default)]
    next: String,
}

#[derive(Deserialize)]
pub(crate) struct PinForm {
    /// The field has the id of the sign-in form's, and its complaints.
    #[serde(default)]
    secret: String,
    #[serde(default)]
    pin: String,
    #[serde(default)]
    again: String,
    #[serde(default)]
    next: String,
}

/// After a code from the counter.
pub(crate) async fn show_choice(
    State(state): State<AppState>,
    page: Page,
    headers: HeaderMap,
    Query(params): Query<PinParams>,
) -> Result<Response, Error> {
    if !may_choose(&state, &page, &headers) {
        return Ok(see_other(&LocalPath::parse("/me/pin")));
    }
    view::html(&PinPage {
        page,
        asks_current: false,
        next: LocalPath::parse(&params.next),
        errors: FieldErrors::default(),
    })
}

pub(crate) async fn choose(
    State(state): State<AppState>,
    page: Page,
    headers: HeaderMap,
    Form(form): Form<PinForm>,
) -> Result<Response, Error> {
    if !may_choose(&state, &page, &headers) {
        return Ok(see_other(&LocalPath::parse("/me/pin")));
    }
    let who = person(page.actor()?);
    let next = LocalPath::parse(&form.next);
    let mut errors = FieldErrors::default();
    set(&state, &page, who, &form, &mut errors).await?;
    if !errors.is_empty() {
        return view::html_again(&PinPage {
            page,
            asks_current: false,
            next,
            errors,
        });
    }
    if let Some(session) = entrance::session_id(&headers) {
        state.pin_grants.take(&session, page.wall_ms);
    }
    Ok(see_other_with_notice(&next, "pin-saved", page.tls()))
}

/// At any other time.
pub(crate) async fn show_change(page: Page) -> Result<Response, Error> {
    view::html(&PinPage {
        page,
        asks_current: true,
        next: LocalPath::parse("/me"),
        errors: FieldErrors::default(),
    })
}

/// A changed PIN ends every session, so that whoever knew the one before is out.
pub(crate) async fn change(
    State(state): State<AppState>,
    page: Page,
    Client(client): Client,
    headers: HeaderMap,
    Form(form): Form<PinForm>,
) -> Result<Response, Error> {
    let who = person(page.actor()?);
    let mut errors = FieldErrors::default();
    let number = member_number(&state, &page, who).await?;
    let known = state
        .desk
        .vault
        .sign_in(number, &form.secret, page.wall_ms, &client);
    if let Err(refused) = known.await {
        sign_in::explain(&page, refused, &mut errors)?;
    } else {
        set(&state, &page, who, &form, &mut errors).await?;
    }
    let next = LocalPath::parse("/me");
    if !errors.is_empty() {
        return view::html_again(&PinPage {
            page,
            asks_current: true,
            next,
            errors,
        });
    }
    let before = entrance::session(&state, &page, &headers).await?;
    let means = before.map_or(Means::Pin, |session| session.means);
    state.desk.vault.close_all_sessions(who).await?;
    let mut response = see_other_with_notice(&next, "pin-changed", page.tls());
    entrance::open(&state, &page, &headers, (who, means), &mut response).await?;
    Ok(response)
}

fn may_choose(state: &AppState, page: &Page, headers: &HeaderMap) -> bool {
    entrance::session_id(headers)
        .is_some_and(|session| state.pin_grants.has(&session, page.wall_ms))
}

async fn set(
    state: &AppState,
    page: &Page,
    who: PersonId,
    form: &PinForm,
    errors: &mut FieldErrors,
) -> Result<(), Error> {
    let pin = match Pin::parse(&form.pin) {
        Ok(pin) => pin,
        Err(error) => {
            errors.add("pin", page.t.get(reason(error)));
            return Ok(());
        }
    };
    if form.pin.trim() != form.again.trim() {
        errors.add("again", page.t.get("pin-again-error"));
        return Ok(());
    }
    let stored = state
        .desk
        .vault
        .set_pin(who, pin, PinPolicy::Strict, page.wall_ms);
    match stored.await {
        Ok(()) => {}
        Err(VaultError::Pin(error)) => errors.add("pin", page.t.get(reason(error))),
        Err(error) => return Err(error.into()),
    }
    Ok(())
}

fn reason(error: PinError) -> &'static str {
    match error {
        PinError::NotSixDigits => "pin-not-six-digits",
        PinError::TooObvious => "pin-too-obvious",
        PinError::KnownAboutPerson => "pin-known-about-you",
    }
}

async fn member_number(
    state: &AppState,
    page: &Page,
    who: PersonId,
) -> Result<MemberNumber, Error> {
    let access = Access {
        reader: vault::Reader::Own,
        purpose: Purpose::OwnData,
        at_ms: page.wall_ms,
    };
    let fields = [Field::MemberNumber];
    let data = state.desk.vault.read(who, &fields, access).await?;
    let number = data.field(Field::MemberNumber).unwrap_or_default();
    number.parse().map_err(Error::internal)
}
