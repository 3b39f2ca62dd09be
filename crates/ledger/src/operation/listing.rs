//! Needs (需求清单) and offers (服务清单).

use crate::{
    area::AreaCode,
    category::CategoryCode,
    hash::Hash,
    ids::{HutId, ListingId, PartyId},
    time::{Timestamp, Window},
};
use borsh::{BorshDeserialize, BorshSerialize};
use serde::Serialize;

/// The most time windows of one listing.
pub const WINDOWS_MAX: usize = 8;
/// The longest service of one listing, in minutes.
pub const MINUTES_MAX: u16 = 480;
/// The longest time a listing stays open, in milliseconds: half a year.
pub const LISTING_MS_MAX: u64 = 183 * crate::time::DAY_MS;
/// The most bytes of public content behind one listing.
pub const CONTENT_BYTES_MAX: u32 = 64 * 1024;

/// Public content in the content store: only its hash and size are on the ledger.
#[derive(Clone, Copy, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize, Serialize)]
pub struct ContentRef {
    /// SHA-256 of the bytes.
    pub hash: Hash,
    /// Number of bytes.
    pub bytes: u32,
}

/// A wish or a gift.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, BorshSerialize, BorshDeserialize, Serialize,
)]
#[serde(rename_all = "snake_case")]
pub enum ListingKind {
    /// Somebody needs something.
    Need,
    /// Somebody offers something.
    Offer,
}

/// Where the service happens.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, BorshSerialize, BorshDeserialize, Serialize,
)]
#[serde(rename_all = "snake_case")]
pub enum Place {
    /// At the home of the one who needs it; the address is told after both agreed.
    Home,
    /// At a sharing hut.
    Hut(HutId),
    /// At a place that both sides agree on.
    Agreed,
    /// By phone or online.
    Remote,
}

/// Publishes a need or an offer in the actor's name.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize, Serialize)]
pub struct PublishListing {
    /// Need or offer.
    pub kind: ListingKind,
    /// What kind of help.
    pub category: CategoryCode,
    /// The community, or a wider area for an organisation.
    pub area: AreaCode,
    /// Where the service happens.
    pub place: Place,
    /// When it suits; empty means any time. At most [`WINDOWS_MAX`].
    pub windows: Vec<Window>,
    /// How long it takes, in minutes, in steps of thirty.
    pub minutes: u16,
    /// How many exchanges may run at the same time.
    pub capacity: u16,
    /// Title and description.
    pub content: ContentRef,
    /// When it closes by itself.
    pub expires_at: Timestamp,
}

/// Closes one's own listing; running exchanges go on.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize, Serialize)]
pub struct CloseListing {
    /// Which one.
    pub listing: ListingId,
}

/// Attests that a party may offer a kind of help that needs a licence; whoever attests has seen
/// the document. Needs [`Role::Clerk`](super::identity::Role::Clerk) over the party's area.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize, Serialize)]
pub struct AttestLicence {
    /// Whose.
    pub party: PartyId,
    /// The kind of help.
    pub category: CategoryCode,
    /// Until when it is valid.
    pub until: Timestamp,
}

/// Takes an attestation back; needs the same role.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize, Serialize)]
pub struct RevokeLicence {
    /// Whose.
    pub party: PartyId,
    /// The kind of help.
    pub category: CategoryCode,
}

super::family! {
    /// Needs and offers.
    ListingAction in Listing;
    /// Publishes a need or an offer.
    PublishListing = "publish_listing",
    /// Closes one's own listing.
    CloseListing = "close_listing",
    /// Attests that a party has the licence that a kind of help needs.
    AttestLicence = "attest_licence",
    /// Takes such an attestation back.
    RevokeLicence = "revoke_licence",
}
