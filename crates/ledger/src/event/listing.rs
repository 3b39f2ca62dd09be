//! What became of needs and offers.

use crate::ids::{ListingId, PartyId};

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
    /// A party's licence was seen and attested.
    LicenceAttested = "licence_attested" {
        /// Whose.
        party: PartyId,
    }
    /// An attestation was taken back.
    LicenceRevoked = "licence_revoked" {
        /// Whose.
        party: PartyId,
    }
}
