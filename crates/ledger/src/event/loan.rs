//! What became of loans.

use crate::{
    ids::{HutId, LoanId, PartyId, TransferId},
    operation::item::Condition,
    points::Points,
};

super::family! {
    /// What became of loans.
    LoanEvent in Loan;
    /// Somebody asked for a thing; the answer is still open.
    LoanRequested = "loan_requested" {
        /// Its id.
        loan: LoanId,
    }
    /// The thing is reserved: at once, or because the owner's side said yes.
    LoanReserved = "loan_reserved" {
        /// Its id.
        loan: LoanId,
    }
    /// The owner's side said no.
    LoanDeclined = "loan_declined" {
        /// Its id.
        loan: LoanId,
    }
    /// The asking side took the request back.
    LoanRequestWithdrawn = "loan_request_withdrawn" {
        /// Its id.
        loan: LoanId,
    }
    /// A reservation was ended before the hand-over.
    LoanCancelled = "loan_cancelled" {
        /// Its id.
        loan: LoanId,
        /// By whom; nobody when the deposit was gone or a kiosk had lent the thing already.
        by: Option<PartyId>,
        /// Less than two hours before the first day.
        late: bool,
    }
    /// One side did not come to the hand-over.
    PickupMissed = "pickup_missed" {
        /// Its id.
        loan: LoanId,
        /// Who stated it.
        by: PartyId,
    }
    /// Its time went by without an answer or a hand-over.
    LoanExpired = "loan_expired" {
        /// Its id.
        loan: LoanId,
    }
    /// One side stated the hand-over.
    HandOverStated = "hand_over_stated" {
        /// Its id.
        loan: LoanId,
        /// Who stated it.
        by: PartyId,
    }
    /// The thing is with the borrower.
    ItemHandedOver = "item_handed_over" {
        /// Its id.
        loan: LoanId,
        /// From the custody of this hut, or from the owner.
        hut: Option<HutId>,
        /// How it looked.
        condition: Condition,
    }
    /// One side stated the return.
    ReturnStated = "return_stated" {
        /// Its id.
        loan: LoanId,
        /// Who stated it.
        by: PartyId,
    }
    /// The thing came back.
    ItemReturned = "item_returned" {
        /// Its id.
        loan: LoanId,
        /// Into the custody of this hut, or to the owner.
        hut: Option<HutId>,
        /// How it looked.
        condition: Condition,
        /// The china day of the return.
        day: u32,
    }
    /// What one side alone had said was taken back.
    LoanStatementWithdrawn = "loan_statement_withdrawn" {
        /// Its id.
        loan: LoanId,
        /// By whom.
        by: PartyId,
    }
    /// The owner's side looked at what came back.
    ReturnInspected = "return_inspected" {
        /// Its id.
        loan: LoanId,
        /// A worker decides about the damage.
        damaged: bool,
    }
    /// A lent thing is said to be lost; a worker decides.
    LossReported = "loss_reported" {
        /// Its id.
        loan: LoanId,
        /// By whom.
        by: PartyId,
    }
    /// A report was taken back.
    LoanReportWithdrawn = "loan_report_withdrawn" {
        /// Its id.
        loan: LoanId,
        /// By whom.
        by: PartyId,
    }
    /// The loan is late.
    LoanOverdue = "loan_overdue" {
        /// Its id.
        loan: LoanId,
        /// One, three or seven.
        days: u32,
    }
    /// The borrower asks to keep it longer.
    ExtensionProposed = "extension_proposed" {
        /// Its id.
        loan: LoanId,
    }
    /// The loan is longer by agreement.
    LoanExtended = "loan_extended" {
        /// Its id.
        loan: LoanId,
        /// Its new last day.
        last_day: u32,
    }
    /// Nobody inspected the return in three days: it counts as fine.
    InspectionLapsed = "inspection_lapsed" {
        /// Its id.
        loan: LoanId,
    }
    /// The resident contests what a kiosk's entry says.
    StatementContested = "statement_contested" {
        /// Its id.
        loan: LoanId,
    }
    /// A worker decided.
    LoanMediated = "loan_mediated" {
        /// Its id.
        loan: LoanId,
        /// Who decided.
        by: PartyId,
        /// The movement of points to the owner, if there was one.
        transfer: Option<TransferId>,
    }
    /// The loan is over, and its lender has the credit for it.
    LoanClosed = "loan_closed" {
        /// Its id.
        loan: LoanId,
        /// Who lent it.
        lender: PartyId,
    }
    /// The deposit is set aside.
    DepositHeld = "deposit_held" {
        /// For which loan.
        loan: LoanId,
        /// Whose.
        borrower: PartyId,
        /// How much.
        amount: Points,
    }
    /// The deposit is free again.
    DepositReleased = "deposit_released" {
        /// From which loan.
        loan: LoanId,
        /// Whose.
        borrower: PartyId,
        /// How much.
        amount: Points,
    }
}

impl LoanEvent {
    /// Every fact here is about a loan.
    #[must_use]
    pub const fn loan(&self) -> LoanId {
        match self {
            Self::LoanRequested { loan }
            | Self::LoanReserved { loan }
            | Self::LoanDeclined { loan }
            | Self::LoanRequestWithdrawn { loan }
            | Self::LoanCancelled { loan, .. }
            | Self::PickupMissed { loan, .. }
            | Self::LoanExpired { loan }
            | Self::HandOverStated { loan, .. }
            | Self::ItemHandedOver { loan, .. }
            | Self::ReturnStated { loan, .. }
            | Self::ItemReturned { loan, .. }
            | Self::LoanStatementWithdrawn { loan, .. }
            | Self::ReturnInspected { loan, .. }
            | Self::LossReported { loan, .. }
            | Self::LoanReportWithdrawn { loan, .. }
            | Self::LoanOverdue { loan, .. }
            | Self::ExtensionProposed { loan }
            | Self::LoanExtended { loan, .. }
            | Self::InspectionLapsed { loan }
            | Self::StatementContested { loan }
            | Self::LoanMediated { loan, .. }
            | Self::LoanClosed { loan, .. }
            | Self::DepositHeld { loan, .. }
            | Self::DepositReleased { loan, .. } => *loan,
        }
    }
}
