//! One need or offer: for its owner with those who could help, for others with how to answer.

use askama::Template;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use ledger::{PartyId, operation::listing::ListingKind, time::MINUTE_MS};
use projections::{
    Page as Part,
    listings::{Listing, ListingStatus},
};
use serde::Deserialize;

use super::card::{Card, CardAction};
use super::{code, community_of, find, list_path, name_of, pack, place_words, text_of};
use crate::content::ListingText;
use crate::desk::MatchOrder;
use crate::extract::{Path, Query};
use crate::pages::exchanges::Line;
use crate::view::{
    categories, reasons,
    statuses::{self, Status},
    windows,
};
use crate::{AppState, Error, Page, cookies, view};

/// How many partners are shown before the reader asks for more.
const MATCHES_FIRST: usize = 4;
/// The most services shown below a listing.
const EXCHANGES_MAX: u32 = 50;

#[derive(Template)]
#[template(path = "listings/show.html")]
struct ListingPage {
    page: Page,
    kind: &'static str,
    list: &'static str,
    id: String,
    text: ListingText,
    status: Status,
    is_open: bool,
    facts: Vec<(String, String)>,
    /// When it suits: each time on a line of its own.
    when: Vec<String>,
    published: String,
    receipt: String,
    ended: Option<String>,
    /// The services on this listing that concern the reader.
    exchanges: Vec<Line>,
    owner: Option<OwnersPart>,
}

/// What only the owner sees.
struct OwnersPart {
    /// Just published: how many minutes are left to take it back.
    minutes_left: Option<u64>,
    matches: Vec<Card>,
    /// Those beyond the first few, behind one more tap.
    more: Vec<Card>,
    is_plain: bool,
    can_close: bool,
    /// The published rule handed it to the workers of its area.
    is_handed: bool,
}

#[derive(Debug, Deserialize)]
pub(crate) struct ShowParams {
    #[serde(default)]
    order: String,
}

pub(crate) async fn show(
    State(state): State<AppState>,
    page: Page,
    Path(id): Path<String>,
    Query(params): Query<ShowParams>,
    headers: HeaderMap,
) -> Result<Response, Error> {
    let order = order(&params, &headers);
    let tls = page.tls();
    let listing = find(&state, &id).await?;
    let document = filled(&state, page, listing, order).await?;
    let mut response = view::html(&document)?;
    keep_order(response.headers_mut(), &params, order, tls);
    Ok(response)
}

/// Remembers an order that was chosen just now.
pub(super) fn keep_order(
    headers: &mut HeaderMap,
    params: &ShowParams,
    order: MatchOrder,
    tls: bool,
) {
    if !params.order.is_empty() {
        let name = order_name(order);
        cookies::write(headers, cookies::ORDER, name, cookies::YEAR_SECONDS, tls);
    }
}

/// As this request asks, or as chosen the last time.
pub(super) fn order(params: &ShowParams, headers: &HeaderMap) -> MatchOrder {
    let chosen = match params.order.as_str() {
        "" => cookies::read(headers, cookies::ORDER).unwrap_or_default(),
        chosen => chosen,
    };
    match chosen {
        "plain" => MatchOrder::Plain,
        _ => MatchOrder::ByFit,
    }
}

const fn order_name(order: MatchOrder) -> &'static str {
    match order {
        MatchOrder::Plain => "plain",
        MatchOrder::ByFit => "fit",
    }
}

impl ListingPage {
    /// The sentence for needs or for offers.
    fn word(&self, key: &str) -> String {
        self.page.t.get(&format!("{key}-{}", self.kind))
    }

    /// Where the partners of this listing would be.
    fn other_list(&self) -> &'static str {
        match self.kind {
            "need" => list_path(ListingKind::Offer),
            _ => list_path(ListingKind::Need),
        }
    }
}

async fn filled(
    state: &AppState,
    page: Page,
    listing: Listing,
    order: MatchOrder,
) -> Result<ListingPage, Error> {
    let me = page.actor()?;
    community_of(state, me)?;
    let now = state.desk.now();
    let stands = listing.status_at(now);
    let is_mine = listing.owner == me;
    let owner = match is_mine {
        true => Some(owners_part(state, &page, &listing, order).await?),
        false => None,
    };
    let text = text_of(state, &page, &listing);
    Ok(ListingPage {
        kind: code(listing.kind),
        list: list_path(listing.kind),
        id: listing.listing.to_string(),
        status: statuses::of_listing(stands),
        is_open: stands == ListingStatus::Open,
        facts: facts(state, &page, &listing, &text).await?,
        when: windows::each(page.t, &listing.windows),
        published: page.moment(listing.published_at.0),
        receipt: format!("/receipts/{}", listing.operation),
        ended: ended(&page, &listing, stands),
        exchanges: exchanges(state, &page, &listing, me).await?,
        owner,
        text,
        page,
    })
}

fn ended(page: &Page, listing: &Listing, stands: ListingStatus) -> Option<String> {
    match stands {
        ListingStatus::Closed => listing.closed_at.map(|at| page.moment(at.0)),
        ListingStatus::Expired => Some(page.moment(listing.expires_at.0)),
        ListingStatus::Open | ListingStatus::Full => None,
    }
}

async fn facts(
    state: &AppState,
    page: &Page,
    listing: &Listing,
    text: &ListingText,
) -> Result<Vec<(String, String)>, Error> {
    let t = page.t;
    let who = name_of(state, page, listing.owner).await?;
    let area = state.areas.name(listing.area, page.language);
    let mut facts = vec![
        (
            t.get("new-row-category"),
            categories::name(t, listing.category),
        ),
        (t.get("listing-row-who"), format!("{who} · {area}")),
        (
            t.get("new-row-minutes"),
            page.duration(u64::from(listing.minutes)),
        ),
        (
            t.get("new-row-place"),
            place_words(state, page, listing.place).await?,
        ),
    ];
    if listing.kind == ListingKind::Offer {
        let capacity = u32::from(listing.capacity);
        let words = t.say("new-capacity-choice").set("count", capacity);
        facts.push((t.get("new-row-whom-offer"), words.to_string()));
    } else if !text.for_whom.is_empty() {
        let key = format!("for-whom-{}", text.for_whom);
        let whom = if t.has(&key) {
            t.get(&key)
        } else {
            text.for_whom.clone()
        };
        facts.push((t.get("new-row-whom-need"), whom));
    }
    if listing.closed_at.is_none() {
        facts.push((
            t.get("listing-row-until"),
            page.moment(listing.expires_at.0),
        ));
    }
    Ok(facts)
}

/// To the owner all services on a listing, to others their own.
async fn exchanges(
    state: &AppState,
    page: &Page,
    listing: &Listing,
    me: PartyId,
) -> Result<Vec<Line>, Error> {
    let part = Part::first(EXCHANGES_MAX);
    let found = state
        .desk
        .projections
        .exchanges_on(listing.listing, part)
        .await?;
    let mut lines = Vec::new();
    for exchange in found {
        if exchange.other_side(me).is_some() {
            lines.push(Line::of(state, page, &exchange, me).await?);
        }
    }
    Ok(lines)
}

async fn owners_part(
    state: &AppState,
    page: &Page,
    listing: &Listing,
    order: MatchOrder,
) -> Result<OwnersPart, Error> {
    let now = state.desk.now();
    let end = listing.published_at.plus_ms(pack(state).reflection_ms);
    let stands = listing.status_at(now);
    let left_ms = end.0.saturating_sub(now.0);
    let mut matches = Vec::new();
    if stands == ListingStatus::Open {
        for found in state.desk.matches(listing, order).await? {
            let mut card = Card::of(state, page, &found.listing, found.text).await?;
            card.reasons = reasons::line(page.t, listing.kind, &found.reasons);
            card.action = Some(CardAction {
                label: page.t.get(match listing.kind {
                    ListingKind::Need => "match-ask",
                    ListingKind::Offer => "match-help",
                }),
                href: format!("{}/ask?own={}", card.href, listing.listing),
            });
            matches.push(card);
        }
    }
    let can_close = listing.closed_at.is_none() && stands != ListingStatus::Expired;
    let more = matches.split_off(matches.len().min(MATCHES_FIRST));
    Ok(OwnersPart {
        minutes_left: (can_close && left_ms > 0).then(|| left_ms.div_ceil(MINUTE_MS)),
        matches,
        more,
        is_plain: order == MatchOrder::Plain,
        can_close,
        is_handed: stands == ListingStatus::Open && state.desk.is_handed(listing),
    })
}
