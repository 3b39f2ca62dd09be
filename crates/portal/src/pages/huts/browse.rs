//! Every hut of the district: where it is, when it is open, and whether it is open now.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use ledger::AreaCode;
use serde::Deserialize;

use super::{Words, day, district, kept_by, words};
use crate::extract::Query;
use crate::session::Role;
use crate::{AppState, Error, Page, view};

#[derive(Template)]
#[template(path = "huts/browse.html")]
struct BrowsePage {
    page: Page,
    /// The community that the map led to.
    at: Option<String>,
    /// The desks of the reader: name and address.
    mine: Vec<(String, String)>,
    cards: Vec<Card>,
    open: usize,
}

struct Card {
    href: String,
    words: Words,
    area: String,
    is_open: bool,
    stock: u32,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct BrowseParams {
    area: String,
}

pub(crate) async fn show(
    State(state): State<AppState>,
    page: Page,
    Query(params): Query<BrowseParams>,
) -> Result<Response, Error> {
    let chosen = params.area.parse().ok().map(AreaCode);
    let at = chosen.filter(|code| state.areas.get(*code).is_some());
    let huts = match at.or_else(|| district(&state)) {
        Some(area) => state.desk.projections.huts(area).await?,
        None => Vec::new(),
    };
    let cards: Vec<Card> = huts
        .iter()
        .map(|hut| {
            let now = day(&state, hut.hut);
            Card {
                href: format!("/huts/{}", hut.hut),
                words: words(&state, &page, hut),
                area: state.areas.name(hut.community, page.language),
                is_open: now.open,
                stock: now.stock,
            }
        })
        .collect();
    view::html(&BrowsePage {
        at: at.map(|area| state.areas.name(area, page.language)),
        mine: desks(&state, &page).await?,
        open: cards.iter().filter(|card| card.is_open).count(),
        cards,
        page,
    })
}

async fn desks(state: &AppState, page: &Page) -> Result<Vec<(String, String)>, Error> {
    let keeps = page
        .reader
        .as_ref()
        .is_some_and(|reader| reader.is(Role::Keeper));
    let mut desks = Vec::new();
    if keeps {
        for hut in kept_by(state, page.actor()?).await? {
            let name = crate::pages::listings::hut_name(state, page, hut).await?;
            desks.push((name, format!("/huts/{hut}/desk")));
        }
    }
    Ok(desks)
}
