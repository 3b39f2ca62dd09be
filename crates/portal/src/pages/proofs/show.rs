//! One proof to read, to print and to check; its files hang on the same address.

use askama::Template;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use verifier::StateProof;

use super::list::{says, title};
use crate::desk::OwnSubject;
use crate::extract::{Path, Query};
use crate::pages::api::proofs::At;
use crate::pages::receipts::{check::Checks, download::attachment, show::verify_address};
use crate::view::{Markup, format, qr};
use crate::{AppState, Error, Page, view};

#[derive(Template)]
#[template(path = "proofs/show.html")]
struct ProofPage {
    page: Page,
    title: String,
    says: String,
    when: String,
    height: u64,
    /// Where its files are, without the ending.
    address: String,
    /// What follows the ending when another block than the last was asked for.
    at: String,
    /// Too much for one code: only as a file.
    qr: Option<Markup>,
    /// The binary form, for the script that checks it here.
    bytes: String,
    checks: Checks,
}

/// `/me/proofs/<subject>`, and the same with `.json` or `.bin`.
pub(crate) async fn show(
    State(state): State<AppState>,
    page: Page,
    headers: HeaderMap,
    Path(name): Path<String>,
    Query(at): Query<At>,
) -> Result<Response, Error> {
    let (word, form) = match name.split_once('.') {
        Some((word, form)) => (word, Some(form)),
        None => (name.as_str(), None),
    };
    let subject = OwnSubject::parse(word).ok_or_else(Error::not_found)?;
    let proof = state.desk.own_proof(page.actor()?, subject, at.height);
    let proof = proof.await?;
    let proof = proof.ok_or_else(Error::not_found)?;
    let file = format!("linli-{word}-{}", proof.header().height);
    match form {
        None => paper(page, &headers, (subject, at.height), &proof),
        Some("json") => {
            let json = proof.to_json();
            Ok(attachment("application/json", &file, "json", json))
        }
        Some("bin") => {
            let bytes = proof.to_bytes();
            Ok(attachment("application/octet-stream", &file, "bin", bytes))
        }
        Some(_) => Err(Error::not_found()),
    }
}

fn paper(
    page: Page,
    headers: &HeaderMap,
    (subject, height): (OwnSubject, Option<u64>),
    proof: &StateProof,
) -> Result<Response, Error> {
    let code = proof.to_qr_text(&verify_address(&page, headers));
    let label = page.t.get("proof-qr-label");
    view::html(&ProofPage {
        title: title(&page, subject),
        says: says(&page, &proof.statement()),
        when: format::full_moment(page.t, proof.header().time.0),
        height: proof.header().height,
        address: format!("/me/proofs/{}", subject.word()),
        at: height.map_or_else(String::new, |height| format!("?height={height}")),
        qr: qr::svg_dense(code.as_bytes(), &label).ok(),
        bytes: verifier::text::base64url(&proof.to_bytes()),
        checks: Checks::open(page.t),
        page,
    })
}
