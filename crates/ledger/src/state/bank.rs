//! The records of the points bank beside the books: packs in force, standing, gifts, the catalogue,
//! households, and what the dead leave.

use crate::{
    area::AreaCode,
    hash::Hash,
    ids::{EntryId, PartyId, TransferId},
    operation::listing::ContentRef,
    points::Points,
    state::accounts::AccountId,
    time::Timestamp,
};
use borsh::{BorshDeserialize, BorshSerialize};
use serde::Serialize;

/// From when on a community keeps a pack.
#[derive(Clone, Copy, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Adoption {
    /// From here on.
    pub effective_at: Timestamp,
    /// The hash of the pack's bytes.
    pub pack: Hash,
}

impl Adoption {
    /// The pack of a community at a moment, given its adoptions, oldest first; `None` while it
    /// keeps the network's.
    #[must_use]
    pub fn in_force(adoptions: &[Self], time: Timestamp) -> Option<Hash> {
        let mut newest_first = adoptions.iter().rev();
        let adoption = newest_first.find(|adoption| adoption.effective_at <= time)?;
        Some(adoption.pack)
    }
}

/// What a clerk has checked about a person for the bank. It says the consequence, never the reason.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Standing {
    /// Meets the conditions for spending of the community's pack.
    pub may_spend: bool,
    /// May receive gifts and grants as a resident in hardship.
    pub in_hardship: bool,
    /// Earns what the pack says that minors earn.
    pub is_minor: bool,
    /// Has received a starter grant.
    pub has_starter_grant: bool,
    /// Holds until then, or without an end.
    pub until: Option<Timestamp>,
}

/// Where a gift stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub enum GiftStatus {
    /// Waits for the receiver.
    Offered,
    /// Accepted; cools off until its movement is settled.
    Accepted,
    /// Ended without a gift.
    Ended,
}

/// A gift from one person to another.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Gift {
    /// Who gives.
    pub giver: PartyId,
    /// Who receives.
    pub receiver: PartyId,
    /// How many points.
    pub amount: Points,
    /// When it was offered.
    pub offered_at: Timestamp,
    /// Where it stands.
    pub status: GiftStatus,
    /// The movement of an accepted gift.
    pub transfer: Option<TransferId>,
}

/// What kind of thing stands in the catalogue. There is no kind for goods that are sold.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, BorshSerialize, BorshDeserialize, Serialize,
)]
#[serde(rename_all = "snake_case")]
pub enum EntryKind {
    /// A service; stands first.
    Service,
    /// Goods from donated stock.
    DonatedGoods,
}

/// Something that a sponsor gives for points.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Entry {
    /// Who gives it.
    pub sponsor: PartyId,
    /// The community whose residents may redeem it.
    pub community: AreaCode,
    /// Service or donated goods.
    pub kind: EntryKind,
    /// What one costs.
    pub price: Points,
    /// How many are left.
    pub stock: u32,
    /// How many points the sponsor still stands for.
    pub budget: Points,
    /// How long a reservation is kept, in milliseconds.
    pub keep_ms: u64,
    /// What it is, in words.
    pub content: ContentRef,
    /// Takes no more reservations.
    pub closed: bool,
}

/// Where a redemption stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub enum RedemptionStatus {
    /// Waits until the reserve covers it.
    Queued,
    /// Kept for the resident.
    Reserved,
    /// Given; the points are on their way.
    Consumed,
    /// Taken back by the resident or ended by the sponsor.
    Cancelled,
    /// Not fetched in time.
    Expired,
}

/// One person's claim to something of the catalogue.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Redemption {
    /// What.
    pub entry: EntryId,
    /// For whom.
    pub person: PartyId,
    /// Which account pays.
    pub payer: AccountId,
    /// What it costs.
    pub price: Points,
    /// Where it stands.
    pub status: RedemptionStatus,
    /// When that last changed.
    pub changed_at: Timestamp,
    /// The movement of a consumed one.
    pub transfer: Option<TransferId>,
}

/// A queue by positions: the next to be admitted, and one past the last.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Queue {
    /// The next to be admitted.
    pub next: u64,
    /// One past the last.
    pub end: u64,
}

/// Persons who share an account.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Household {
    /// Who has agreed, ascending.
    pub members: Vec<PartyId>,
    /// Who was asked and has not answered, ascending.
    pub invited: Vec<PartyId>,
}

/// What becomes of somebody's points after death.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Legacy {
    /// Who may ask for them; an instruction to the platform, not a will.
    pub beneficiary: Option<PartyId>,
    /// When the account was closed.
    pub closed_at: Option<Timestamp>,
}

/// A notice that points will expire.
#[derive(Clone, Copy, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct ExpiryNotice {
    /// At most how many.
    pub amount: Points,
    /// Not before.
    pub due_at: Timestamp,
}
