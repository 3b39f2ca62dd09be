//! Needs and offers.

use super::{COMMUNITY, District, Listing, people::content_of};
use crate::Actor;
use ledger::{
    Action, CategoryCode, Event, ListingId,
    category::CATEGORIES,
    event::ListingEvent,
    operation::{
        ListingAction,
        listing::{CloseListing, ListingKind, Place, PublishListing},
    },
    state::keys,
    time::DAY_MS,
};

impl District {
    /// A need of one hour in [`COMMUNITY`], open for thirty days; change what matters.
    #[must_use]
    pub fn need(&self, slug: &str) -> PublishListing {
        self.listing_of(ListingKind::Need, slug)
    }

    /// An offer of one hour in [`COMMUNITY`], open for thirty days; change what matters.
    #[must_use]
    pub fn offer(&self, slug: &str) -> PublishListing {
        self.listing_of(ListingKind::Offer, slug)
    }

    fn listing_of(&self, kind: ListingKind, slug: &str) -> PublishListing {
        PublishListing {
            kind,
            category: category_of(slug),
            area: COMMUNITY,
            place: Place::Agreed,
            windows: Vec::new(),
            minutes: 60,
            capacity: 1,
            content: content_of(slug),
            expires_at: self.chain().time().plus_ms(30 * DAY_MS),
        }
    }

    /// Publishes an ordinary need.
    #[track_caller]
    pub fn publish_need(&mut self, actor: &Actor, slug: &str) -> ListingId {
        self.publish(actor, self.need(slug))
    }

    /// Publishes an ordinary offer.
    #[track_caller]
    pub fn publish_offer(&mut self, actor: &Actor, slug: &str) -> ListingId {
        self.publish(actor, self.offer(slug))
    }

    /// Publishes a listing as written.
    #[track_caller]
    pub fn publish(&mut self, actor: &Actor, listing: PublishListing) -> ListingId {
        match self
            .must(
                actor,
                Action::Listing(ListingAction::PublishListing(listing)),
            )
            .first()
        {
            Some(Event::Listing(ListingEvent::ListingPublished { listing })) => *listing,
            other => panic!("publishing a listing says so, not {other:?}"),
        }
    }

    /// Closes one's own listing.
    #[track_caller]
    pub fn close(&mut self, actor: &Actor, listing: ListingId) {
        self.must(
            actor,
            Action::Listing(ListingAction::CloseListing(CloseListing { listing })),
        );
    }

    /// What the ledger knows of a listing.
    #[track_caller]
    #[must_use]
    pub fn listing(&self, listing: ListingId) -> Listing {
        match self.state().get(&keys::listing(listing)) {
            Some(record) => record,
            None => panic!("listing {listing} is not on the ledger"),
        }
    }
}

/// The code of a category by its slug, for example `haircut`.
#[track_caller]
#[must_use]
pub fn category_of(slug: &str) -> CategoryCode {
    match CATEGORIES.iter().find(|row| row.slug == slug) {
        Some(row) => row.code,
        None => panic!("no category is called {slug}"),
    }
}
