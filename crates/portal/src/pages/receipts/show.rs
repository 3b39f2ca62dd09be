//! A receipt to read, to print and to check; its files hang on the same address.

use askama::Template;
use axum::extract::State;
use axum::http::{HeaderMap, header};
use axum::response::Response;
use ledger::OperationId;
use verifier::Receipt;

use super::check::Checks;
use super::download;
use crate::extract::Path;
use crate::view::{Markup, format, qr};
use crate::{AppState, Error, Page, record, told, view};

#[derive(Template)]
#[template(path = "receipts/show.html")]
struct ReceiptPage {
    page: Page,
    sentences: Vec<String>,
    /// People are named, because the reader is one of those whom it concerns.
    is_side: bool,
    when: String,
    custody: String,
    operation: String,
    height: u64,
    certified_height: u64,
    /// Too much for one code: only as a file.
    qr: Option<Markup>,
    /// The binary form, for the script that checks it here.
    bytes: String,
    checks: Checks,
}

/// `/receipts/<id>`, `/receipts/<id>.json` and `/receipts/<id>.bin`.
pub(crate) async fn show(
    State(state): State<AppState>,
    page: Page,
    headers: HeaderMap,
    Path(name): Path<String>,
) -> Result<Response, Error> {
    let (id, form) = match name.split_once('.') {
        Some((id, form)) => (id, Some(form)),
        None => (name.as_str(), None),
    };
    let operation = OperationId::from_hex(id).ok_or_else(Error::not_found)?;
    let found = state.desk.receipt(operation).await?;
    let (_, receipt) = found.ok_or_else(Error::not_found)?;
    match form {
        None => paper(&state, page, &headers, operation, &receipt).await,
        Some(form) => download::file(&receipt, operation, form),
    }
}

async fn paper(
    state: &AppState,
    page: Page,
    headers: &HeaderMap,
    operation: OperationId,
    receipt: &Receipt,
) -> Result<Response, Error> {
    let told = told::tell(state, &page, &receipt.envelope, &receipt.outcome).await?;
    let code = receipt.to_qr_text(&verify_address(&page, headers));
    let label = page.t.get("receipt-qr-label");
    let custody = format!(
        "receipt-custody-{}",
        record::custody(receipt.outcome.custody)
    );
    view::html(&ReceiptPage {
        sentences: told.sentences,
        is_side: told.is_side,
        when: format::full_moment(page.t, receipt.header.time.0),
        custody: page.t.get(&custody),
        operation: operation.to_string(),
        height: receipt.header.height,
        certified_height: receipt.certified().height,
        qr: qr::svg_dense(code.as_bytes(), &label).ok(),
        bytes: verifier::text::base64url(&receipt.to_bytes()),
        checks: Checks::open(page.t),
        page,
    })
}

/// The address of the page that verifies, as this reader reached us. A made-up host misleads
/// nobody but whoever made it up: the answer goes to them alone.
pub(crate) fn verify_address(page: &Page, headers: &HeaderMap) -> String {
    address(page, headers, "/verify")
}

/// A path of this site with the host before it, for what is scanned elsewhere.
pub(crate) fn address(page: &Page, headers: &HeaderMap, path: &str) -> String {
    let scheme = if page.tls() { "https" } else { "http" };
    let host = headers
        .get(header::HOST)
        .and_then(|host| host.to_str().ok());
    match host.filter(|host| is_host(host)) {
        Some(host) => format!("{scheme}://{host}{path}"),
        None => path.to_owned(),
    }
}

fn is_host(host: &str) -> bool {
    const BYTES_MAX: usize = 128;
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b".-:[]".contains(&byte);
    !host.is_empty() && host.len() <= BYTES_MAX && host.bytes().all(plain)
}

#[cfg(test)]
mod tests {
    use super::is_host;

    #[test]
    fn a_host_is_a_name_and_a_port() {
        assert!(is_host("linli.example:8080") && is_host("[::1]:8080"));
        assert!(!is_host("") && !is_host("a/b") && !is_host("a\"b") && !is_host("甲"));
    }
}
