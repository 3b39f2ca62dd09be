//! A need or an offer as a card in a list.

use projections::listings::{Listing, ListingStatus};

use super::{name_of, place_words};
use crate::content::ListingText;
use crate::view::{
    categories,
    statuses::{self, Status},
    windows,
};
use crate::{AppState, Error, Page};

/// What can be done straight from a card.
pub(super) struct CardAction {
    pub(super) label: String,
    pub(super) href: String,
}

/// One card, in words.
pub(super) struct Card {
    pub(super) href: String,
    pub(super) title: String,
    pub(super) category: String,
    pub(super) who: String,
    pub(super) area: String,
    pub(super) when: String,
    pub(super) place: String,
    /// Shown when it does not take questions.
    pub(super) status: Option<Status>,
    /// Why it is here; empty in lists that are not about fitting.
    pub(super) reasons: String,
    pub(super) action: Option<CardAction>,
}

impl Card {
    pub(super) async fn of(
        state: &AppState,
        page: &Page,
        listing: &Listing,
        text: ListingText,
    ) -> Result<Self, Error> {
        let stands = listing.status_at(state.desk.now());
        let place = place_words(state, page, listing.place).await?;
        let duration = page.duration(u64::from(listing.minutes));
        let sentence = page.t.say("listing-about");
        Ok(Self {
            href: format!("/listings/{}", listing.listing),
            title: text.title,
            category: categories::name(page.t, listing.category),
            who: name_of(state, page, listing.owner).await?,
            area: state.areas.name(listing.area, page.language),
            when: windows::next(page.t, &listing.windows, state.desk.now()),
            place: sentence
                .set("place", place)
                .set("duration", duration)
                .to_string(),
            status: (stands != ListingStatus::Open).then(|| statuses::of_listing(stands)),
            reasons: String::new(),
            action: None,
        })
    }
}
