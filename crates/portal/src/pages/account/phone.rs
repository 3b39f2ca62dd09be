//! Signing in with a phone: a number, then the code that was sent there.

use askama::Template;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use serde::Deserialize;
use vault::SignInError;

use super::sign_in;
use crate::client::Client;
use crate::extract::{Form, Query};
use crate::forms::FieldErrors;
use crate::redirect::LocalPath;
use crate::sms::Sms;
use crate::{AppState, Error, Page, view};

#[derive(Template)]
#[template(path = "account/phone.html")]
struct PhonePage {
    page: Page,
    phone: String,
    /// A code may be on its way: the page asks for it.
    is_sent: bool,
    next: LocalPath,
    errors: FieldErrors,
}

#[derive(Deserialize)]
pub(crate) struct PhoneParams {
    #[serde(default)]
    next: String,
}

/// Has no `Debug`: a phone number is personal.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct PhoneForm {
    phone: String,
    code: String,
    next: String,
}

pub(crate) async fn show(
    State(state): State<AppState>,
    page: Page,
    Query(params): Query<PhoneParams>,
) -> Result<Response, Error> {
    state.sms.as_ref().ok_or_else(Error::not_found)?;
    view::html(&PhonePage {
        page,
        phone: String::new(),
        is_sent: false,
        next: LocalPath::parse(&params.next),
        errors: FieldErrors::default(),
    })
}

/// The same page for a number that somebody has and for one that nobody has.
pub(crate) async fn ask(
    State(state): State<AppState>,
    page: Page,
    Client(client): Client,
    Form(form): Form<PhoneForm>,
) -> Result<Response, Error> {
    let gateway = state.sms.clone().ok_or_else(Error::not_found)?;
    let mut errors = FieldErrors::default();
    let drawn = state
        .desk
        .vault
        .draw_phone_code(&form.phone, page.wall_ms, &client);
    match drawn.await {
        Ok(Some(drawn)) => {
            let words = page.t.say("phone-message").set("code", drawn.code.as_str());
            let message = Sms {
                phone: drawn.phone.to_string(),
                text: words.to_string(),
                at_ms: page.wall_ms,
            };
            // Nobody waits for the gateway: how long it takes would tell that there is an account.
            tokio::spawn(async move {
                if let Err(cause) = gateway.send(message).await {
                    tracing::warn!(cause, "sms.not_sent");
                }
            });
        }
        Ok(None) => {}
        Err(refused) => explain(&page, refused, "phone", &mut errors)?,
    }
    let filled = PhonePage {
        is_sent: errors.is_empty(),
        phone: form.phone,
        next: LocalPath::parse(&form.next),
        errors,
        page,
    };
    if filled.is_sent {
        view::html(&filled)
    } else {
        view::html_again(&filled)
    }
}

pub(crate) async fn enter(
    State(state): State<AppState>,
    page: Page,
    Client(client): Client,
    headers: HeaderMap,
    Form(form): Form<PhoneForm>,
) -> Result<Response, Error> {
    state.sms.as_ref().ok_or_else(Error::not_found)?;
    let attempt = state
        .desk
        .vault
        .sign_in_by_phone(&form.phone, &form.code, page.wall_ms, &client);
    let refused = match attempt.await {
        Ok(signed) => return sign_in::welcome(&state, &page, &headers, signed, &form.next).await,
        Err(refused) => refused,
    };
    let mut errors = FieldErrors::default();
    explain(&page, refused, "code", &mut errors)?;
    view::html_again(&PhonePage {
        page,
        is_sent: true,
        phone: form.phone,
        next: LocalPath::parse(&form.next),
        errors,
    })
}

fn explain(
    page: &Page,
    refused: SignInError,
    field: &'static str,
    errors: &mut FieldErrors,
) -> Result<(), Error> {
    match refused {
        SignInError::SecretMalformed => errors.add("phone", page.t.get("phone-malformed")),
        SignInError::Refused => errors.add("code", page.t.get("phone-refused")),
        SignInError::Locked { until_ms } => {
            let wait_ms = until_ms.saturating_sub(page.wall_ms);
            let sentence = page
                .t
                .say("phone-locked")
                .set("wait", page.duration(wait_ms.div_ceil(60_000)));
            errors.add(field, sentence);
        }
        SignInError::Vault(cause) => return Err(cause.into()),
    }
    Ok(())
}
