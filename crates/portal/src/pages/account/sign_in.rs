//! Signing in: a member number, and a PIN or the code from the counter, in one form.

use askama::Template;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use serde::Deserialize;
use vault::{Means, MemberNumber, MemberNumberError, SignIn, SignInError, SignInMethod};

use crate::client::Client;
use crate::extract::{Form, Query};
use crate::forms::FieldErrors;
use crate::redirect::{LocalPath, see_other};
use crate::{AppState, Error, Page, entrance, typed, view};

#[derive(Template)]
#[template(path = "account/sign-in.html")]
struct SignInPage {
    page: Page,
    number: String,
    next: LocalPath,
    by_phone: bool,
    by_passkey: bool,
    errors: FieldErrors,
}

#[derive(Deserialize)]
pub(crate) struct SignInParams {
    #[serde(default)]
    next: String,
}

#[derive(Deserialize)]
pub(crate) struct SignInForm {
    #[serde(default)]
    number: String,
    #[serde(default)]
    secret: String,
    #[serde(default)]
    next: String,
}

pub(crate) async fn show(
    State(state): State<AppState>,
    page: Page,
    Query(params): Query<SignInParams>,
) -> Result<Response, Error> {
    let next = LocalPath::parse(&params.next);
    if page.reader.is_some() {
        return Ok(see_other(&next));
    }
    view::html(&SignInPage {
        page,
        number: String::new(),
        next,
        by_phone: state.sms.is_some(),
        by_passkey: state.passkeys.is_some(),
        errors: FieldErrors::default(),
    })
}

pub(crate) async fn enter(
    State(state): State<AppState>,
    page: Page,
    Client(client): Client,
    headers: HeaderMap,
    Form(form): Form<SignInForm>,
) -> Result<Response, Error> {
    let mut errors = FieldErrors::default();
    match form_number(&page, &form, &mut errors) {
        Some(number) => {
            let attempt = state
                .desk
                .vault
                .sign_in(number, &form.secret, page.wall_ms, &client);
            match attempt.await {
                Ok(signed) => return welcome(&state, &page, &headers, signed, &form.next).await,
                Err(refused) => explain(&page, refused, &mut errors)?,
            }
        }
        None if form.secret.trim().is_empty() => {
            errors.add("secret", page.t.get("sign-in-secret-malformed"));
        }
        None => {}
    }
    // The secret is not sent back: whoever looks over the shoulder would read it in the page.
    view::html_again(&SignInPage {
        page,
        number: form.number,
        next: LocalPath::parse(&form.next),
        by_phone: state.sms.is_some(),
        by_passkey: state.passkeys.is_some(),
        errors,
    })
}

/// A code is used up, so its owner chooses a PIN for the next time.
pub(super) async fn welcome(
    state: &AppState,
    page: &Page,
    headers: &HeaderMap,
    signed: SignIn,
    next: &str,
) -> Result<Response, Error> {
    let next = LocalPath::parse(next);
    let by_code = signed.method == SignInMethod::OneTimeCode;
    let means = match signed.method {
        SignInMethod::Pin => Means::Pin,
        SignInMethod::OneTimeCode => Means::Code,
        SignInMethod::Phone => Means::Phone,
    };
    let mut response = if by_code || !signed.has_pin {
        see_other(&LocalPath::leading_to("/sign-in/pin", &next))
    } else {
        see_other(&next)
    };
    let session =
        entrance::open(state, page, headers, (signed.person, means), &mut response).await?;
    if by_code {
        state.pin_grants.put(session, (), page.wall_ms);
    }
    Ok(response)
}

fn form_number(page: &Page, form: &SignInForm, errors: &mut FieldErrors) -> Option<MemberNumber> {
    match typed::plain(&form.number).parse() {
        Ok(number) => Some(number),
        Err(MemberNumberError::NotEightDigits) => {
            errors.add("number", page.t.get("sign-in-number-malformed"));
            None
        }
        Err(MemberNumberError::CheckDigitWrong) => {
            errors.add("number", page.t.get("sign-in-number-mistyped"));
            None
        }
    }
}

/// One sentence for an unknown number and for a wrong secret: nobody learns who has an account.
pub(super) fn explain(
    page: &Page,
    refused: SignInError,
    errors: &mut FieldErrors,
) -> Result<(), Error> {
    match refused {
        SignInError::SecretMalformed => {
            errors.add("secret", page.t.get("sign-in-secret-malformed"));
        }
        SignInError::Refused => errors.add("secret", page.t.get("sign-in-refused")),
        SignInError::Locked { until_ms } => {
            let wait_ms = until_ms.saturating_sub(page.wall_ms);
            let sentence = page
                .t
                .say("sign-in-locked")
                .set("wait", page.duration(wait_ms.div_ceil(60_000)))
                .set("time", page.moment(page.now_ms.saturating_add(wait_ms)));
            errors.add("secret", sentence);
        }
        SignInError::Vault(cause) => return Err(cause.into()),
    }
    Ok(())
}
