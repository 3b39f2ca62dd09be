//! The typed values of things and their loans.

use crate::{
    area::AreaCode,
    hash::Hash,
    ids::{HutId, ItemId, LoanId, PartyId, TransferId},
    operation::item::{Condition, ItemTerms},
    points::Points,
    time::Timestamp,
};
use borsh::{BorshDeserialize, BorshSerialize};

/// Where a thing is: always in exactly one place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, BorshSerialize, BorshDeserialize)]
pub enum Whereabouts {
    /// With its owner.
    Owner,
    /// In the custody of a hut.
    Hut(HutId),
    /// With the borrower of this loan.
    Borrower(LoanId),
    /// On the way to a hut.
    Transit(HutId),
    /// A stocktake of this hut missed it.
    Missing(HutId),
    /// Nobody has it any more.
    Lost,
}

impl Whereabouts {
    /// The hut that has custody.
    #[must_use]
    pub const fn hut(self) -> Option<HutId> {
        if let Self::Hut(hut) = self {
            Some(hut)
        } else {
            None
        }
    }
}

/// Whether a thing takes reservations.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, BorshSerialize, BorshDeserialize)]
pub enum Shelf {
    /// It does.
    Offered,
    /// Not until its owner resumes it.
    Paused,
    /// Its owner wants it back.
    Recalled,
}

/// Days of a thing's calendar that belong to a loan.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, BorshSerialize, BorshDeserialize)]
pub struct Slot {
    /// First day.
    pub from_day: u32,
    /// Last day.
    pub last_day: u32,
    /// Whose loan.
    pub loan: LoanId,
}

/// A thing that is lent or given.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Item {
    /// Whose.
    pub owner: PartyId,
    /// The community it is lent in.
    pub area: AreaCode,
    /// What its owner says about it.
    pub terms: ItemTerms,
    /// Whether it takes reservations.
    pub shelf: Shelf,
    /// Where it is.
    pub place: Whereabouts,
    /// To whom it is offered for good.
    pub offered_to: Option<PartyId>,
    /// Requests, reservations and the running loan, by their days; no two share one.
    pub calendar: Vec<Slot>,
}

/// Where a loan stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, BorshSerialize, BorshDeserialize)]
pub enum LoanStatus {
    /// Asked for; its days are kept until the answer.
    Requested,
    /// Agreed.
    Reserved,
    /// The borrower has the thing.
    HandedOver,
    /// The thing is back, and not yet looked at.
    Returned,
    /// A worker decides about damage after the return.
    Damage,
    /// A worker decides about a loss.
    Loss,
    /// A worker decides about a kiosk's entry that the thing was handed over.
    Contested,
    /// A worker decides about a kiosk's entry that the thing came back.
    ReturnContested,
    /// Over.
    Closed,
    /// The owner's side said no.
    Declined,
    /// The asking side took it back.
    Withdrawn,
    /// Ended before the hand-over.
    Cancelled,
    /// One side did not come.
    Missed,
    /// Its time went by.
    Expired,
    /// It never was, as a worker decided.
    Void,
}

/// What one side says about a thing that changes hands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct ItemStatement {
    /// How it looks.
    pub condition: Condition,
    /// SHA-256 of the photo.
    pub photo: Hash,
}

/// One loan of one thing.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Loan {
    /// Which thing.
    pub item: ItemId,
    /// Who lends: the owner when it was asked for.
    pub lender: PartyId,
    /// Who borrows.
    pub borrower: PartyId,
    /// First day.
    pub from_day: u32,
    /// Last day.
    pub last_day: u32,
    /// The longer last day that the borrower asks for.
    pub proposed_day: Option<u32>,
    /// Points set aside now.
    pub deposit: Points,
    /// Where it stands.
    pub status: LoanStatus,
    /// When the status last changed.
    pub changed_at: Timestamp,
    /// When it was agreed.
    pub agreed_at: Option<Timestamp>,
    /// What the lending side says about the hand-over or return that is under way.
    pub lender_statement: Option<ItemStatement>,
    /// What the borrower says about it.
    pub borrower_statement: Option<ItemStatement>,
    /// How the thing looked when it was handed over.
    pub condition: Option<Condition>,
    /// Where it came from.
    pub source: Whereabouts,
    /// How many of the three overdue marks it has.
    pub overdue_marks: u8,
    /// Who reported a missed pick-up, damage or loss.
    pub reported_by: Option<PartyId>,
    /// When a kiosk's entry about it was merged: its custody is assisted.
    pub merged_at: Option<Timestamp>,
    /// The movement out of the deposit.
    pub transfer: Option<TransferId>,
}
