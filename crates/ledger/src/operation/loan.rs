//! One loan of one thing (W-04), from the reservation to the deposit that comes back.
//!
//! A loan is counted in whole days of China Standard Time, as
//! [`china_day`](crate::Timestamp::china_day) gives them: from its first day up to and including
//! its last. Two loans of one thing never share a day.

use crate::{
    hash::Hash,
    ids::{HutId, ItemId, LoanId},
    operation::{item::Condition, listing::ContentRef},
    points::Points,
};
use borsh::{BorshDeserialize, BorshSerialize};
use serde::Serialize;

/// The most reservations that one thing has at a time, the running loan among them.
pub const RESERVATIONS_MAX: usize = 16;
/// How many days ahead a thing can be reserved.
pub const DAYS_AHEAD_MAX: u32 = 90;
/// Days after the last one at which a loan is marked overdue.
pub const OVERDUE_DAYS: [u32; 3] = [1, 3, 7];
/// Days within which a return is inspected; after them it counts as fine.
pub const INSPECTION_DAYS: u64 = 3;

/// Asks for a thing for some days; the deposit is set aside.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize, Serialize)]
pub struct ReserveItem {
    /// Which thing.
    pub item: ItemId,
    /// First day, counted since 1970 in China Standard Time.
    pub from_day: u32,
    /// How many days.
    pub days: u8,
}

/// States that the thing changed hands, and how it looked. Who borrows and who lends from home both
/// say it, with the same condition; a keeper's scan at the hut is enough.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize, Serialize)]
pub struct HandOverItem {
    /// Which loan.
    pub loan: LoanId,
    /// How it looks.
    pub condition: Condition,
    /// SHA-256 of the photo.
    pub photo: Hash,
}

/// States that the thing came back: to the owner by both sides, or to a hut by its keeper.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize, Serialize)]
pub struct ReturnItem {
    /// Which loan.
    pub loan: LoanId,
    /// How it looks.
    pub condition: Condition,
    /// SHA-256 of the photo.
    pub photo: Hash,
    /// The hut whose keeper took it; without one it came back to the owner.
    pub hut: Option<HutId>,
}

/// Says, within three days of the return, whether it is as it was.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize, Serialize)]
pub struct InspectReturn {
    /// Which loan.
    pub loan: LoanId,
    /// Whether it is damaged: a worker decides then.
    pub damaged: bool,
}

/// Asks to keep the thing longer.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize, Serialize)]
pub struct ProposeExtension {
    /// Which loan.
    pub loan: LoanId,
    /// The new last day.
    pub last_day: u32,
}

/// What becomes of the thing after a quarrel.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, BorshSerialize, BorshDeserialize, Serialize,
)]
#[serde(rename_all = "snake_case")]
pub enum Fate {
    /// It can be lent again; what was said to be lost is back with its owner.
    Usable,
    /// It waits for repair: no reservations until its owner resumes it.
    Broken,
    /// Nobody has it any more.
    Gone,
}

/// Decides about damage, loss or a contested entry of a kiosk. By a community worker over the area
/// or the keeper of the item's hut, who is not a side.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize, Serialize)]
pub struct MediateLoan {
    /// Which loan.
    pub loan: LoanId,
    /// Points out of the deposit for the owner; the rest goes back, and nobody ever owes more.
    pub award: Points,
    /// What becomes of the thing. A contested entry stands when it is usable, and never was when
    /// it is gone.
    pub fate: Fate,
    /// The reasons.
    pub reasons: ContentRef,
}

macro_rules! on_loan {
    ($($(#[$doc:meta])* $name:ident)+) => {
        $($(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize, Serialize)]
        pub struct $name {
            /// Which loan.
            pub loan: LoanId,
        })+
    };
}

on_loan! {
    /// The owner, or the keeper where it lies, says yes.
    ApproveLoan
    /// The owner, or the keeper where it lies, says no.
    DeclineLoan
    /// The one who asked takes the unanswered question back.
    WithdrawLoanRequest
    /// Either side ends a reservation before the hand-over. Within ten minutes of the agreement it
    /// counts as changing one's mind; less than two hours before the first day, as late.
    CancelLoan
    /// States, from the first day on, that the other side did not come.
    ReportMissedPickup
    /// Ends a request without an answer after its first day, or a reservation that nobody picked
    /// up after its last. Anyone may state that it is due.
    ExpireLoan
    /// Takes back what one side alone has said about a hand-over or a return.
    WithdrawLoanStatement
    /// States that a lent thing is lost; a worker decides then.
    ReportLoss
    /// Takes back, within ten minutes, one's own report of a missed pick-up, of damage or of loss.
    WithdrawLoanReport
    /// Marks a loan that is one, three or seven days late. Anyone may state that it is due.
    MarkOverdue
    /// The owner, or the keeper of the item's hut, agrees to a longer loan.
    AcceptExtension
    /// Ends a returned loan that nobody inspected in three days. Anyone may state that it is due.
    CloseLoan
    /// The resident contests, within seven days, what a kiosk's entry says about them.
    ContestStatement
}

super::family! {
    /// One loan of one thing (W-04).
    LoanAction in Loan;
    /// Asks for a thing for some days.
    ReserveItem = "reserve_item",
    /// Says yes to a request.
    ApproveLoan = "approve_loan",
    /// Says no to a request.
    DeclineLoan = "decline_loan",
    /// Takes one's own request back before it was answered.
    WithdrawLoanRequest = "withdraw_loan_request",
    /// Ends a reservation before the hand-over.
    CancelLoan = "cancel_loan",
    /// States that the other side did not come.
    ReportMissedPickup = "report_missed_pickup",
    /// Ends a request or reservation whose time is over.
    ExpireLoan = "expire_loan",
    /// States that the thing changed hands.
    HandOverItem = "hand_over_item",
    /// States that the thing came back.
    ReturnItem = "return_item",
    /// Takes back what one side alone has said.
    WithdrawLoanStatement = "withdraw_loan_statement",
    /// Says whether a returned thing is as it was.
    InspectReturn = "inspect_return",
    /// States that a lent thing is lost.
    ReportLoss = "report_loss",
    /// Takes one's own report back within ten minutes.
    WithdrawLoanReport = "withdraw_loan_report",
    /// Marks a loan that is late.
    MarkOverdue = "mark_overdue",
    /// Asks to keep the thing longer.
    ProposeExtension = "propose_extension",
    /// Agrees to a longer loan.
    AcceptExtension = "accept_extension",
    /// Ends a returned loan that nobody inspected.
    CloseLoan = "close_loan",
    /// Contests what a kiosk's entry says.
    ContestStatement = "contest_statement",
    /// Decides about damage, loss or a contested entry.
    MediateLoan = "mediate_loan",
}
