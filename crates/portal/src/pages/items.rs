//! Things that neighbours lend and give: look around, list one, reserve it, scan its label.

use ledger::{
    AreaCode, ItemId, PartyId,
    state::sharing::{LoanStatus, Shelf, Whereabouts},
};
use projections::items::{Item, Loan};

use crate::content::ItemText;
use crate::pages::listings::{hut_name, missing_words, name_of};
use crate::view::statuses::Status;
use crate::{AppState, Error, Page};

pub(crate) mod act;
pub(crate) mod browse;
mod calendar;
mod card;
pub(crate) mod edit;
mod form;
pub(crate) mod give;
pub(crate) mod map;
pub(crate) mod new;
pub(crate) mod photo;
pub(crate) mod reserve;
pub(crate) mod scan;
pub(crate) mod show;

pub(crate) use form::{condition, condition_code, conditions};

/// The thing that an address names.
pub(crate) async fn find(state: &AppState, id: &str) -> Result<Item, Error> {
    let id = ItemId::from_hex(id).ok_or_else(Error::not_found)?;
    let found = state.desk.projections.item(id).await?;
    found.ok_or_else(Error::not_found)
}

/// The reader's own thing that an address names.
async fn find_own(state: &AppState, page: &Page, id: &str) -> Result<(Item, PartyId), Error> {
    let (item, me) = (find(state, id).await?, page.actor()?);
    if item.owner == me {
        Ok((item, me))
    } else {
        Err(Error::forbidden())
    }
}

/// The words of a thing, or a sentence in their place when they were taken down.
pub(crate) fn text_of(state: &AppState, page: &Page, item: &Item) -> ItemText {
    let text = state.desk.words(&item.terms.content.hash);
    text.unwrap_or_else(|| ItemText {
        title: missing_words(state, page, &item.terms.content.hash),
        ..ItemText::default()
    })
}

/// Where a thing is, in words that name nobody but huts and the owner.
pub(crate) async fn place_words(
    state: &AppState,
    page: &Page,
    item: &Item,
) -> Result<String, Error> {
    let t = page.t;
    Ok(match item.place {
        Whereabouts::Owner => {
            let owner = name_of(state, page, item.owner).await?;
            t.say("item-place-owner").set("name", owner).to_string()
        }
        Whereabouts::Hut(hut) => hut_name(state, page, hut).await?,
        Whereabouts::Borrower(_) => t.get("item-place-lent"),
        Whereabouts::Transit(hut) => {
            let hut = hut_name(state, page, hut).await?;
            t.say("item-place-transit").set("hut", hut).to_string()
        }
        Whereabouts::Missing(hut) => {
            let hut = hut_name(state, page, hut).await?;
            t.say("item-place-missing").set("hut", hut).to_string()
        }
        Whereabouts::Lost => t.get("item-place-lost"),
    })
}

/// Whether it can be had, at a glance.
pub(crate) fn status_of(item: &Item, calendar: &[Loan], today: u32) -> Status {
    let lent = |loan: &Loan| loan.status == LoanStatus::HandedOver;
    let busy = |loan: &Loan| loan.from_day <= today && today <= loan.last_day;
    let (tone, word) = match (item.shelf, item.place) {
        (_, Whereabouts::Lost | Whereabouts::Missing(_)) => ("bad", "item-status-gone"),
        (Shelf::Paused, _) => ("calm", "item-status-paused"),
        (Shelf::Recalled, _) => ("calm", "item-status-recalled"),
        (Shelf::Offered, _) if calendar.iter().any(lent) => ("wait", "item-status-lent"),
        (Shelf::Offered, _) if calendar.iter().any(busy) => ("wait", "item-status-reserved"),
        (Shelf::Offered, _) => ("good", "item-status-free"),
    };
    Status { tone, word }
}

/// How far a community is, as people say it: there are no coordinates, and none are needed.
pub(crate) fn distance_word(home: AreaCode, other: AreaCode) -> &'static str {
    if home == other {
        "distance-here"
    } else if home.parent().is_some() && home.parent() == other.parent() {
        "distance-near"
    } else {
        "distance-far"
    }
}

/// By how many steps of the area tree two communities are apart; for sorting.
pub(crate) fn distance(home: AreaCode, other: AreaCode) -> u8 {
    match distance_word(home, other) {
        "distance-here" => 0,
        "distance-near" => 1,
        _ => 2,
    }
}
