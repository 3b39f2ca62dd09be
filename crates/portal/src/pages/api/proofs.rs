//! Proofs for programs, in their JSON form as `linli verify` reads it.

use axum::extract::State;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse as _, Response};

use crate::desk::{OwnSubject, PublicSubject};
use crate::extract::Path;
use crate::{AppState, Error, Page};

fn json(body: String) -> Response {
    ([(CONTENT_TYPE, "application/json")], body).into_response()
}

/// What the state holds about the network, and about nobody in it.
pub(crate) async fn state(
    State(state): State<AppState>,
    Path(subject): Path<String>,
) -> Result<Response, Error> {
    let subject = PublicSubject::parse(&subject).ok_or_else(Error::not_found)?;
    Ok(json(state.desk.public_proof(subject).await?.to_json()))
}

/// What the state holds about the reader.
pub(crate) async fn mine(
    State(state): State<AppState>,
    page: Page,
    Path(subject): Path<String>,
) -> Result<Response, Error> {
    let subject = OwnSubject::parse(&subject).ok_or_else(Error::not_found)?;
    let proof = state.desk.own_proof(page.actor()?, subject).await?;
    Ok(json(proof.ok_or_else(Error::not_found)?.to_json()))
}

/// A header with what makes it final: what an observer keeps.
pub(crate) async fn header(
    State(state): State<AppState>,
    Path(height): Path<u64>,
) -> Result<Response, Error> {
    let certified = state.desk.certified(height).await?;
    Ok(json(certified.ok_or_else(Error::not_found)?.to_json()))
}

/// The ledger of now extends that of an earlier block.
pub(crate) async fn consistency(
    State(state): State<AppState>,
    Path(height): Path<u64>,
) -> Result<Response, Error> {
    let proof = state.desk.consistency(height).await?;
    Ok(json(proof.ok_or_else(Error::not_found)?.to_json()))
}
