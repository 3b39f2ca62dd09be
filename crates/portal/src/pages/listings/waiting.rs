//! Needs that nobody has met for two days, for the social and community workers of their area.

use askama::Template;
use axum::extract::State;
use axum::response::Response;

use super::card::Card;
use super::text_of;
use crate::{AppState, Error, Page, view};

#[derive(Template)]
#[template(path = "listings/waiting.html")]
struct WaitingPage {
    page: Page,
    hours: u64,
    cards: Vec<Card>,
}

pub(crate) async fn show(State(state): State<AppState>, page: Page) -> Result<Response, Error> {
    let me = page.actor()?;
    let now = state.desk.now();
    let mut cards = Vec::new();
    for need in state.desk.handed_to(me).await? {
        let text = text_of(&state, &page, &need);
        let mut card = Card::of(&state, &page, &need, text).await?;
        let waited = now.0.saturating_sub(need.published_at.0) / ledger::time::HOUR_MS;
        card.reasons = page.t.say("waiting-since").set("hours", waited).to_string();
        cards.push(card);
    }
    view::html(&WaitingPage {
        hours: state.desk.matchmaker.parameters().refer_after_ms / ledger::time::HOUR_MS,
        cards,
        page,
    })
}
