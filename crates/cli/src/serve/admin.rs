//! The operator's address: metrics, health and a status that names who did what wrong. It carries
//! no personal data, and is for the machine room all the same.

use std::{net::SocketAddr, sync::Arc};

use anyhow::Context as _;
use axum::{
    Json, Router,
    extract::State,
    http::{StatusCode, header::CONTENT_TYPE},
    response::{IntoResponse as _, Response},
    routing::get,
};
use serde_json::{Value, json};
use tokio::net::TcpListener;

use super::metrics::{Meters, Sources};

/// As `OpenMetrics` wants it.
const METRICS: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";
/// How old the jobs' last sign of life may be before the office is not healthy.
const JOB_AGE_MS_MAX: u64 = 60_000;

struct Admin {
    meters: Meters,
    sources: Sources,
}

/// Listens for the operator's tools.
pub(crate) async fn start(
    address: SocketAddr,
    meters: Meters,
    sources: Sources,
) -> anyhow::Result<()> {
    let listener = TcpListener::bind(address)
        .await
        .with_context(|| format!("admin.listen: {address} is taken"))?;
    let router = Router::new()
        .route("/metrics", get(metrics))
        .route("/healthz", get(health))
        .route("/status", get(status))
        .with_state(Arc::new(Admin { meters, sources }));
    tokio::spawn(async move { axum::serve(listener, router).await });
    Ok(())
}

async fn metrics(State(admin): State<Arc<Admin>>) -> Response {
    match admin.meters.text() {
        Ok(text) => ([(CONTENT_TYPE, METRICS)], text).into_response(),
        Err(error) => (StatusCode::INTERNAL_SERVER_ERROR, error.to_string()).into_response(),
    }
}

/// Healthy: the pages have caught up with the ledger, and the jobs do their work.
async fn health(State(admin): State<Arc<Admin>>) -> (StatusCode, &'static str) {
    let age_ms = crate::clock::now_ms().saturating_sub(admin.sources.heartbeat.last_ms());
    if age_ms > JOB_AGE_MS_MAX {
        (StatusCode::SERVICE_UNAVAILABLE, "the jobs stand still\n")
    } else {
        (StatusCode::OK, "ok\n")
    }
}

async fn status(State(admin): State<Arc<Admin>>) -> Json<Value> {
    Json(describe(&admin.sources))
}

/// The figures and the evidence in one object.
pub(crate) fn describe(sources: &Sources) -> Value {
    let figures = sources.take();
    let hex = |key: &[u8; 32]| verifier::text::hex(key);
    let evidence = sources.node.evidence();
    let evidence: Vec<Value> = evidence
        .iter()
        .map(|one| {
            json!({
                "key": hex(&one.key),
                "misdeed": one.misdeed.name(),
                "epoch": one.round.map(|(epoch, _)| epoch),
                "view": one.round.map(|(_, view)| view),
            })
        })
        .collect();
    let counts = figures.evidence.iter();
    let counts = counts.map(|(kind, count)| ((*kind).to_owned(), json!(count)));
    json!({
        "key": hex(&sources.key),
        "height": figures.height,
        "projected_height": figures.projected,
        "last_block_age_s": figures.block_age_s,
        "operations_final": figures.operations,
        "mempool_operations": figures.waiting.0,
        "peers_connected": figures.peers,
        "validators": figures.validators,
        "is_validator": figures.votes,
        "set_change_pending": figures.change_pending,
        "memory_mb": figures.memory_mb,
        "finality_ms": figures.finality_ms,
        "rules_version": figures.rules_version,
        "evidence_counts": counts.collect::<serde_json::Map<String, Value>>(),
        "evidence": evidence,
    })
}
