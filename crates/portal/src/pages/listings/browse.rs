//! 需求清单 and 服务清单: what neighbours need and offer, newest first, or by words.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use ledger::{AreaCode, operation::listing::ListingKind};
use projections::listings::{Filter, Listing};
use serde::Deserialize;

use super::card::Card;
use super::{code, community_of, district_of, list_path, text_of};
use crate::extract::Query;
use crate::forms::Choice;
use crate::view::categories;
use crate::{AppState, Error, Page, view};

const CARDS_PER_PAGE: u32 = 12;
const FOUND_MAX: u32 = 30;
const QUESTION_CHARACTERS_MAX: usize = 60;

#[derive(Template)]
#[template(path = "listings/browse.html")]
struct BrowsePage {
    page: Page,
    kind: &'static str,
    list: &'static str,
    scopes: Vec<Scope>,
    scope: &'static str,
    filters: Vec<(String, Vec<Choice>)>,
    params: BrowseParams,
    is_narrowed: bool,
    cards: Vec<Card>,
    previous: Option<String>,
    next: Option<String>,
}

impl BrowsePage {
    /// The sentence for needs or for offers.
    fn word(&self, key: &str) -> String {
        self.page.t.get(&format!("{key}-{}", self.kind))
    }

    /// What to do when nothing is found here.
    fn nothing(&self) -> String {
        match self.scope {
            _ if self.is_narrowed => self.page.t.get("browse-none-narrowed"),
            "mine" => self.word("browse-none-mine"),
            "community" | "subdistrict" => self.page.t.get("browse-none-here"),
            _ => self.word("browse-none-anywhere"),
        }
    }
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
    category: String,
    q: String,
    before: Option<i64>,
}

const SCOPES: [&str; 4] = ["community", "subdistrict", "district", "mine"];

pub(crate) async fn needs(
    State(state): State<AppState>,
    page: Page,
    Query(params): Query<BrowseParams>,
) -> Result<Response, Error> {
    browse(&state, page, ListingKind::Need, params).await
}

pub(crate) async fn offers(
    State(state): State<AppState>,
    page: Page,
    Query(params): Query<BrowseParams>,
) -> Result<Response, Error> {
    browse(&state, page, ListingKind::Offer, params).await
}

async fn browse(
    state: &AppState,
    page: Page,
    kind: ListingKind,
    params: BrowseParams,
) -> Result<Response, Error> {
    let home = community_of(state, page.actor()?)?;
    let scope = SCOPES.into_iter().find(|scope| *scope == params.scope);
    let scope = scope.unwrap_or("community");
    let filter = filter(state, &page, kind, scope, &params)?;
    let (found, next) = find(state, &filter, &params).await?;
    let mut cards = Vec::new();
    for listing in &found {
        let text = text_of(state, &page, listing);
        cards.push(Card::of(state, &page, listing, text).await?);
    }
    let list = list_path(kind);
    let address = |before: Option<i64>| address(list, scope, &params, before);
    view::html(&BrowsePage {
        kind: code(kind),
        list,
        scopes: scopes(state, &page, list, home, scope),
        scope,
        filters: categories::filters(page.t),
        is_narrowed: !params.q.trim().is_empty() || !params.category.is_empty(),
        cards,
        previous: params.before.map(|_| address(None)),
        next: next.map(|before| address(Some(before))),
        params,
        page,
    })
}

fn filter(
    state: &AppState,
    page: &Page,
    kind: ListingKind,
    scope: &str,
    params: &BrowseParams,
) -> Result<Filter, Error> {
    let me = page.actor()?;
    let home = community_of(state, me)?;
    let around = Filter {
        kind: Some(kind),
        category: categories::parse(&params.category),
        open_at: Some(state.desk.now()),
        ..Filter::default()
    };
    Ok(match scope {
        "mine" => Filter {
            owner: Some(me),
            open_at: None,
            ..around
        },
        "district" => Filter {
            area: Some(district_of(home)),
            ..around
        },
        "subdistrict" => Filter {
            area: Some(home.parent().unwrap_or(home)),
            ..around
        },
        _ => Filter {
            area: Some(home),
            ..around
        },
    })
}

/// The listings of this page, and where the next one begins.
async fn find(
    state: &AppState,
    filter: &Filter,
    params: &BrowseParams,
) -> Result<(Vec<Listing>, Option<i64>), Error> {
    let projections = &state.desk.projections;
    let question: String = params
        .q
        .trim()
        .chars()
        .take(QUESTION_CHARACTERS_MAX)
        .collect();
    if !question.is_empty() {
        return Ok((
            projections.search(&question, filter, FOUND_MAX).await?,
            None,
        ));
    }
    let part = projections::Page {
        before: params.before,
        limit: CARDS_PER_PAGE + 1,
    };
    let mut found = projections.listings(filter, part).await?;
    let is_more = found.len() > usize::try_from(CARDS_PER_PAGE).unwrap_or_default();
    if is_more {
        found.pop();
    }
    let next = found.last().filter(|_| is_more).map(|last| last.sequence);
    Ok((found, next))
}

fn address(list: &str, scope: &str, params: &BrowseParams, before: Option<i64>) -> String {
    let category = categories::parse(&params.category);
    let category = category.map_or_else(String::new, |code| format!("&category={}", code.0));
    let before = before.map_or_else(String::new, |before| format!("&before={before}"));
    format!("{list}?scope={scope}{category}{before}")
}

fn scopes(state: &AppState, page: &Page, list: &str, home: AreaCode, current: &str) -> Vec<Scope> {
    let name = |area| state.areas.name(area, page.language);
    let labels = [
        name(home),
        name(home.parent().unwrap_or(home)),
        name(district_of(home)),
        page.t.get("browse-mine"),
    ];
    SCOPES
        .into_iter()
        .zip(labels)
        .map(|(scope, label)| Scope {
            label,
            href: format!("{list}?scope={scope}"),
            is_current: scope == current,
        })
        .collect()
}
