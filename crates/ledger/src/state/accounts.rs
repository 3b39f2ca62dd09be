//! The books: accounts, and movements of points in two phases.

use crate::{
    area::AreaCode,
    event::Leg,
    ids::{
        ActivityId, CaseId, ExchangeId, GiftId, HouseholdId, LoanId, PartyId, RedemptionId,
        TransferId,
    },
    points::Points,
    time::Timestamp,
};
use borsh::{BorshDeserialize, BorshSerialize};
use serde::Serialize;

/// Whose points.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, BorshSerialize, BorshDeserialize)]
pub enum AccountId {
    /// The other side of all points in circulation; the only account below zero.
    Issuance,
    /// A person or an organisation.
    Party(PartyId),
    /// The pool of a community.
    Pool(AreaCode),
    /// What a group, a minor or a full account has earned: shown, never spent.
    Honour(PartyId),
    /// Points granted to a person in need, for services only.
    Grant(PartyId),
    /// What the members of a household share.
    Household(HouseholdId),
    /// What a sponsor has received for services and goods: out of circulation.
    Sponsor(PartyId),
    /// The fund behind the redemption guarantee of a community; starter grants come from it.
    Reserve(AreaCode),
}

/// Something that an account's points are promised to; the newest is given up first when points
/// behind it are reversed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Claim {
    /// Held for a booking that has not been served.
    Booking(ExchangeId),
    /// Already given, still pending.
    Transfer(TransferId),
    /// Set aside for a thing on loan.
    Deposit(LoanId),
    /// Held for a gift that has been offered.
    Gift(GiftId),
    /// Held for something of the catalogue.
    Redemption(RedemptionId),
    /// Received as a gift that can still be taken back: not to be spent before it is final.
    Cooling(TransferId),
    /// Frozen by a dispute: the disputed amount and no more.
    Frozen {
        /// The dispute.
        case: CaseId,
        /// How many points.
        amount: Points,
    },
}

/// One account. Settled and pending points each sum to zero over all accounts.
#[derive(Clone, Debug, Default, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Account {
    /// Final points.
    pub settled: Points,
    /// Points of movements that can still be taken back.
    pub pending: Points,
    /// Points promised, cooling or frozen.
    pub held: Points,
    /// What the promises are, oldest first.
    pub claims: Vec<Claim>,
}

impl Account {
    /// What can still be promised: settled plus pending minus held.
    #[must_use]
    pub const fn available(&self) -> Option<Points> {
        match self.settled.plus(self.pending) {
            Some(total) => total.minus(self.held),
            None => None,
        }
    }

    /// Final points that nothing is promised of: what can be given away.
    #[must_use]
    pub fn free(&self) -> Points {
        let available = self.available().unwrap_or(Points::ZERO);
        available.min(self.settled).max(Points::ZERO)
    }
}

/// Where the points of a grant come from, and what they are for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Grant {
    /// Once, from the reserve, to begin with.
    Starter,
    /// From the pool, to somebody in hardship.
    Hardship,
}

/// Why points moved.
#[derive(Clone, Copy, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Cause {
    /// A service that both sides confirmed.
    Service(ExchangeId),
    /// A gift to the community pool.
    Donation,
    /// What a mediator awarded out of the deposit of a loan.
    Deposit(LoanId),
    /// What people earned together, or who held a session for them.
    Activity(ActivityId),
    /// A gift from one person to another.
    Gift(GiftId),
    /// Something of the catalogue was given.
    Redemption(RedemptionId),
    /// Points for somebody in need.
    Grant(Grant),
    /// A member's contribution to the household.
    Contribution(HouseholdId),
    /// What a household's last member takes along.
    Dissolution(HouseholdId),
    /// What the dead leave to the beneficiary, or to the pool.
    Legacy(PartyId),
    /// Points that grew old.
    Expiry,
    /// The reserve was filled.
    Funding,
    /// The community makes good what a withdrawal left uncovered.
    Guarantee,
    /// The contra entry of another movement.
    Correction(TransferId),
}

/// How final a movement is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub enum TransferStatus {
    /// Can still be taken back.
    Pending,
    /// Final.
    Settled,
    /// Undone.
    Reversed,
    /// Final, and made good by a contra entry.
    Corrected,
}

/// A movement of points between accounts; its legs sum to zero.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Transfer {
    /// Why.
    pub cause: Cause,
    /// Who gives.
    pub payer: AccountId,
    /// One leg for each account.
    pub legs: Vec<Leg>,
    /// How final.
    pub status: TransferStatus,
    /// When it may be settled.
    pub settles_at: Timestamp,
}
