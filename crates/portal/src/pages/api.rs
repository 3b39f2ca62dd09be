//! The JSON API: what pages read, for programs. Errors have the one shape of `error::render`.

pub(crate) mod proofs;

use axum::Json;
use axum::extract::State;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse as _, Response};
use ledger::OperationId;
use serde::Deserialize;
use serde_json::{Value, json};

use crate::extract::{Path, Query};
use crate::{AppState, Error, record};

/// The description of everything under `/api/v1`; a test holds it to the route table.
const OPENAPI: &str = include_str!("api/openapi.json");
const BLOCKS_MAX: u32 = 100;
const BLOCKS_USUAL: u32 = 20;

#[derive(Deserialize)]
pub(crate) struct BlocksParams {
    before: Option<i64>,
    limit: Option<u32>,
}

pub(crate) async fn openapi() -> Response {
    ([(CONTENT_TYPE, "application/json")], OPENAPI).into_response()
}

pub(crate) async fn status(State(state): State<AppState>) -> Result<Json<Value>, Error> {
    let head = state.desk.gateway.head();
    let projected = state.desk.projections.height().await?;
    let trust = state.desk.trust().await?;
    let validators = trust.set_at(head.header.height).keys().iter();
    let validators: Vec<String> = validators.map(|key| verifier::text::hex(key)).collect();
    Ok(Json(json!({
        "network": head.header.network.to_string(),
        "demo": trust.demo(),
        "height": head.header.height,
        "digest": head.header.digest().to_string(),
        "time_ms": head.header.time.0,
        "rules_version": head.header.rules_version,
        "epoch_blocks": trust.epoch_blocks(),
        "validators": validators,
        "projected_height": projected,
    })))
}

/// Newest first.
pub(crate) async fn blocks(
    State(state): State<AppState>,
    Query(params): Query<BlocksParams>,
) -> Result<Json<Value>, Error> {
    let part = projections::Page {
        before: params.before,
        limit: params.limit.unwrap_or(BLOCKS_USUAL).clamp(1, BLOCKS_MAX),
    };
    let found = state.desk.projections.blocks(part).await?;
    let rows = found.iter().map(|row| {
        json!({
            "height": row.height,
            "digest": row.digest.to_string(),
            "time_ms": row.time.0,
            "operations": row.operations,
        })
    });
    let blocks: Vec<Value> = rows.collect();
    let next = found
        .last()
        .map(|row| row.height)
        .filter(|height| *height > 0);
    Ok(Json(json!({ "blocks": blocks, "next_before": next })))
}

pub(crate) async fn block(
    State(state): State<AppState>,
    Path(height): Path<u64>,
) -> Result<Json<Value>, Error> {
    let block = state.desk.gateway.block(height).await;
    let block = block.ok_or_else(Error::not_found)?;
    let finality = state.desk.gateway.finality(height).await;
    let finality = finality.map(|finality| {
        let headers = finality.descendants.iter();
        json!({
            "descendants": headers.map(record::header).collect::<Vec<Value>>(),
            "certificate": verifier::text::hex(&finality.certificate),
        })
    });
    let rows = state.desk.projections.operations_in(height).await?;
    let operations: Vec<Value> = rows
        .iter()
        .map(|row| {
            json!({
                "operation": row.operation.to_string(),
                "position": row.position,
                "actor": row.actor.to_string(),
                "custody": record::custody(row.custody),
                "actions": row.names,
                "verdict": row.verdict,
            })
        })
        .collect();
    Ok(Json(json!({
        "header": record::header(&block.header),
        "finality": finality,
        "operations": operations,
    })))
}

pub(crate) async fn operation(
    State(state): State<AppState>,
    Path(id): Path<String>,
) -> Result<Json<Value>, Error> {
    let id = OperationId::from_hex(&id).ok_or_else(Error::not_found)?;
    let row = state.desk.projections.operation(id).await?;
    let row = row.ok_or_else(Error::not_found)?;
    let block = state.desk.gateway.block(row.height).await;
    let block = block.ok_or_else(Error::not_found)?;
    let position = usize::try_from(row.position).unwrap_or(usize::MAX);
    record::operation(&block, position)
        .map(Json)
        .ok_or_else(Error::not_found)
}

/// The JSON form of a receipt.
pub(crate) async fn receipt(
    State(state): State<AppState>,
    Path(id): Path<String>,
) -> Result<Response, Error> {
    let id = OperationId::from_hex(&id).ok_or_else(Error::not_found)?;
    let found = state.desk.receipt(id).await?;
    let (_, receipt) = found.ok_or_else(Error::not_found)?;
    Ok(([(CONTENT_TYPE, "application/json")], receipt.to_json()).into_response())
}
