//! What can be done about a loan, by where it stands and what the reader is to it. The ledger's
//! rules have the last word; this only decides which buttons are shown.

use ledger::{
    Action,
    operation::{
        hut::CONTEST_MS,
        loan::{
            AcceptExtension, ApproveLoan, CancelLoan, ContestStatement, DeclineLoan, InspectReturn,
            ProposeExtension, ReportLoss, ReportMissedPickup, WithdrawLoanReport,
            WithdrawLoanRequest, WithdrawLoanStatement,
        },
    },
    state::sharing::{LoanStatus, Whereabouts},
    time::MINUTE_MS,
};

use super::{Case, Side};
use crate::AppState;

/// How long a report can be taken back.
const REFLECTION_MS: u64 = 10 * MINUTE_MS;

/// Something that can be done with one press.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Act {
    Approve,
    Decline,
    Withdraw,
    Cancel,
    Missed,
    Unsay,
    Fine,
    Damaged,
    Lost,
    TakeBack,
    Extend,
    AgreeExtension,
    Contest,
}

impl Act {
    pub(super) const ALL: [Self; 13] = [
        Self::Approve,
        Self::Decline,
        Self::Withdraw,
        Self::Unsay,
        Self::Fine,
        Self::Damaged,
        Self::AgreeExtension,
        Self::Extend,
        Self::TakeBack,
        Self::Contest,
        Self::Missed,
        Self::Lost,
        Self::Cancel,
    ];

    /// The end of its address, and of the keys of its words.
    pub(super) const fn code(self) -> &'static str {
        match self {
            Self::Approve => "approve",
            Self::Decline => "decline",
            Self::Withdraw => "withdraw",
            Self::Cancel => "cancel",
            Self::Missed => "missed",
            Self::Unsay => "unsay",
            Self::Fine => "fine",
            Self::Damaged => "damaged",
            Self::Lost => "lost",
            Self::TakeBack => "take-back",
            Self::Extend => "extend",
            Self::AgreeExtension => "agree-extension",
            Self::Contest => "contest",
        }
    }

    pub(super) fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|act| act.code() == code)
    }

    /// The sentence said once after it happened.
    pub(super) const fn notice(self) -> &'static str {
        match self {
            Self::Approve => "loan-approved",
            Self::Decline => "loan-declined",
            Self::Withdraw | Self::Cancel => "loan-cancelled",
            Self::Missed => "loan-missed",
            Self::Unsay | Self::TakeBack => "loan-taken-back",
            Self::Fine => "loan-fine",
            Self::Damaged => "loan-damaged",
            Self::Lost => "loan-lost",
            Self::Extend => "loan-extension-asked",
            Self::AgreeExtension => "loan-extended",
            Self::Contest => "loan-contested",
        }
    }

    /// Whether it hurts: shown in red, below everything else.
    pub(super) const fn is_grave(self) -> bool {
        matches!(
            self,
            Self::Decline
                | Self::Cancel
                | Self::Missed
                | Self::Damaged
                | Self::Lost
                | Self::Contest
        )
    }

    /// `last_day` is only read for a longer loan.
    pub(super) fn action(self, case: &Case, last_day: u32) -> Action {
        let loan = case.loan.loan;
        match self {
            Self::Approve => ApproveLoan { loan }.into(),
            Self::Decline => DeclineLoan { loan }.into(),
            Self::Withdraw => WithdrawLoanRequest { loan }.into(),
            Self::Cancel => CancelLoan { loan }.into(),
            Self::Missed => ReportMissedPickup { loan }.into(),
            Self::Unsay => WithdrawLoanStatement { loan }.into(),
            Self::Fine => inspect(case, false),
            Self::Damaged => inspect(case, true),
            Self::Lost => ReportLoss { loan }.into(),
            Self::TakeBack => WithdrawLoanReport { loan }.into(),
            Self::Extend => ProposeExtension { loan, last_day }.into(),
            Self::AgreeExtension => AcceptExtension { loan }.into(),
            Self::Contest => ContestStatement { loan }.into(),
        }
    }
}

fn inspect(case: &Case, damaged: bool) -> Action {
    let loan = case.loan.loan;
    InspectReturn { loan, damaged }.into()
}

/// The presses that make sense now.
pub(super) fn possible(state: &AppState, case: &Case) -> Vec<Act> {
    let acts = Act::ALL.into_iter();
    acts.filter(|act| is_possible(state, case, *act)).collect()
}

fn is_possible(state: &AppState, case: &Case, act: Act) -> bool {
    let (loan, now) = (&case.loan, state.desk.now());
    let is_borrower = case.side == Side::Borrower;
    let is_lending = matches!(case.side, Side::Owner | Side::Keeper(_));
    let is_side = is_borrower || is_lending;
    let stands = |status| loan.status == status;
    match act {
        Act::Approve | Act::Decline => is_lending && stands(LoanStatus::Requested),
        Act::Withdraw => is_borrower && stands(LoanStatus::Requested),
        Act::Cancel => is_side && stands(LoanStatus::Reserved) && !others_stated(case),
        Act::Missed => {
            let begun = now.china_day() >= loan.from_day;
            let silent = !loan.lender_stated && !loan.borrower_stated;
            is_side && stands(LoanStatus::Reserved) && begun && silent
        }
        Act::Unsay => is_side && mine_stated(case),
        Act::Fine | Act::Damaged => is_lending && stands(LoanStatus::Returned),
        Act::Lost => is_side && stands(LoanStatus::HandedOver),
        Act::TakeBack => {
            let reported = [LoanStatus::Missed, LoanStatus::Damage, LoanStatus::Loss];
            let fresh = now.0 <= loan.changed_at.0.saturating_add(REFLECTION_MS);
            is_side && reported.contains(&loan.status) && fresh && is_reporter(state, case)
        }
        Act::Extend => is_borrower && stands(LoanStatus::HandedOver) && loan.proposed_day.is_none(),
        Act::AgreeExtension => {
            is_lending && stands(LoanStatus::HandedOver) && loan.proposed_day.is_some()
        }
        Act::Contest => {
            let end = loan.merged_at.map(|merged| merged.plus_ms(CONTEST_MS));
            let open = end.is_some_and(|end| now <= end);
            let noted = stands(LoanStatus::HandedOver) || stands(LoanStatus::Returned);
            is_borrower && noted && open
        }
    }
}

fn mine_stated(case: &Case) -> bool {
    match case.side {
        Side::Borrower => case.loan.borrower_stated,
        Side::Owner => case.loan.lender_stated,
        Side::Keeper(_) | Side::Worker => false,
    }
}

fn others_stated(case: &Case) -> bool {
    match case.side {
        Side::Borrower => case.loan.lender_stated,
        Side::Owner | Side::Keeper(_) | Side::Worker => case.loan.borrower_stated,
    }
}

fn is_reporter(state: &AppState, case: &Case) -> bool {
    let ledger = state.desk.gateway.head().state;
    let record = ledger.get(&ledger::state::keys::loan(case.loan.loan));
    record.is_some_and(|record| record.reported_by == Some(case.me))
}

/// What a statement about custody would say now: a hand-over, a return, or nothing.
pub(super) fn statement(state: &AppState, case: &Case) -> Option<&'static str> {
    let (loan, today) = (&case.loan, state.desk.now().china_day());
    if mine_stated(case) {
        return None;
    }
    match (loan.status, case.side) {
        (LoanStatus::Reserved, _) if today < loan.from_day || today > loan.last_day => None,
        (LoanStatus::Reserved, Side::Keeper(hut)) => {
            (case.item.place == Whereabouts::Hut(hut)).then_some("hand-over")
        }
        (LoanStatus::Reserved, Side::Borrower | Side::Owner) => {
            (case.item.place == Whereabouts::Owner).then_some("hand-over")
        }
        (LoanStatus::HandedOver, Side::Keeper(_)) => Some("return"),
        (LoanStatus::HandedOver, Side::Borrower | Side::Owner) => Some("return"),
        _ => None,
    }
}

/// Whether the reader decides about damage, loss or a contested entry now.
pub(super) fn decides(case: &Case) -> bool {
    let open = [
        LoanStatus::Damage,
        LoanStatus::Loss,
        LoanStatus::Contested,
        LoanStatus::ReturnContested,
    ];
    matches!(case.side, Side::Keeper(_) | Side::Worker) && open.contains(&case.loan.status)
}
