//! One block: its header with explanations, who signed, and what is in it.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use ledger::{Header, state::keys};
use projections::operations::OperationRow;
use serde_json::Value;
use verifier::Certificate;

use super::{Field, OperationLine};
use crate::extract::Path;
use crate::told::short;
use crate::view::format;
use crate::{AppState, Error, Page, record, view};

/// A block of an import holds thousands; the rest is in its JSON.
const OPERATIONS_SHOWN_MAX: usize = 100;

#[derive(Template)]
#[template(path = "explorer/block.html")]
struct BlockPage {
    page: Page,
    height: u64,
    when: String,
    fields: Vec<Field>,
    certificate: Option<Signed>,
    operations: Vec<OperationLine>,
    more: usize,
    previous: Option<String>,
    next: Option<String>,
}

/// The certificate that makes a block final.
struct Signed {
    height: u64,
    view: u64,
    epoch: u64,
    /// The keys of those who signed, in hexadecimal.
    signers: Vec<String>,
    participants: usize,
}

pub(crate) async fn show(
    State(state): State<AppState>,
    page: Page,
    Path(height): Path<u64>,
) -> Result<Response, Error> {
    let block = state.desk.gateway.block(height).await;
    let block = block.ok_or_else(Error::not_found)?;
    let rows = state.desk.projections.operations_in(height).await?;
    let head = state.desk.gateway.head().header.height;
    let lines = rows.iter().take(OPERATIONS_SHOWN_MAX);
    let next = height.checked_add(1).filter(|next| *next <= head);
    view::html(&BlockPage {
        height,
        when: format::full_moment(page.t, block.header.time.0),
        fields: fields(&page, &block.header),
        certificate: signed(&state, &block.header).await,
        operations: lines.map(|row| line(&page, row)).collect(),
        more: rows.len().saturating_sub(OPERATIONS_SHOWN_MAX),
        previous: next.map(|next| format!("/explorer/blocks/{next}")),
        next: height
            .checked_sub(1)
            .map(|before| format!("/explorer/blocks/{before}")),
        page,
    })
}

/// Every field of a header with what it is for.
fn fields(page: &Page, header: &Header) -> Vec<Field> {
    let Value::Object(fields) = record::header(header) else {
        return Vec::new();
    };
    let order = [
        "network",
        "height",
        "time_ms",
        "digest",
        "parent",
        "block_root",
        "state_root",
        "rules_version",
        "validators",
        "next_validators",
        "suite",
    ];
    let field = |name: &str| {
        let value = fields.get(name)?;
        Some(Field {
            name: page.t.get(&format!("header-{name}")),
            value: value
                .as_str()
                .map_or_else(|| value.to_string(), str::to_owned),
            meaning: page.t.get(&format!("header-{name}-meaning")),
        })
    };
    order.into_iter().filter_map(field).collect()
}

/// Block 0 has no certificate: it is what everybody starts from.
async fn signed(state: &AppState, header: &Header) -> Option<Signed> {
    let finality = state.desk.gateway.finality(header.height).await?;
    let certificate = Certificate::decode(&finality.certificate).ok()?;
    let set = state.desk.gateway.head().state.get(&keys::validators())?;
    let signers = certificate.signers().filter_map(|position| {
        let key = set.keys().get(usize::try_from(position).ok()?)?;
        Some(verifier::text::hex(key))
    });
    Some(Signed {
        height: finality.descendants.last().unwrap_or(header).height,
        view: certificate.proposal.view,
        epoch: certificate.proposal.epoch,
        participants: set.keys().len(),
        signers: signers.collect(),
    })
}

fn line(page: &Page, row: &OperationRow) -> OperationLine {
    let names = row.names.iter();
    let names: Vec<String> = names
        .map(|name| page.t.get(&format!("action-{name}")))
        .collect();
    let custody = format!("explorer-custody-{}", record::custody(row.custody));
    OperationLine {
        id: row.operation.to_string(),
        short: short(row.operation),
        what: names.join(&page.t.get("explorer-and")),
        custody: page.t.get(&custody),
        applied: row.was_applied(),
        verdict: row.verdict.clone(),
    }
}
