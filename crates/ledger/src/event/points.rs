//! What became of points.

use crate::{
    event::Leg,
    ids::{GiftId, PartyId, TransferId},
    points::Points,
    state::accounts::{AccountId, Cause, Claim},
    time::Timestamp,
};

super::family! {
    /// What became of points.
    PointsEvent in Points;
    /// Points are promised or frozen and cannot be spent twice.
    PointsHeld = "points_held" {
        /// Whose.
        account: AccountId,
        /// To what they are promised, or by what they are frozen.
        claim: Claim,
        /// How many.
        amount: Points,
    }
    /// Promised points are free again.
    PointsReleased = "points_released" {
        /// Whose.
        account: AccountId,
        /// To what they were promised.
        claim: Claim,
        /// How many.
        amount: Points,
    }
    /// Points moved, pending until `settles_at`.
    PointsPosted = "points_posted" {
        /// The movement.
        transfer: TransferId,
        /// Why.
        cause: Cause,
        /// One leg for each account; the sum is zero.
        legs: Vec<Leg>,
        /// When it becomes final.
        settles_at: Timestamp,
    }
    /// A pending movement became final.
    TransferSettled = "transfer_settled" {
        /// The movement.
        transfer: TransferId,
    }
    /// A pending movement was undone.
    TransferReversed = "transfer_reversed" {
        /// The movement.
        transfer: TransferId,
    }
    /// A final movement was made good by a contra entry, for a reason that is on record.
    TransferCorrected = "transfer_corrected" {
        /// The movement that was wrong.
        transfer: TransferId,
        /// The contra entry.
        contra: TransferId,
        /// Who bears what the receivers had no points left for.
        bearer: AccountId,
        /// How much that was.
        shortfall: Points,
    }
    /// The payer's points were reversed after the service: the community's guarantee pays instead.
    TransferGuaranteed = "transfer_guaranteed" {
        /// The movement.
        transfer: TransferId,
    }
    /// A gift waits for its receiver.
    GiftOffered = "gift_offered" {
        /// Its id.
        gift: GiftId,
        /// Who gives.
        giver: PartyId,
        /// Who receives.
        receiver: PartyId,
        /// How many points.
        amount: Points,
    }
    /// A gift was accepted and cools off.
    GiftAccepted = "gift_accepted" {
        /// Its id.
        gift: GiftId,
        /// The movement.
        transfer: TransferId,
    }
    /// The receiver said no, or returned it.
    GiftDeclined = "gift_declined" {
        /// Its id.
        gift: GiftId,
    }
    /// The giver took it back; nobody did when points behind it were taken back.
    GiftWithdrawn = "gift_withdrawn" {
        /// Its id.
        gift: GiftId,
        /// By whom.
        by: Option<PartyId>,
    }
    /// Nobody answered it in time.
    GiftExpired = "gift_expired" {
        /// Its id.
        gift: GiftId,
    }
    /// A beneficiary was named, or the name taken back.
    BeneficiaryNamed = "beneficiary_named" {
        /// By whom.
        person: PartyId,
    }
    /// The points of a closed account were passed on.
    PointsPassedOn = "points_passed_on" {
        /// Whose.
        person: PartyId,
        /// The movement, if there was anything to pass on.
        transfer: Option<TransferId>,
    }
    /// Somebody was told that points will grow old.
    ExpiryAnnounced = "expiry_announced" {
        /// Who.
        person: PartyId,
        /// At most how many.
        amount: Points,
        /// Not before.
        due_at: Timestamp,
    }
    /// Points grew old.
    PointsExpired = "points_expired" {
        /// Whose.
        person: PartyId,
        /// The movement, if any were left.
        transfer: Option<TransferId>,
    }
}
