//! Movements of points that are not the result of a service.

use crate::{ids::TransferId, points::Points};
use borsh::{BorshDeserialize, BorshSerialize};
use serde::Serialize;

/// Gives settled points to the pool of one's community.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize, Serialize)]
pub struct DonatePoints {
    /// How many.
    pub amount: Points,
}

/// Takes one's own donation back, within ten minutes.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize, Serialize)]
pub struct WithdrawDonation {
    /// Which one.
    pub transfer: TransferId,
}

/// Makes a pending movement final once its ten minutes are over. Anyone may state that it is due.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize, Serialize)]
pub struct SettleTransfer {
    /// Which one.
    pub transfer: TransferId,
}

super::family! {
    /// Movements of points (W-06).
    PointsAction in Points;
    /// Gives points to the community pool.
    DonatePoints = "donate_points",
    /// Takes a donation back within ten minutes.
    WithdrawDonation = "withdraw_donation",
    /// Makes a movement of points final after its ten minutes.
    SettleTransfer = "settle_transfer",
}
