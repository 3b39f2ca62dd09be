//! What became of needs and offers.

use crate::ids::ListingId;

super::family! {
    /// What became of needs and offers.
    ListingEvent in Listing;
    /// A need or an offer was published.
    ListingPublished = "listing_published" {
        /// Its id.
        listing: ListingId,
    }
    /// A listing was closed by its owner.
    ListingClosed = "listing_closed" {
        /// Its id.
        listing: ListingId,
    }
}
