//! The map twin of the list: the communities as tiles, nearest first, each with what it lends.
//! Drawn by this office alone, so that no map service learns who looks where.

use std::collections::BTreeMap;

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use ledger::{AreaCode, area::AreaLevel};

use super::{distance, distance_word};
use crate::pages::listings::{community_of, district_of};
use crate::{AppState, Error, Page, view};

#[derive(Template)]
#[template(path = "items/map.html")]
struct MapPage {
    page: Page,
    /// The subdistricts with their communities.
    parts: Vec<(String, Vec<Tile>)>,
}

struct Tile {
    name: String,
    href: String,
    count: u64,
    /// `none`, `few` or `many`: how the tile is filled.
    fill: &'static str,
    distance: &'static str,
    is_home: bool,
}

pub(crate) async fn show(State(state): State<AppState>, page: Page) -> Result<Response, Error> {
    let home = community_of(&state, page.actor()?)?;
    let district = district_of(home);
    let counts = state.desk.projections.item_counts(district).await?;
    let counts: BTreeMap<AreaCode, u64> = counts.into_iter().collect();
    let mut subdistricts: Vec<_> = state
        .areas
        .within(district, AreaLevel::Subdistrict)
        .collect();
    subdistricts.sort_by_key(|area| !home.is_within(area.code));
    let parts = subdistricts.into_iter().map(|subdistrict| {
        let inside = state.areas.within(subdistrict.code, AreaLevel::Community);
        let mut tiles: Vec<(u8, Tile)> = inside
            .map(|area| {
                let tile = Tile {
                    name: area.name(page.language).to_owned(),
                    href: format!("/items?area={}", area.code),
                    count: counts.get(&area.code).copied().unwrap_or(0),
                    fill: fill(counts.get(&area.code).copied().unwrap_or(0)),
                    distance: distance_word(home, area.code),
                    is_home: area.code == home,
                };
                (distance(home, area.code), tile)
            })
            .collect();
        tiles.sort_by_key(|(distance, _)| *distance);
        let tiles = tiles.into_iter().map(|(_, tile)| tile).collect();
        (subdistrict.name(page.language).to_owned(), tiles)
    });
    view::html(&MapPage {
        parts: parts.collect(),
        page,
    })
}

const fn fill(count: u64) -> &'static str {
    match count {
        0 => "none",
        1..10 => "few",
        _ => "many",
    }
}
