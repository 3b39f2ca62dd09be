//! 我的安排: what waits for the reader first, then what is agreed, then what is over.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use ledger::state::records::ExchangeStatus;
use projections::{Page as Part, exchanges::Standing};
use serde::Deserialize;

use super::Line;
use crate::extract::Query;
use crate::{AppState, Error, Page, view};

const OPEN_MAX: u32 = 100;
const PAST_PER_PAGE: u32 = 10;

#[derive(Template)]
#[template(path = "exchanges/mine.html")]
struct MinePage {
    page: Page,
    /// The sections with anything in them: the key of the heading, and the lines.
    sections: Vec<(&'static str, Vec<Line>)>,
    previous: Option<String>,
    next: Option<String>,
}

#[derive(Debug, Deserialize)]
pub(crate) struct MineParams {
    before: Option<i64>,
}

pub(crate) async fn show(
    State(state): State<AppState>,
    page: Page,
    Query(params): Query<MineParams>,
) -> Result<Response, Error> {
    let mut sections = match params.before {
        None => open(&state, &page).await?,
        Some(_) => Vec::new(),
    };
    let (past, next) = past(&state, &page, params.before).await?;
    sections.push(("mine-past", past));
    sections.retain(|(_, lines)| !lines.is_empty());
    view::html(&MinePage {
        sections,
        previous: params.before.map(|_| "/exchanges".to_owned()),
        next: next.map(|before| format!("/exchanges?before={before}")),
        page,
    })
}

async fn open(state: &AppState, page: &Page) -> Result<Vec<(&'static str, Vec<Line>)>, Error> {
    let me = page.actor()?;
    let part = Part::first(OPEN_MAX);
    let found = state
        .desk
        .projections
        .exchanges_of(me, Standing::Open, part)
        .await?;
    let (mut to_answer, mut waiting, mut agreed) = (Vec::new(), Vec::new(), Vec::new());
    for exchange in &found {
        let line = Line::of(state, page, exchange, me).await?;
        let section = match exchange.status {
            ExchangeStatus::Requested if exchange.asked_by == me => &mut waiting,
            ExchangeStatus::Requested | ExchangeStatus::Invited => &mut to_answer,
            _ => &mut agreed,
        };
        section.push(line);
    }
    Ok(vec![
        ("mine-to-answer", to_answer),
        ("mine-agreed", agreed),
        ("mine-waiting", waiting),
    ])
}

/// What is over, and where the next page of it begins.
async fn past(
    state: &AppState,
    page: &Page,
    before: Option<i64>,
) -> Result<(Vec<Line>, Option<i64>), Error> {
    let me = page.actor()?;
    let part = Part {
        before,
        limit: PAST_PER_PAGE + 1,
    };
    let mut found = state
        .desk
        .projections
        .exchanges_of(me, Standing::Past, part)
        .await?;
    let is_more = found.len() > usize::try_from(PAST_PER_PAGE).unwrap_or_default();
    if is_more {
        found.pop();
    }
    let next = found.last().filter(|_| is_more).map(|last| last.sequence);
    let mut lines = Vec::new();
    for exchange in &found {
        lines.push(Line::of(state, page, exchange, me).await?);
    }
    Ok((lines, next))
}
