//! Checking what somebody shows: scanned, pasted or as a file. Whoever checks says a code first, so
//! that what is shown is made for them and now. What was sent is judged and forgotten.

use askama::Template;
use axum::extract::{Multipart, State};
use axum::response::Response;
use credentials::Refusal;
use credentials::check::PRESENTATION_BYTES_MAX;

use super::{counter_of, issuer_of, words};
use crate::desk::credentials::Judged;
use crate::forms::FieldErrors;
use crate::{AppState, Error, Page, view, wallets};

#[derive(Template)]
#[template(path = "credentials/check.html")]
struct CheckPage {
    page: Page,
    code: String,
    errors: FieldErrors,
    result: Option<Outcome>,
}

/// A verdict in words.
pub(super) struct Outcome {
    pub(super) holds: bool,
    pub(super) tone: &'static str,
    pub(super) word: String,
    pub(super) title: String,
    pub(super) facts: Vec<String>,
    pub(super) hidden: usize,
    pub(super) until: String,
    pub(super) is_open: bool,
}

pub(crate) async fn show(page: Page) -> Result<Response, Error> {
    view::html(&CheckPage {
        code: wallets::digits()?,
        errors: FieldErrors::default(),
        result: None,
        page,
    })
}

pub(crate) async fn check(
    State(state): State<AppState>,
    page: Page,
    form: Result<Multipart, axum::extract::multipart::MultipartRejection>,
) -> Result<Response, Error> {
    let form = form.map_err(|_| Error::invalid("form", "invalid-form"))?;
    let (code, shown) = read(form).await?;
    if shown.is_empty() {
        let mut errors = FieldErrors::default();
        errors.add("text", page.t.get("credential-check-nothing"));
        return view::html_again(&CheckPage {
            code,
            errors,
            result: None,
            page,
        });
    }
    let (issuer, audience) = (issuer_of(&state), counter_of(&state));
    let judging = state
        .desk
        .judge_credential(&shown, (&issuer, &audience), &code, page.wall_ms);
    let judged = judging.await?;
    view::html(&CheckPage {
        result: Some(outcome(&state, &page, &judged)),
        // The next person is asked with another code.
        code: wallets::digits()?,
        errors: FieldErrors::default(),
        page,
    })
}

pub(super) fn outcome(state: &AppState, page: &Page, judged: &Result<Judged, Refusal>) -> Outcome {
    let judged = match judged {
        Ok(judged) => judged,
        Err(refusal) => return refused(page, *refusal),
    };
    let checked = &judged.checked;
    let (tone, word) = words::standing(page, judged.status);
    let facts = checked.facts.iter();
    Outcome {
        holds: judged.status == credentials::status::Status::Valid,
        tone,
        word,
        title: words::kind(page, checked.kind),
        facts: facts
            .map(|(name, value)| words::fact(state, page, name, value))
            .collect(),
        hidden: checked.hidden,
        until: view::format::full_day(page.t, checked.expires_s * 1000),
        is_open: judged.is_open,
    }
}

fn refused(page: &Page, refusal: Refusal) -> Outcome {
    Outcome {
        holds: false,
        tone: "bad",
        word: page.t.get("credential-refused"),
        title: page
            .t
            .get(&format!("credential-refusal-{}", refusal.code())),
        facts: Vec::new(),
        hidden: 0,
        until: String::new(),
        is_open: false,
    }
}

/// The code that was said, and what was shown.
async fn read(mut form: Multipart) -> Result<(String, String), Error> {
    let (mut code, mut file, mut text) = (String::new(), String::new(), String::new());
    while let Some(field) = form.next_field().await.map_err(unread)? {
        let name = field.name().unwrap_or_default().to_owned();
        let bytes = field.bytes().await.map_err(unread)?;
        if bytes.len() > PRESENTATION_BYTES_MAX {
            return Err(Error::too_large());
        }
        let value = String::from_utf8_lossy(&bytes).trim().to_owned();
        match name.as_str() {
            "code" => code = value,
            "file" => file = value,
            "text" => text = value,
            _ => {}
        }
    }
    Ok((code, if file.is_empty() { text } else { file }))
}

fn unread(error: axum::extract::multipart::MultipartError) -> Error {
    if error.status() == axum::http::StatusCode::PAYLOAD_TOO_LARGE {
        return Error::too_large();
    }
    Error::invalid("form", "invalid-form")
}
