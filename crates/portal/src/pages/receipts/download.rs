//! Receipts and the trust file as files.

use axum::extract::State;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse as _, Response};
use ledger::OperationId;
use verifier::Receipt;

use crate::told::short;
use crate::{AppState, Error};

/// A receipt in one of its two forms.
pub(super) fn file(
    receipt: &Receipt,
    operation: OperationId,
    form: &str,
) -> Result<Response, Error> {
    let name = format!("linli-{}", short(operation));
    match form {
        "json" => Ok(attachment(
            "application/json",
            &name,
            "json",
            receipt.to_json(),
        )),
        "bin" => {
            let bytes = receipt.to_bytes();
            Ok(attachment("application/octet-stream", &name, "bin", bytes))
        }
        _ => Err(Error::not_found()),
    }
}

/// What a stranger needs to check this network's receipts. Public, and the same for everybody.
pub(crate) async fn trust(State(state): State<AppState>) -> Result<Response, Error> {
    let trust = state.desk.trust().await?.to_json();
    Ok(([(CONTENT_TYPE, "application/json")], trust).into_response())
}

pub(crate) fn attachment(
    kind: &'static str,
    name: &str,
    ending: &str,
    body: impl Into<axum::body::Body>,
) -> Response {
    let disposition = format!("attachment; filename=\"{name}.{ending}\"");
    let headers = [
        (CONTENT_TYPE, kind.to_owned()),
        (CONTENT_DISPOSITION, disposition),
    ];
    (headers, body.into()).into_response()
}
