//! Checking any receipt: in the browser where a script may run, by this server where none may.

use askama::Template;
use axum::extract::{Multipart, State};
use axum::response::Response;
use verifier::{Evidence, PROOF_BYTES_MAX};

use super::check::Checks;
use crate::forms::FieldErrors;
use crate::{AppState, Error, Page, view};

#[derive(Template)]
#[template(path = "receipts/verify.html")]
struct VerifyPage {
    page: Page,
    text: String,
    errors: FieldErrors,
    checks: Checks,
    /// The server has judged: the page says so.
    by_server: bool,
}

pub(crate) async fn show(page: Page) -> Result<Response, Error> {
    view::html(&VerifyPage {
        text: String::new(),
        errors: FieldErrors::default(),
        checks: Checks::open(page.t),
        by_server: false,
        page,
    })
}

/// Only without a script; what was sent is judged and forgotten.
pub(crate) async fn check(
    State(state): State<AppState>,
    page: Page,
    form: Result<Multipart, axum::extract::multipart::MultipartRejection>,
) -> Result<Response, Error> {
    let form = form.map_err(|_| Error::invalid("form", "invalid-form"))?;
    let (file, text) = read(form).await?;
    let sent = if file.is_empty() {
        text.trim().as_bytes()
    } else {
        &file
    };
    if sent.is_empty() {
        let mut errors = FieldErrors::default();
        errors.add("file", page.t.get("verify-nothing"));
        return view::html_again(&VerifyPage {
            text,
            errors,
            checks: Checks::open(page.t),
            by_server: false,
            page,
        });
    }
    let trust = state.desk.trust().await?;
    let result = Evidence::read(sent).and_then(|evidence| evidence.verify(&trust));
    view::html(&VerifyPage {
        text: String::new(),
        errors: FieldErrors::default(),
        checks: Checks::judged(&page, result),
        by_server: true,
        page,
    })
}

/// The file and the pasted text.
async fn read(mut form: Multipart) -> Result<(Vec<u8>, String), Error> {
    let (mut file, mut text) = (Vec::new(), String::new());
    while let Some(field) = form.next_field().await.map_err(unread)? {
        let name = field.name().unwrap_or_default().to_owned();
        let bytes = field.bytes().await.map_err(unread)?;
        if bytes.len() > PROOF_BYTES_MAX {
            return Err(Error::too_large());
        }
        match name.as_str() {
            "file" => file = bytes.to_vec(),
            "text" => text = String::from_utf8_lossy(&bytes).into_owned(),
            _ => {}
        }
    }
    Ok((file, text))
}

fn unread(error: axum::extract::multipart::MultipartError) -> Error {
    if error.status() == axum::http::StatusCode::PAYLOAD_TOO_LARGE {
        return Error::too_large();
    }
    Error::invalid("form", "invalid-form")
}
