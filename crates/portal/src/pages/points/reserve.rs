//! What the bank owes and what stands behind it: figures that everybody may see.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use projections::catalogue::SUCCESS_PERCENT_MIN;

use crate::told::amount;
use crate::{AppState, Error, Page, view};

#[derive(Template)]
#[template(path = "points/reserve.html")]
struct ReservePage {
    page: Page,
    rows: Vec<(&'static str, String)>,
    success: String,
    is_alarming: bool,
    waiting: u32,
    success_min: u32,
}

pub(crate) async fn show(State(state): State<AppState>, page: Page) -> Result<Response, Error> {
    let now = state.desk.now();
    let figures = state.desk.projections.bank_figures(None, now).await?;
    let covered = match figures.covered_months {
        Some(months) => page.t.say("bank-months").set("count", months).to_string(),
        None => page.t.get("bank-months-none"),
    };
    let success = match figures.success_percent {
        Some(percent) => format!("{percent}%"),
        None => page.t.get("bank-success-none"),
    };
    let rows = [
        ("bank-issued", amount(page.t, figures.issued)),
        ("bank-liability", amount(page.t, figures.liability)),
        ("bank-spent", amount(page.t, figures.spent)),
        ("bank-pool", amount(page.t, figures.pool)),
        ("bank-reserve", amount(page.t, figures.reserve)),
        ("bank-redeemed", amount(page.t, figures.redeemed_in_a_year)),
        ("bank-covered", covered),
    ];
    view::html(&ReservePage {
        page,
        rows: rows.to_vec(),
        success,
        is_alarming: figures.is_alarming(),
        waiting: figures.waiting,
        success_min: SUCCESS_PERCENT_MIN,
    })
}
