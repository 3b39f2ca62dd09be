//! The catalogue: what sponsors give for points, services first, goods only from donated stock.

use crate::{
    area::AreaCode,
    ids::{EntryId, RedemptionId},
    operation::listing::ContentRef,
    points::Points,
    state::bank::EntryKind,
};
use borsh::{BorshDeserialize, BorshSerialize};
use serde::Serialize;

/// The most pieces or places of one entry.
pub const STOCK_MAX: u32 = 100_000;
/// The shortest and the longest time that a reservation is kept, in milliseconds.
pub const KEEP_MS: std::ops::RangeInclusive<u64> = crate::time::DAY_MS..=90 * crate::time::DAY_MS;
/// The most redemptions that one operation admits from a queue.
pub const ADMITTED_AT_ONCE_MAX: u32 = 32;

/// Puts something into the catalogue of a community. By an organisation that works there.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize, Serialize)]
pub struct PublishEntry {
    /// The community whose residents may redeem it.
    pub community: AreaCode,
    /// Service or donated goods.
    pub kind: EntryKind,
    /// What one costs.
    pub price: Points,
    /// How many there are.
    pub stock: u32,
    /// How many points the sponsor stands for in all.
    pub budget: Points,
    /// How long a reservation is kept, in milliseconds.
    pub keep_ms: u64,
    /// What it is, in words.
    pub content: ContentRef,
}

/// Takes an entry out of the catalogue; what is reserved stays reserved. By its sponsor.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize, Serialize)]
pub struct CloseEntry {
    /// Which one.
    pub entry: EntryId,
}

/// Reserves one piece or place, or queues for it while the reserve is too low.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize, Serialize)]
pub struct ReserveRedemption {
    /// Of what.
    pub entry: EntryId,
}

/// Ends a redemption that was not given yet. By the person, at any time, or by the sponsor.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize, Serialize)]
pub struct CancelRedemption {
    /// Which one.
    pub redemption: RedemptionId,
}

/// States that it was given; the points are posted. By the sponsor.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize, Serialize)]
pub struct ConsumeRedemption {
    /// Which one.
    pub redemption: RedemptionId,
}

/// Takes that statement back within ten minutes. By either side.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize, Serialize)]
pub struct WithdrawConsumption {
    /// Which one.
    pub redemption: RedemptionId,
}

/// Ends a reservation that nobody fetched in time. Anyone may state that it is due.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize, Serialize)]
pub struct ExpireRedemption {
    /// Which one.
    pub redemption: RedemptionId,
}

/// Reserves what waits in a community's queue, oldest first, as far as the reserve goes. Anyone may
/// state that it is due.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize, Serialize)]
pub struct AdmitQueued {
    /// Whose queue.
    pub community: AreaCode,
}

super::family! {
    /// What sponsors give for points.
    RedemptionAction in Redemption;
    /// Puts something into the catalogue.
    PublishEntry = "publish_entry",
    /// Takes something out of the catalogue.
    CloseEntry = "close_entry",
    /// Reserves something of the catalogue.
    ReserveRedemption = "reserve_redemption",
    /// Ends a redemption before it was given.
    CancelRedemption = "cancel_redemption",
    /// States that it was given.
    ConsumeRedemption = "consume_redemption",
    /// Takes that statement back.
    WithdrawConsumption = "withdraw_consumption",
    /// Ends a reservation that nobody fetched.
    ExpireRedemption = "expire_redemption",
    /// Reserves what waits in the queue.
    AdmitQueued = "admit_queued",
}
