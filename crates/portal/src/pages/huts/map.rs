//! The map twin of the list of huts: the communities as tiles, with how many huts each has and how
//! many of them are open. Drawn by this office alone, like the map of things.

use std::collections::BTreeMap;

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use ledger::{AreaCode, area::AreaLevel};

use super::{day, district};
use crate::{AppState, Error, Page, view};

#[derive(Template)]
#[template(path = "huts/map.html")]
struct MapPage {
    page: Page,
    /// The subdistricts with their communities.
    parts: Vec<(String, Vec<Tile>)>,
}

struct Tile {
    name: String,
    href: String,
    count: usize,
    open: usize,
    /// `none`, `few` or `many`: how the tile is filled.
    fill: &'static str,
}

pub(crate) async fn show(State(state): State<AppState>, page: Page) -> Result<Response, Error> {
    let mut counts: BTreeMap<AreaCode, (usize, usize)> = BTreeMap::new();
    let district = district(&state).ok_or_else(Error::not_found)?;
    for hut in state.desk.projections.huts(district).await? {
        let (count, open) = counts.entry(hut.community).or_default();
        *count += 1;
        *open += usize::from(day(&state, hut.hut).open);
    }
    let subdistricts = state.areas.within(district, AreaLevel::Subdistrict);
    let parts = subdistricts.map(|subdistrict| {
        let inside = state.areas.within(subdistrict.code, AreaLevel::Community);
        let tiles = inside.map(|area| {
            let (count, open) = counts.get(&area.code).copied().unwrap_or_default();
            Tile {
                name: area.name(page.language).to_owned(),
                href: format!("/huts?area={}", area.code),
                count,
                open,
                fill: fill(count, open),
            }
        });
        let name = subdistrict.name(page.language).to_owned();
        (name, tiles.collect())
    });
    view::html(&MapPage {
        parts: parts.collect(),
        page,
    })
}

/// A community with a hut is filled, one whose hut is open stronger.
const fn fill(count: usize, open: usize) -> &'static str {
    match (count, open) {
        (0, _) => "none",
        (_, 0) => "few",
        _ => "many",
    }
}
