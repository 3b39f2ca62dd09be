//! Answers for other offices and for observers: genesis, blocks with what makes them final, and
//! public words by their hash.

use axum::Json;
use axum::extract::State;
use axum::http::{
    HeaderMap,
    header::{CACHE_CONTROL, CONTENT_TYPE},
};
use axum::response::{IntoResponse as _, Response};
use ledger::{Hash, ValidatorKey, state::keys};
use serde_json::{Value, json};
use verifier::Span;

use crate::extract::Path;
use crate::neighbours::PASS_HEADER;
use crate::{AppState, Error};

/// An answer ends with the span that makes it at least this long.
const ANSWER_BYTES: usize = 1024 * 1024;
/// The most blocks of one answer.
const BLOCKS_MAX: usize = 256;
const BINARY: &str = "application/octet-stream";
/// Final blocks never change.
const FOR_EVER: &str = "public, max-age=31536000, immutable";
/// The end of the chain is another one in a moment.
const NOT_KEPT: &str = "no-store";

/// The description that the network started from; its hash is the network id.
pub(crate) async fn genesis(State(state): State<AppState>) -> Response {
    let bytes = ledger::encode(state.desk.projections.genesis());
    binary(FOR_EVER, bytes)
}

/// Where the servers of the network are, as their organisations say on the ledger: a hint.
pub(crate) async fn seats(State(state): State<AppState>) -> Json<Value> {
    let ledger = state.desk.gateway.head().state;
    let set = ledger.get(&keys::next_validators());
    let seats = set.iter().flat_map(|set| set.keys()).filter_map(|key| {
        let key = ValidatorKey(*key);
        let seat = ledger.get(&keys::seat(key))?;
        let name = state.desk.organisation_text(seat.organisation);
        Some(json!({
            "key": key.to_string(),
            "organisation": seat.organisation.to_string(),
            "name": name.map(|text| text.name_zh).unwrap_or_default(),
            "address": seat.address,
            "portal": seat.portal,
        }))
    });
    Json(seats.collect())
}

/// Blocks from a height on, as spans that each end with a certificate; empty at the head.
pub(crate) async fn blocks(
    State(state): State<AppState>,
    Path(from): Path<u64>,
) -> Result<Response, Error> {
    let mut spans = Vec::new();
    let (mut next, mut blocks, mut bytes) = (from, 0, 0);
    while bytes < ANSWER_BYTES && blocks < BLOCKS_MAX {
        let Some(span) = span(&state, next).await else {
            break;
        };
        next = next.saturating_add(u64::try_from(span.blocks.len()).unwrap_or(u64::MAX));
        blocks += span.blocks.len();
        bytes += ledger::encode(&span).len();
        spans.push(span);
    }
    // A later answer to the same question may be longer, unless this one is full.
    let full = bytes >= ANSWER_BYTES || blocks >= BLOCKS_MAX;
    let kept = if full { FOR_EVER } else { NOT_KEPT };
    Ok(binary(kept, ledger::encode(&spans)))
}

/// The blocks up to the nearest certified one.
async fn span(state: &AppState, from: u64) -> Option<Span> {
    let gateway = &state.desk.gateway;
    let finality = gateway.finality(from).await?;
    let mut blocks = vec![gateway.block(from).await?];
    for header in &finality.descendants {
        blocks.push(gateway.block(header.height).await?);
    }
    Some(Span {
        blocks,
        certificate: finality.certificate,
    })
}

/// Words by their hash, for organisations of this ledger; for everybody else there are none.
pub(crate) async fn content(
    State(state): State<AppState>,
    Path(hash): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Error> {
    let hash = Hash::from_hex(&hash).ok_or_else(Error::not_found)?;
    let pass = headers.get(PASS_HEADER).and_then(|pass| pass.to_str().ok());
    if !pass.is_some_and(|pass| state.desk.honours(&hash, pass)) {
        return Err(Error::not_found());
    }
    let bytes = state.desk.shown_bytes(&hash).map_err(Error::internal)?;
    let bytes = bytes.ok_or_else(Error::not_found)?;
    Ok(binary(NOT_KEPT, bytes))
}

fn binary(kept: &'static str, bytes: Vec<u8>) -> Response {
    ([(CONTENT_TYPE, BINARY), (CACHE_CONTROL, kept)], bytes).into_response()
}
