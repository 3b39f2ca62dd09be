//! What is on: the soonest first, near by or in the whole district, and what is one's own.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use ledger::{AreaCode, state::activities::ActivityStatus, state::keys};
use projections::{Page as Part, activities::ActivityFilter};
use serde::Deserialize;

use super::{place_words, status_of, words_of};
use crate::extract::Query;
use crate::pages::listings::{community_of, district_of};
use crate::view::statuses::Status;
use crate::{AppState, Error, Page, view};

const SHOWN_MAX: u32 = 60;
const SCOPES: [&str; 4] = ["community", "subdistrict", "district", "mine"];

#[derive(Template)]
#[template(path = "activities/browse.html")]
struct BrowsePage {
    page: Page,
    scopes: Vec<(String, String, bool)>,
    cards: Vec<Card>,
    is_mine: bool,
}

struct Card {
    href: String,
    title: String,
    when: String,
    place: String,
    status: Status,
    free: usize,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct BrowseParams {
    scope: String,
}

pub(crate) async fn show(
    State(state): State<AppState>,
    page: Page,
    Query(params): Query<BrowseParams>,
) -> Result<Response, Error> {
    let home = community_of(&state, page.actor()?)?;
    let scope = SCOPES.into_iter().find(|scope| *scope == params.scope);
    let scope = scope.unwrap_or("community");
    let mut found = match scope {
        "mine" => mine(&state, &page).await?,
        "district" => around(&state, district_of(home)).await?,
        "subdistrict" => around(&state, home.parent().unwrap_or(home)).await?,
        _ => around(&state, home).await?,
    };
    found.sort_by_key(|activity| activity.start);
    if scope == "mine" {
        found.reverse();
    }
    let mut cards = Vec::new();
    for row in found {
        let activity = state.desk.gateway.head().state;
        let Some(activity) = activity.get(&keys::activity(row.activity)) else {
            continue;
        };
        cards.push(Card {
            href: format!("/activities/{}", row.activity),
            title: words_of(&state, &page, row.activity).await?.0.title,
            when: page.moment(activity.start.0),
            place: place_words(&state, &page, activity.place).await?,
            status: status_of(&activity, state.desk.now()),
            free: usize::from(activity.capacity.saturating_sub(activity.taken)),
        });
    }
    view::html(&BrowsePage {
        scopes: scopes(&state, &page, home, scope),
        is_mine: scope == "mine",
        cards,
        page,
    })
}

type Row = projections::activities::Activity;

/// What is to come and takes people; a planned one shows only to its organiser.
async fn around(state: &AppState, area: AreaCode) -> Result<Vec<Row>, Error> {
    let filter = ActivityFilter {
        area: Some(area),
        status: Some(ActivityStatus::Open),
        after: Some(state.desk.now()),
        ..ActivityFilter::default()
    };
    let part = Part::first(SHOWN_MAX);
    Ok(state.desk.projections.activities(&filter, part).await?)
}

/// What one holds and what one signed up for, also in the past.
async fn mine(state: &AppState, page: &Page) -> Result<Vec<Row>, Error> {
    let me = page.actor()?;
    let views = &state.desk.projections;
    let filter = ActivityFilter {
        organiser: Some(me),
        ..ActivityFilter::default()
    };
    let mut found = views.activities(&filter, Part::first(SHOWN_MAX)).await?;
    for place in views.sign_ups_of(me, SHOWN_MAX).await? {
        found.extend(views.activity(place.activity).await?);
    }
    Ok(found)
}

fn scopes(
    state: &AppState,
    page: &Page,
    home: AreaCode,
    current: &str,
) -> Vec<(String, String, bool)> {
    let name = |area| state.areas.name(area, page.language);
    let labels = [
        name(home),
        name(home.parent().unwrap_or(home)),
        name(district_of(home)),
        page.t.get("activities-mine"),
    ];
    let href = |scope: &str| format!("/activities?scope={scope}");
    let scopes = SCOPES.into_iter().zip(labels);
    scopes
        .map(|(scope, label)| (label, href(scope), scope == current))
        .collect()
}
