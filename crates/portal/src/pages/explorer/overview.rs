//! The newest blocks, the facts of the network, and the search.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use ledger::{OperationId, state::keys};
use projections::operations::BlockRow;
use serde::Deserialize;

use super::BlockLine;
use crate::extract::Query;
use crate::forms::FieldErrors;
use crate::redirect::{LocalPath, see_other};
use crate::typed::plain;
use crate::view::format;
use crate::{AppState, Error, Page, view};

const BLOCKS_PER_PAGE: u32 = 20;

#[derive(Template)]
#[template(path = "explorer/overview.html")]
struct OverviewPage {
    page: Page,
    network: String,
    height: u64,
    when: String,
    rules_version: u32,
    epoch_blocks: u64,
    operations: i64,
    validators: Vec<String>,
    blocks: Vec<BlockLine>,
    previous: Option<String>,
    next: Option<String>,
    asked: String,
    errors: FieldErrors,
}

#[derive(Deserialize)]
pub(crate) struct OverviewParams {
    before: Option<i64>,
    /// What the search asks for: a height or the id of an operation.
    number: Option<String>,
}

pub(crate) async fn show(
    State(state): State<AppState>,
    page: Page,
    Query(params): Query<OverviewParams>,
) -> Result<Response, Error> {
    let Some(number) = params.number else {
        return view::html(&overview(&state, page, params.before).await?);
    };
    let asked = plain(&number);
    if let Some(path) = find(&state, &asked).await? {
        return Ok(see_other(&path));
    }
    let mut errors = FieldErrors::default();
    errors.add("number", page.t.get("explorer-search-none"));
    let mut overview = overview(&state, page, None).await?;
    overview.asked = asked;
    overview.errors = errors;
    view::html_again(&overview)
}

async fn find(state: &AppState, asked: &str) -> Result<Option<LocalPath>, Error> {
    let projections = &state.desk.projections;
    if let Some(id) = OperationId::from_hex(asked) {
        let found = projections.operation(id).await?;
        return Ok(found.map(|_| LocalPath::parse(&format!("/explorer/operations/{id}"))));
    }
    let Ok(height) = asked.parse::<u64>() else {
        return Ok(None);
    };
    let known = height <= state.desk.gateway.head().header.height;
    Ok(known.then(|| LocalPath::parse(&format!("/explorer/blocks/{height}"))))
}

async fn overview(
    state: &AppState,
    page: Page,
    before: Option<i64>,
) -> Result<OverviewPage, Error> {
    let head = state.desk.gateway.head();
    let part = projections::Page {
        before,
        limit: BLOCKS_PER_PAGE,
    };
    let found = state.desk.projections.blocks(part).await?;
    let newest = projections::Page::first(1);
    let newest = state.desk.projections.operations(newest).await?;
    let validators = head.state.get(&keys::validators());
    let validators = validators.iter().flat_map(|set| set.keys());
    let meta = head.state.get(&keys::meta());
    let last = found.last().filter(|row| row.height > 0);
    Ok(OverviewPage {
        network: head.header.network.to_string(),
        height: head.header.height,
        when: format::full_moment(page.t, head.header.time.0),
        rules_version: head.header.rules_version,
        epoch_blocks: meta.map_or(0, |meta| meta.epoch_blocks),
        operations: newest.first().map_or(0, |row| row.sequence),
        validators: validators.map(|key| verifier::text::hex(key)).collect(),
        next: last.map(|row| format!("/explorer?before={}", row.height)),
        previous: before.map(|_| "/explorer".to_owned()),
        blocks: found.iter().map(|row| line(&page, row)).collect(),
        asked: String::new(),
        errors: FieldErrors::default(),
        page,
    })
}

fn line(page: &Page, row: &BlockRow) -> BlockLine {
    BlockLine {
        height: row.height,
        when: page.moment(row.time.0),
        operations: row.operations,
        digest: row.digest.to_string(),
    }
}
