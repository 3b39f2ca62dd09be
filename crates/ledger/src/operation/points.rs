//! Movements of points that are not the result of a service: donations, gifts, contributions, what
//! the dead leave, and points that grow old.

use crate::{
    ids::{GiftId, PartyId, TransferId},
    points::Points,
};
use borsh::{BorshDeserialize, BorshSerialize};
use serde::Serialize;

/// How long an offered gift waits for its receiver, in milliseconds.
pub const GIFT_WAITS_MS: u64 = 7 * crate::time::DAY_MS;

/// Gives settled points to the pool of one's community.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize, Serialize)]
pub struct DonatePoints {
    /// How many.
    pub amount: Points,
}

/// Takes one's own donation or contribution back, within ten minutes.
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

/// Gives honour to the pool of one's community, where it helps as points, if the pack allows it.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize, Serialize)]
pub struct DonateHonour {
    /// How many.
    pub amount: Points,
}

/// Offers settled points to a person whom the pack allows to receive them.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize, Serialize)]
pub struct OfferGift {
    /// To whom.
    pub receiver: PartyId,
    /// How many.
    pub amount: Points,
}

/// Says yes to a gift; it is final after the cool-off.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize, Serialize)]
pub struct AcceptGift {
    /// Which one.
    pub gift: GiftId,
}

/// Says no to a gift, or returns an accepted one within the cool-off. By its receiver.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize, Serialize)]
pub struct DeclineGift {
    /// Which one.
    pub gift: GiftId,
}

/// Takes a gift back before it was accepted, or within the cool-off. By its giver.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize, Serialize)]
pub struct WithdrawGift {
    /// Which one.
    pub gift: GiftId,
}

/// Ends a gift that nobody answered for a week. Anyone may state that it is due.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize, Serialize)]
pub struct ExpireGift {
    /// Which one.
    pub gift: GiftId,
}

/// Gives settled points to one's own household.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize, Serialize)]
pub struct ContributePoints {
    /// How many.
    pub amount: Points,
}

/// Names who may ask for one's points after death, or nobody: an instruction to the platform.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize, Serialize)]
pub struct NameBeneficiary {
    /// Spouse or lineal kin; nobody takes an earlier name back.
    pub beneficiary: Option<PartyId>,
}

/// Passes the points of a closed account on: to the beneficiary, who asks within the months that
/// the pack gives, and to the pool afterwards, which anyone may state to be due.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize, Serialize)]
pub struct PassOnPoints {
    /// Whose account was closed.
    pub person: PartyId,
}

/// Tells somebody that points will grow old. Anyone may state that it is due.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize, Serialize)]
pub struct AnnounceExpiry {
    /// Whose points.
    pub person: PartyId,
}

/// Moves points that grew old to the pool, after the notice. Anyone may state that it is due.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize, Serialize)]
pub struct ExpirePoints {
    /// Whose points.
    pub person: PartyId,
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
    /// Gives honour to the community pool.
    DonateHonour = "donate_honour",
    /// Offers points to a person.
    OfferGift = "offer_gift",
    /// Says yes to a gift.
    AcceptGift = "accept_gift",
    /// Says no to a gift, or returns it.
    DeclineGift = "decline_gift",
    /// Takes a gift back.
    WithdrawGift = "withdraw_gift",
    /// Ends a gift that nobody answered.
    ExpireGift = "expire_gift",
    /// Gives points to one's household.
    ContributePoints = "contribute_points",
    /// Names who may ask for one's points after death.
    NameBeneficiary = "name_beneficiary",
    /// Passes the points of a closed account on.
    PassOnPoints = "pass_on_points",
    /// Tells that points will grow old.
    AnnounceExpiry = "announce_expiry",
    /// Moves points that grew old to the pool.
    ExpirePoints = "expire_points",
}
