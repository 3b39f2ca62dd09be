//! One service between two people, from the question to the points, as its two sides see it.

use ledger::{
    ExchangeId, PartyId, operation::listing::ListingKind, state::records::ExchangeStatus,
};
use projections::{exchanges::Exchange, listings::Listing};

use crate::pages::listings::{name_of, text_of};
use crate::view::statuses::{self, Status};
use crate::{AppState, Error, Page};

pub(crate) mod act;
mod acts;
pub(crate) mod cancel;
pub(crate) mod contest;
pub(crate) mod mine;
mod next;
pub(crate) mod no_show;
pub(crate) mod rating;
pub(crate) mod show;
pub(crate) mod stop;
pub(crate) mod talk;
mod timeline;

/// The exchange that an address names, if the reader is one of its two sides.
async fn find(state: &AppState, page: &Page, id: &str) -> Result<(Exchange, PartyId), Error> {
    let me = page.actor()?;
    let id = ExchangeId::from_hex(id).ok_or_else(Error::not_found)?;
    let found = state.desk.projections.exchange(id).await?;
    let found = found.ok_or_else(Error::not_found)?;
    let other = found.other_side(me).ok_or_else(Error::forbidden)?;
    Ok((found, other))
}

/// What it is about: the need where there is one, else the offer.
async fn subject(state: &AppState, exchange: &Exchange) -> Result<Option<Listing>, Error> {
    let mut subject = None;
    for id in std::iter::once(exchange.listing).chain(exchange.own_listing) {
        let listing = state.desk.projections.listing(id).await?;
        let is_need = listing
            .as_ref()
            .is_some_and(|listing| listing.kind == ListingKind::Need);
        if subject.is_none() || is_need {
            subject = listing;
        }
    }
    Ok(subject)
}

async fn title_of(state: &AppState, page: &Page, exchange: &Exchange) -> Result<String, Error> {
    let subject = subject(state, exchange).await?;
    Ok(match subject {
        Some(listing) => text_of(state, page, &listing).title,
        None => page.t.get("words-missing"),
    })
}

fn status_for(exchange: &Exchange, me: PartyId) -> Status {
    let is_open = [ExchangeStatus::Requested, ExchangeStatus::Invited].contains(&exchange.status);
    let is_mine_to_answer = is_open && exchange.asked_by != me;
    statuses::of_exchange(exchange.status, is_mine_to_answer)
}

/// An exchange as one line of a list.
pub(crate) struct Line {
    pub(crate) href: String,
    pub(crate) title: String,
    /// Who helps whom, from the reader's side.
    pub(crate) with: String,
    pub(crate) when: String,
    pub(crate) status: Status,
}

impl Line {
    pub(crate) async fn of(
        state: &AppState,
        page: &Page,
        exchange: &Exchange,
        me: PartyId,
    ) -> Result<Self, Error> {
        let other = exchange.other_side(me).ok_or_else(Error::forbidden)?;
        let name = name_of(state, page, other).await?;
        let key = if me == exchange.provider {
            "exchange-you-help"
        } else {
            "exchange-helps-you"
        };
        Ok(Self {
            href: format!("/exchanges/{}", exchange.exchange),
            title: title_of(state, page, exchange).await?,
            with: page.t.say(key).set("name", name).to_string(),
            when: page.moment(exchange.start.0),
            status: status_for(exchange, me),
        })
    }
}
