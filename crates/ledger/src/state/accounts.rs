//! The books: accounts, and movements of points in two phases.

use crate::{
    area::AreaCode,
    event::Leg,
    ids::{ActivityId, ExchangeId, LoanId, PartyId, TransferId},
    points::Points,
    time::Timestamp,
};
use borsh::{BorshDeserialize, BorshSerialize};

/// Whose points.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, BorshSerialize, BorshDeserialize)]
pub enum AccountId {
    /// The other side of all points in circulation; the only account below zero.
    Issuance,
    /// A person or an organisation.
    Party(PartyId),
    /// The pool of a community.
    Pool(AreaCode),
}

/// Something that an account's points are promised to; the newest is given up first when points
/// behind it are reversed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub enum Claim {
    /// Held for a booking that has not been served.
    Booking(ExchangeId),
    /// Already given, still pending.
    Transfer(TransferId),
    /// Set aside for a thing on loan.
    Deposit(LoanId),
}

/// One account. Settled and pending points each sum to zero over all accounts.
#[derive(Clone, Debug, Default, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Account {
    /// Final points.
    pub settled: Points,
    /// Points of movements that can still be taken back.
    pub pending: Points,
    /// Points promised to bookings.
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
}

/// Why points moved.
#[derive(Clone, Copy, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub enum Cause {
    /// A service that both sides confirmed.
    Service(ExchangeId),
    /// A gift to the community pool.
    Donation,
    /// What a mediator awarded out of the deposit of a loan.
    Deposit(LoanId),
    /// What people earned together, or who held a session for them.
    Activity(ActivityId),
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
