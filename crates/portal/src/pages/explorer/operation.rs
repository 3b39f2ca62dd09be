//! One operation: every field that was signed, what became of it, and the way to the block's root.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use ledger::OperationId;
use serde_json::Value;

use super::Field;
use crate::extract::Path;
use crate::view::format;
use crate::{AppState, Error, Page, record, view};

/// A batch can hold thousands; the rest is in the JSON.
const RECORDS_SHOWN_MAX: usize = 50;

#[derive(Template)]
#[template(path = "explorer/operation.html")]
struct OperationPage {
    page: Page,
    id: String,
    height: u64,
    /// The address of its block.
    block: String,
    when: String,
    applied: bool,
    rejection: Option<String>,
    facts: Vec<Field>,
    actions: Vec<Part>,
    events: Vec<Part>,
    more: usize,
    leaf: String,
    steps: Vec<Step>,
    block_root: String,
}

/// An action or an event: its name in words and its fields.
struct Part {
    title: String,
    code: String,
    fields: Vec<Field>,
}

struct Step {
    /// The key of a word: `left` or `right`.
    side: String,
    sibling: String,
}

pub(crate) async fn show(
    State(state): State<AppState>,
    page: Page,
    Path(id): Path<String>,
) -> Result<Response, Error> {
    let id = OperationId::from_hex(&id).ok_or_else(Error::not_found)?;
    let (when, value) = find(&state, &page, id).await?;
    let outcome = &value["outcome"];
    let (actions, more_actions) = parts(&page, "action", &value["actions"]);
    let (events, more_events) = parts(&page, "event", &outcome["events"]);
    let proof = &value["proof"];
    let height = value["height"].as_u64().unwrap_or_default();
    let steps = proof["steps"].as_array();
    let steps = steps.into_iter().flatten();
    view::html(&OperationPage {
        id: id.to_string(),
        height,
        block: format!("/explorer/blocks/{height}"),
        when,
        applied: outcome["verdict"] == "applied",
        rejection: outcome["rejection"].as_str().map(str::to_owned),
        facts: facts(&page, &value),
        actions,
        events,
        more: more_actions + more_events,
        leaf: text(&proof["leaf"]),
        steps: steps
            .map(|step| Step {
                side: text(&step["side"]),
                sibling: text(&step["sibling"]),
            })
            .collect(),
        block_root: text(&proof["block_root"]),
        page,
    })
}

async fn find(state: &AppState, page: &Page, id: OperationId) -> Result<(String, Value), Error> {
    let row = state.desk.projections.operation(id).await?;
    let row = row.ok_or_else(Error::not_found)?;
    let block = state.desk.gateway.block(row.height).await;
    let block = block.ok_or_else(Error::not_found)?;
    let position = usize::try_from(row.position).unwrap_or(usize::MAX);
    let value = record::operation(&block, position).ok_or_else(Error::not_found)?;
    Ok((format::full_moment(page.t, row.time.0), value))
}

/// What every operation has.
fn facts(page: &Page, value: &Value) -> Vec<Field> {
    let names = [
        ("actor", &value["actor"]),
        ("key", &value["key"]),
        ("custody", &value["outcome"]["custody"]),
        ("not_after_ms", &value["not_after_ms"]),
        ("nonce", &value["nonce"]),
        ("suite", &value["suite"]),
        ("signature", &value["signature"]),
    ];
    let field = |(name, value): (&str, &Value)| Field {
        name: page.t.get(&format!("operation-{name}")),
        value: text(value),
        meaning: page.t.get(&format!("operation-{name}-meaning")),
    };
    names.map(field).into()
}

fn parts(page: &Page, kind: &str, list: &Value) -> (Vec<Part>, usize) {
    let list = list.as_array().map(Vec::as_slice).unwrap_or_default();
    let shown = list.iter().take(RECORDS_SHOWN_MAX);
    let parts = shown.map(|value| part(page, kind, value)).collect();
    (parts, list.len().saturating_sub(RECORDS_SHOWN_MAX))
}

fn part(page: &Page, kind: &str, value: &Value) -> Part {
    let code = text(&value["type"]);
    let fields = value.as_object().into_iter().flatten();
    Part {
        title: page.t.get(&format!("{kind}-{code}")),
        code,
        fields: fields
            .filter(|(name, value)| *name != "type" && !value.is_null())
            .map(|(name, value)| Field {
                name: name.clone(),
                value: text(value),
                meaning: String::new(),
            })
            .collect(),
    }
}

/// Text as it is, everything else as JSON writes it.
fn text(value: &Value) -> String {
    value
        .as_str()
        .map_or_else(|| value.to_string(), str::to_owned)
}
