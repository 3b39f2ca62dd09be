//! What can be borrowed: newest first or by words, near by or further away.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use ledger::{AreaCode, state::sharing::Shelf};
use projections::items::{Item, ItemFilter};
use serde::Deserialize;

use super::card::Card;
use crate::extract::Query;
use crate::forms::Choice;
use crate::pages::listings::{community_of, district_of};
use crate::view::categories;
use crate::{AppState, Error, Page, view};

const CARDS_PER_PAGE: u32 = 12;
const FOUND_MAX: u32 = 30;
const QUESTION_CHARACTERS_MAX: usize = 60;
const SCOPES: [&str; 4] = ["community", "subdistrict", "district", "mine"];

#[derive(Template)]
#[template(path = "items/browse.html")]
struct BrowsePage {
    page: Page,
    scopes: Vec<Scope>,
    scope: String,
    /// The community that the map led to.
    at: Option<String>,
    filters: Vec<(String, Vec<Choice>)>,
    params: BrowseParams,
    is_narrowed: bool,
    cards: Vec<Card>,
    previous: Option<String>,
    next: Option<String>,
}

/// How far around, or only one's own.
struct Scope {
    label: String,
    href: String,
    is_current: bool,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct BrowseParams {
    scope: String,
    area: String,
    category: String,
    q: String,
    before: Option<i64>,
}

pub(crate) async fn show(
    State(state): State<AppState>,
    page: Page,
    Query(params): Query<BrowseParams>,
) -> Result<Response, Error> {
    let home = community_of(&state, page.actor()?)?;
    let at = community_in(&state, &params.area);
    let scope = SCOPES.into_iter().find(|scope| *scope == params.scope);
    let scope = scope.unwrap_or("community");
    let filter = filter(&page, home, at, (scope, &params))?;
    let (found, next) = find(&state, &filter, &params).await?;
    let mut cards = Vec::new();
    for item in &found {
        cards.push(Card::of(&state, &page, item, home).await?);
    }
    let around = match at {
        Some(area) => format!("area={area}"),
        None => format!("scope={scope}"),
    };
    let address = |before: Option<i64>| address(&around, &params, before);
    view::html(&BrowsePage {
        scopes: scopes(&state, &page, home, at.is_none().then_some(scope)),
        scope: scope.to_owned(),
        at: at.map(|area| state.areas.name(area, page.language)),
        filters: categories::filters_of_things(page.t),
        is_narrowed: !params.q.trim().is_empty() || !params.category.is_empty(),
        cards,
        previous: params.before.map(|_| address(None)),
        next: next.map(|before| address(Some(before))),
        params,
        page,
    })
}

/// An area of this district that an address names.
fn community_in(state: &AppState, text: &str) -> Option<AreaCode> {
    let code = AreaCode(text.parse().ok()?);
    state.areas.get(code).map(|area| area.code)
}

fn filter(
    page: &Page,
    home: AreaCode,
    at: Option<AreaCode>,
    (scope, params): (&str, &BrowseParams),
) -> Result<ItemFilter, Error> {
    let around = ItemFilter {
        category: categories::parse(&params.category),
        shelf: Some(Shelf::Offered),
        ..ItemFilter::default()
    };
    if at.is_some() {
        return Ok(ItemFilter { area: at, ..around });
    }
    Ok(match scope {
        "mine" => ItemFilter {
            owner: Some(page.actor()?),
            shelf: None,
            ..around
        },
        "district" => ItemFilter {
            area: Some(district_of(home)),
            ..around
        },
        "subdistrict" => ItemFilter {
            area: Some(home.parent().unwrap_or(home)),
            ..around
        },
        _ => ItemFilter {
            area: Some(home),
            ..around
        },
    })
}

/// The things of this page, and where the next one begins.
async fn find(
    state: &AppState,
    filter: &ItemFilter,
    params: &BrowseParams,
) -> Result<(Vec<Item>, Option<i64>), Error> {
    let views = &state.desk.projections;
    let question = params.q.trim().chars();
    let question: String = question.take(QUESTION_CHARACTERS_MAX).collect();
    if !question.is_empty() {
        return Ok((
            views.search_items(&question, filter, FOUND_MAX).await?,
            None,
        ));
    }
    let part = projections::Page {
        before: params.before,
        limit: CARDS_PER_PAGE + 1,
    };
    let mut found = views.items(filter, part).await?;
    let is_more = found.len() > usize::try_from(CARDS_PER_PAGE).unwrap_or_default();
    if is_more {
        found.pop();
    }
    let next = found.last().filter(|_| is_more).map(|last| last.sequence);
    Ok((found, next))
}

fn address(around: &str, params: &BrowseParams, before: Option<i64>) -> String {
    let category = categories::parse(&params.category);
    let category = category.map_or_else(String::new, |code| format!("&category={}", code.0));
    let before = before.map_or_else(String::new, |before| format!("&before={before}"));
    format!("/items?{around}{category}{before}")
}

fn scopes(state: &AppState, page: &Page, home: AreaCode, current: Option<&str>) -> Vec<Scope> {
    let name = |area| state.areas.name(area, page.language);
    let labels = [
        name(home),
        name(home.parent().unwrap_or(home)),
        name(district_of(home)),
        page.t.get("items-mine"),
    ];
    SCOPES
        .into_iter()
        .zip(labels)
        .map(|(scope, label)| Scope {
            label,
            href: format!("/items?scope={scope}"),
            is_current: current == Some(scope),
        })
        .collect()
}
