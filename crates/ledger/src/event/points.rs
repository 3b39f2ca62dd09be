//! What became of points.

use crate::{
    event::Leg,
    ids::{ExchangeId, TransferId},
    points::Points,
    state::accounts::AccountId,
    time::Timestamp,
};

super::family! {
    /// What became of points.
    PointsEvent in Points;
    /// Points are promised to a booking and cannot be spent twice.
    PointsHeld = "points_held" {
        /// Whose.
        account: AccountId,
        /// For which exchange.
        exchange: ExchangeId,
        /// How many.
        amount: Points,
    }
    /// Promised points are free again.
    PointsReleased = "points_released" {
        /// Whose.
        account: AccountId,
        /// From which exchange.
        exchange: ExchangeId,
        /// How many.
        amount: Points,
    }
    /// Points moved, pending until `settles_at`.
    PointsPosted = "points_posted" {
        /// The movement.
        transfer: TransferId,
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
    /// The payer's points were reversed after the service: the community's guarantee pays instead.
    TransferGuaranteed = "transfer_guaranteed" {
        /// The movement.
        transfer: TransferId,
    }
}
