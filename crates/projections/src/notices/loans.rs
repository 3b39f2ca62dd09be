//! Whom the course of a loan concerns, and what they are told.

use super::{Line, NoticeCode as Code, Subject, plain, sides};
use crate::{Error, columns};
use ledger::{LoanId, PartyId, event::LoanEvent};
use sqlx::SqliteConnection;

enum To {
    Lender,
    Borrower,
    /// Whoever did not do it.
    Other(PartyId),
}

pub(super) async fn about(
    db: &mut SqliteConnection,
    by: PartyId,
    event: &LoanEvent,
) -> Result<Vec<Line>, Error> {
    let (to, code) = match event {
        LoanEvent::LoanRequested { .. } => (To::Lender, Code::LoanAsked),
        LoanEvent::LoanReserved { .. } => (To::Other(by), Code::LoanReserved),
        LoanEvent::LoanDeclined { .. } => (To::Borrower, Code::LoanDeclined),
        LoanEvent::LoanRequestWithdrawn { .. } => (To::Lender, Code::LoanWithdrawn),
        LoanEvent::LoanCancelled { .. } => (To::Other(by), Code::LoanCancelled),
        LoanEvent::PickupMissed { by, .. } => (To::Other(*by), Code::PickupMissed),
        LoanEvent::LoanExpired { .. } => (To::Other(by), Code::LoanExpired),
        LoanEvent::HandOverStated { by, .. } | LoanEvent::ReturnStated { by, .. } => {
            (To::Other(*by), Code::LoanStated)
        }
        LoanEvent::ItemHandedOver { .. } => (To::Other(by), Code::LoanHandedOver),
        LoanEvent::ItemReturned { .. } => (To::Other(by), Code::LoanReturned),
        LoanEvent::LoanStatementWithdrawn { by, .. } => {
            (To::Other(*by), Code::LoanStatementWithdrawn)
        }
        LoanEvent::ReturnInspected { damaged: true, .. } => (To::Borrower, Code::LoanDamaged),
        LoanEvent::LossReported { by, .. } => (To::Other(*by), Code::LoanLost),
        LoanEvent::LoanReportWithdrawn { by, .. } => (To::Other(*by), Code::LoanReportWithdrawn),
        LoanEvent::LoanOverdue { .. } => (To::Other(by), Code::LoanOverdue),
        LoanEvent::ExtensionProposed { .. } => (To::Lender, Code::LoanExtensionAsked),
        LoanEvent::LoanExtended { .. } => (To::Borrower, Code::LoanExtended),
        LoanEvent::StatementContested { .. } => (To::Lender, Code::LoanContested),
        LoanEvent::LoanMediated { by, .. } => (To::Other(*by), Code::LoanMediated),
        LoanEvent::LoanClosed { .. } => (To::Other(by), Code::LoanClosed),
        // A sound return and a lapsed inspection close the loan, which is told; a deposit is set
        // aside and let go with what is told.
        LoanEvent::ReturnInspected { damaged: false, .. }
        | LoanEvent::InspectionLapsed { .. }
        | LoanEvent::DepositHeld { .. }
        | LoanEvent::DepositReleased { .. } => return Ok(Vec::new()),
    };
    let loan = event.loan();
    if matches!(event, LoanEvent::LoanRequested { .. }) && !waits(db, loan).await? {
        return Ok(Vec::new());
    }
    let [lender, borrower] = sides::of_loan(db, loan).await?;
    let lines = [(lender, borrower), (borrower, lender)].map(|(party, other)| {
        let mut line = Line::about(party, code, Subject::Loan(loan)).from(other);
        if let LoanEvent::LoanOverdue { days, .. } = event {
            line.days = Some(*days);
        }
        if let LoanEvent::LoanCancelled { late, .. } = event {
            line.words = plain(code);
            line.words.late = *late;
        }
        line
    });
    Ok(lines
        .into_iter()
        .filter(|line| match to {
            To::Lender => line.party == lender,
            To::Borrower => line.party == borrower,
            To::Other(than) => line.party != than,
        })
        .collect())
}

/// Whether somebody has to answer: what is lent to everybody is reserved in the same moment.
async fn waits(db: &mut SqliteConnection, loan: LoanId) -> Result<bool, Error> {
    let row = sqlx::query("SELECT status = 'requested' AS waits FROM loans WHERE loan = ?")
        .bind(loan.0.as_slice())
        .fetch_one(db)
        .await?;
    Ok(columns::number::<i64>(&row, "waits")? != 0)
}
