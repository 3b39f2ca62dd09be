//! What became of the catalogue and of what was redeemed.

use crate::{
    area::AreaCode,
    ids::{EntryId, PartyId, RedemptionId, TransferId},
    points::Points,
    state::accounts::AccountId,
};

super::family! {
    /// What became of the catalogue and of what was redeemed.
    RedemptionEvent in Redemption;
    /// Something is in the catalogue.
    EntryPublished = "entry_published" {
        /// Its id.
        entry: EntryId,
    }
    /// Something left the catalogue.
    EntryClosed = "entry_closed" {
        /// Its id.
        entry: EntryId,
    }
    /// Something is kept for a person.
    RedemptionReserved = "redemption_reserved" {
        /// Its id.
        redemption: RedemptionId,
        /// For whom.
        person: PartyId,
        /// Which account will pay.
        payer: AccountId,
        /// What it costs.
        price: Points,
    }
    /// The reserve is too low: a person waits, and is told so.
    RedemptionQueued = "redemption_queued" {
        /// Its id.
        redemption: RedemptionId,
        /// Who waits.
        person: PartyId,
        /// Which account will pay.
        payer: AccountId,
        /// What it costs.
        price: Points,
    }
    /// It ended before it was given.
    RedemptionCancelled = "redemption_cancelled" {
        /// Its id.
        redemption: RedemptionId,
        /// By whom; nobody when points behind it were taken back.
        by: Option<PartyId>,
    }
    /// It was given.
    RedemptionConsumed = "redemption_consumed" {
        /// Its id.
        redemption: RedemptionId,
        /// The movement of points.
        transfer: TransferId,
    }
    /// That it was given was taken back; it is reserved again.
    ConsumptionWithdrawn = "consumption_withdrawn" {
        /// Its id.
        redemption: RedemptionId,
        /// By whom.
        by: PartyId,
    }
    /// Nobody fetched it in time.
    RedemptionExpired = "redemption_expired" {
        /// Its id.
        redemption: RedemptionId,
    }
    /// Waiting redemptions were admitted; each has an event of its own before this one.
    QueueAdmitted = "queue_admitted" {
        /// Whose queue.
        community: AreaCode,
        /// How many are reserved now.
        count: u32,
    }
}
