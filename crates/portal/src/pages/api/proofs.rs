//! Proofs for programs, in their JSON form as `linli verify` reads it.

use axum::extract::State;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse as _, Response};
use serde::Deserialize;

use crate::desk::{OwnSubject, PublicSubject};
use crate::extract::{Path, Query};
use crate::{AppState, Error, Page};

/// After which block; the last one when none is named.
#[derive(Deserialize)]
pub(crate) struct At {
    pub(crate) height: Option<u64>,
}

/// Which later block a consistency proof reaches; the last one when none is named.
#[derive(Deserialize)]
pub(crate) struct Later {
    later: Option<u64>,
}

fn json(body: String) -> Response {
    ([(CONTENT_TYPE, "application/json")], body).into_response()
}

/// What the state holds about the network, and about nobody in it.
pub(crate) async fn state(
    State(state): State<AppState>,
    Path(subject): Path<String>,
    Query(at): Query<At>,
) -> Result<Response, Error> {
    let subject = PublicSubject::parse(&subject).ok_or_else(Error::not_found)?;
    let proof = state.desk.public_proof(subject, at.height).await?;
    Ok(json(proof.ok_or_else(Error::not_found)?.to_json()))
}

/// What the state holds about the reader.
pub(crate) async fn mine(
    State(state): State<AppState>,
    page: Page,
    Path(subject): Path<String>,
    Query(at): Query<At>,
) -> Result<Response, Error> {
    let subject = OwnSubject::parse(&subject).ok_or_else(Error::not_found)?;
    let proof = state.desk.own_proof(page.actor()?, subject, at.height);
    let proof = proof.await?;
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

/// The ledger of now, or of a later block, extends that of an earlier one.
pub(crate) async fn consistency(
    State(state): State<AppState>,
    Path(height): Path<u64>,
    Query(until): Query<Later>,
) -> Result<Response, Error> {
    let proof = state.desk.consistency(height, until.later).await?;
    Ok(json(proof.ok_or_else(Error::not_found)?.to_json()))
}
