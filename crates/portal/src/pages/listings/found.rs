//! Who fits the reader's own listings now, what of it is new, and the circles they could join.

use askama::Template;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use ledger::operation::listing::ListingKind;
use serde::Deserialize;

use super::card::{Card, CardAction};
use super::circle::CircleCard;
use super::show::{ShowParams, keep_order, order};
use crate::desk::{Fit, MatchOrder};
use crate::extract::{Form, Query};
use crate::redirect::{LocalPath, see_other_with_notice};
use crate::view::reasons;
use crate::{AppState, Error, Page, view};

/// How many partners of one listing stand here; its own page has more.
const MATCHES_FIRST: usize = 3;

#[derive(Template)]
#[template(path = "listings/found.html")]
struct FoundPage {
    page: Page,
    is_plain: bool,
    is_told: bool,
    circles: Vec<CircleCard>,
    own: Vec<Own>,
}

/// One of the reader's listings.
struct Own {
    href: String,
    title: String,
    /// What is said when nobody fits yet.
    none: String,
    /// What came since the reader last looked.
    new: usize,
    cards: Vec<Card>,
    more: usize,
}

#[derive(Debug, Deserialize)]
pub(crate) struct ToldForm {
    told: String,
}

pub(crate) async fn show(
    State(state): State<AppState>,
    page: Page,
    Query(params): Query<ShowParams>,
    headers: HeaderMap,
) -> Result<Response, Error> {
    let me = page.actor()?;
    let order = order(&params, &headers);
    let tls = page.tls();
    let mut circles = Vec::new();
    for circle in state.desk.circles_of(me).await? {
        circles.extend(CircleCard::of(&state, &page, &circle, me).await?);
    }
    let new = state.desk.take_new_matches(me).await?;
    let mut own = Vec::new();
    for fit in state.desk.fits_of(me, order).await? {
        let fresh = |id| new.contains(&(fit.listing.listing, id));
        let count = fit
            .matches
            .iter()
            .filter(|found| fresh(found.listing.listing))
            .count();
        own.push(in_words(&state, &page, fit, count).await?);
    }
    let document = FoundPage {
        is_plain: order == MatchOrder::Plain,
        is_told: state.desk.projections.wants_matches(me).await?,
        circles,
        own,
        page,
    };
    let mut response = view::html(&document)?;
    keep_order(response.headers_mut(), &params, order, tls);
    Ok(response)
}

async fn in_words(state: &AppState, page: &Page, fit: Fit, new: usize) -> Result<Own, Error> {
    let kind = fit.listing.kind;
    let found = fit.matches.len();
    let mut cards = Vec::new();
    for partner in fit.matches.into_iter().take(MATCHES_FIRST) {
        let mut card = Card::of(state, page, &partner.listing, partner.text).await?;
        card.reasons = reasons::line(page.t, kind, &partner.reasons);
        card.action = Some(CardAction {
            label: page.t.get(match kind {
                ListingKind::Need => "match-ask",
                ListingKind::Offer => "match-help",
            }),
            href: format!("{}/ask?own={}", card.href, fit.listing.listing),
        });
        cards.push(card);
    }
    Ok(Own {
        href: format!("/listings/{}", fit.listing.listing),
        title: fit.text.title,
        none: page.t.get(&format!("match-none-{}", super::code(kind))),
        new,
        more: found - cards.len(),
        cards,
    })
}

/// Whoever does not want to be told any more is told nothing more, and what was said is forgotten.
pub(crate) async fn choose(
    State(state): State<AppState>,
    page: Page,
    Form(form): Form<ToldForm>,
) -> Result<Response, Error> {
    let me = page.actor()?;
    let wanted = form.told == "yes";
    state.desk.projections.want_matches(me, wanted).await?;
    let notice = match wanted {
        true => "found-told-on",
        false => "found-told-off",
    };
    let path = LocalPath::parse("/messages/found");
    Ok(see_other_with_notice(&path, notice, page.tls()))
}
