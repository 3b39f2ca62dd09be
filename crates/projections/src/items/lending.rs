//! Loans: from the request to the end, and what each step means for the thing.

use super::things::{At, move_to, set_condition, set_hut, set_shelf};
use crate::{
    Error,
    codes::Word as _,
    columns::{self, integer},
    facts::{Fact, OperationFacts},
};
use ledger::{
    Action, HutId, ItemId, LoanId, PartyId,
    event::{HutEvent, LoanEvent},
    operation::{
        LoanAction,
        item::Condition,
        loan::{Fate, ReserveItem},
    },
    state::sharing::{LoanStatus, Shelf, Whereabouts},
};
use sqlx::SqliteConnection;

/// A loan that begins with a hand-over at a kiosk, or a reserved one that a kiosk handed over.
pub(super) async fn kiosk_event(
    db: &mut SqliteConnection,
    operation: &OperationFacts<'_>,
    event: &HutEvent,
) -> Result<(), Error> {
    let HutEvent::KioskHandedOver {
        loan,
        item,
        borrower,
        from_day,
        last_day,
        deposit,
        ..
    } = event
    else {
        return Ok(());
    };
    let days = (*from_day, *last_day);
    begin(db, operation, (*loan, *item, *borrower), days).await?;
    sqlx::query("UPDATE loans SET merged_at = ?, deposit = ? WHERE loan = ?")
        .bind(integer(operation.time.0))
        .bind(deposit.0)
        .bind(loan.0.as_slice())
        .execute(db)
        .await?;
    Ok(())
}

async fn begin(
    db: &mut SqliteConnection,
    operation: &OperationFacts<'_>,
    (loan, item, borrower): (LoanId, ItemId, PartyId),
    (from_day, last_day): (u32, u32),
) -> Result<(), Error> {
    sqlx::query(
        "INSERT INTO loans (loan, item, lender, borrower, from_day, last_day, deposit, status,
         changed_at, lender_stated, borrower_stated, overdue_marks, requested_at, operation)
         VALUES (?1, ?2, (SELECT owner FROM items WHERE item = ?2), ?3, ?4, ?5, 0, 'requested', ?6,
         false, false, 0, ?6, ?7) ON CONFLICT DO NOTHING",
    )
    .bind(loan.0.as_slice())
    .bind(item.0.as_slice())
    .bind(borrower.0.as_slice())
    .bind(from_day)
    .bind(last_day)
    .bind(integer(operation.time.0))
    .bind(operation.id.0.as_slice())
    .execute(db)
    .await?;
    Ok(())
}

async fn request(
    db: &mut SqliteConnection,
    at: At<'_>,
    loan: LoanId,
    command: &ReserveItem,
) -> Result<(), Error> {
    let more = u32::from(command.days).saturating_sub(1);
    let days = (command.from_day, command.from_day.saturating_add(more));
    begin(db, at.0, (loan, command.item, at.1.by), days).await
}

/// Moves a loan to a status; what one side alone had said is over with that.
async fn set_status(
    db: &mut SqliteConnection,
    operation: &OperationFacts<'_>,
    loan: LoanId,
    status: LoanStatus,
) -> Result<(), Error> {
    sqlx::query(
        "UPDATE loans SET status = ?, changed_at = ?, lender_stated = false,
         borrower_stated = false WHERE loan = ?",
    )
    .bind(status.word())
    .bind(integer(operation.time.0))
    .bind(loan.0.as_slice())
    .execute(db)
    .await?;
    Ok(())
}

async fn set_number(
    db: &mut SqliteConnection,
    loan: LoanId,
    update: &'static str,
    number: i64,
) -> Result<(), Error> {
    sqlx::query(update)
        .bind(number)
        .bind(loan.0.as_slice())
        .execute(db)
        .await?;
    Ok(())
}

pub(super) async fn loan_event(
    db: &mut SqliteConnection,
    operation: &OperationFacts<'_>,
    fact: Fact<'_>,
    event: &LoanEvent,
) -> Result<(), Error> {
    use LoanEvent as Became;
    let at = (operation, fact);
    if let Some((loan, status)) = status_after(event) {
        set_status(db, operation, loan, status).await?;
    }
    match event {
        Became::LoanRequested { loan } => match fact.action {
            Action::Loan(LoanAction::ReserveItem(command)) => request(db, at, *loan, command).await,
            _ => Ok(()),
        },
        Became::HandOverStated { loan, by } | Became::ReturnStated { loan, by } => {
            state(db, *loan, *by, true).await
        }
        Became::LoanStatementWithdrawn { loan, by } => state(db, *loan, *by, false).await,
        Became::ItemHandedOver {
            loan,
            hut,
            condition,
        } => hand_over(db, at, *loan, (*hut, *condition)).await,
        Became::ItemReturned {
            loan,
            hut,
            condition,
            day,
        } => give_back(db, at, *loan, (*hut, *condition, *day)).await,
        Became::ReturnInspected {
            loan,
            damaged: true,
        } => set_status(db, operation, *loan, LoanStatus::Damage).await,
        Became::LoanReportWithdrawn { loan, .. } => undo_report(db, operation, *loan).await,
        Became::StatementContested { loan } => contest(db, operation, *loan).await,
        Became::LoanMediated { loan, .. } => mediate(db, at, *loan).await,
        _ => numbers(db, fact, event).await,
    }
}

/// Steps that only change a number.
async fn numbers(
    db: &mut SqliteConnection,
    fact: Fact<'_>,
    event: &LoanEvent,
) -> Result<(), Error> {
    match (event, fact.action) {
        (LoanEvent::LoanOverdue { loan, .. }, _) => {
            let update = "UPDATE loans SET overdue_marks = overdue_marks + ? WHERE loan = ?";
            set_number(db, *loan, update, 1).await
        }
        (
            LoanEvent::ExtensionProposed { loan },
            Action::Loan(LoanAction::ProposeExtension(command)),
        ) => {
            let update = "UPDATE loans SET proposed_day = ? WHERE loan = ?";
            set_number(db, *loan, update, command.last_day.into()).await
        }
        (LoanEvent::LoanExtended { loan, last_day }, _) => {
            let update = "UPDATE loans SET last_day = ?, proposed_day = NULL, overdue_marks = 0
                          WHERE loan = ?";
            set_number(db, *loan, update, (*last_day).into()).await
        }
        (LoanEvent::DepositHeld { loan, amount, .. }, _) => {
            set_number(
                db,
                *loan,
                "UPDATE loans SET deposit = ? WHERE loan = ?",
                amount.0,
            )
            .await
        }
        (LoanEvent::DepositReleased { loan, .. }, _) => {
            set_number(db, *loan, "UPDATE loans SET deposit = ? WHERE loan = ?", 0).await
        }
        _ => Ok(()),
    }
}

/// The status that an event alone brings a loan to.
const fn status_after(event: &LoanEvent) -> Option<(LoanId, LoanStatus)> {
    Some(match event {
        LoanEvent::LoanReserved { loan } => (*loan, LoanStatus::Reserved),
        LoanEvent::LoanDeclined { loan } => (*loan, LoanStatus::Declined),
        LoanEvent::LoanRequestWithdrawn { loan } => (*loan, LoanStatus::Withdrawn),
        LoanEvent::LoanCancelled { loan, .. } => (*loan, LoanStatus::Cancelled),
        LoanEvent::PickupMissed { loan, .. } => (*loan, LoanStatus::Missed),
        LoanEvent::LoanExpired { loan } => (*loan, LoanStatus::Expired),
        LoanEvent::ItemHandedOver { loan, .. } => (*loan, LoanStatus::HandedOver),
        LoanEvent::ItemReturned { loan, .. } => (*loan, LoanStatus::Returned),
        LoanEvent::LossReported { loan, .. } => (*loan, LoanStatus::Loss),
        LoanEvent::LoanClosed { loan, .. } => (*loan, LoanStatus::Closed),
        _ => return None,
    })
}

async fn state(
    db: &mut SqliteConnection,
    loan: LoanId,
    by: PartyId,
    stated: bool,
) -> Result<(), Error> {
    sqlx::query(
        "UPDATE loans SET borrower_stated = iif(borrower = ?1, ?2, borrower_stated),
         lender_stated = iif(borrower = ?1, lender_stated, ?2) WHERE loan = ?3",
    )
    .bind(by.0.as_slice())
    .bind(stated)
    .bind(loan.0.as_slice())
    .execute(db)
    .await?;
    Ok(())
}

async fn hand_over(
    db: &mut SqliteConnection,
    at: At<'_>,
    loan: LoanId,
    (hut, condition): (Option<HutId>, Condition),
) -> Result<(), Error> {
    let row = sqlx::query(
        "UPDATE loans SET handed_over_at = ?, source_hut = ?, condition = ? WHERE loan = ?
         RETURNING item",
    )
    .bind(integer(at.0.time.0))
    .bind(hut.as_ref().map(|hut| hut.0.as_slice()))
    .bind(condition.word())
    .bind(loan.0.as_slice())
    .fetch_one(&mut *db)
    .await?;
    let item = ItemId(columns::bytes(&row, "item")?);
    move_to(db, at, item, Whereabouts::Borrower(loan)).await
}

async fn give_back(
    db: &mut SqliteConnection,
    at: At<'_>,
    loan: LoanId,
    (hut, condition, day): (Option<HutId>, Condition, u32),
) -> Result<(), Error> {
    let noted_by_a_kiosk = matches!(at.1.action, Action::Hut(_));
    let merged_at = noted_by_a_kiosk.then(|| integer(at.0.time.0));
    let row = sqlx::query(
        "UPDATE loans SET returned_day = ?, merged_at = ?, proposed_day = NULL WHERE loan = ?
         RETURNING item",
    )
    .bind(day)
    .bind(merged_at)
    .bind(loan.0.as_slice())
    .fetch_one(&mut *db)
    .await?;
    let item = ItemId(columns::bytes(&row, "item")?);
    set_condition(db, item, condition).await?;
    if let Some(hut) = hut.filter(|_| noted_by_a_kiosk) {
        set_hut(db, item, hut).await?;
    }
    let place = hut.map_or(Whereabouts::Owner, Whereabouts::Hut);
    move_to(db, at, item, place).await
}

/// A report was taken back: the loan is where it was before it.
async fn undo_report(
    db: &mut SqliteConnection,
    operation: &OperationFacts<'_>,
    loan: LoanId,
) -> Result<(), Error> {
    let (status, _) = status_and_item(db, loan).await?;
    let before = match status {
        LoanStatus::Damage => LoanStatus::Returned,
        LoanStatus::Loss => LoanStatus::HandedOver,
        _ => LoanStatus::Reserved,
    };
    set_status(db, operation, loan, before).await
}

async fn status_and_item(
    db: &mut SqliteConnection,
    loan: LoanId,
) -> Result<(LoanStatus, ItemId), Error> {
    let row = sqlx::query("SELECT status, item FROM loans WHERE loan = ?")
        .bind(loan.0.as_slice())
        .fetch_one(db)
        .await?;
    let status = columns::word(&row, "status")?;
    Ok((status, ItemId(columns::bytes(&row, "item")?)))
}

/// What is contested is what the kiosk said last.
async fn contest(
    db: &mut SqliteConnection,
    operation: &OperationFacts<'_>,
    loan: LoanId,
) -> Result<(), Error> {
    let (status, _) = status_and_item(db, loan).await?;
    let contested = match status {
        LoanStatus::Returned => LoanStatus::ReturnContested,
        _ => LoanStatus::Contested,
    };
    set_status(db, operation, loan, contested).await
}

/// What a decision means for the loan and the thing: see the rule of mediation.
async fn mediate(db: &mut SqliteConnection, at: At<'_>, loan: LoanId) -> Result<(), Error> {
    let Action::Loan(LoanAction::MediateLoan(command)) = at.1.action else {
        return Ok(());
    };
    let (status, item) = status_and_item(db, loan).await?;
    if matches!(status, LoanStatus::Contested | LoanStatus::ReturnContested) {
        decided(db, loan).await?;
        let stands = command.fate == Fate::Usable;
        return match status {
            LoanStatus::Contested => decide_hand_over(db, at, (loan, item), stands).await,
            _ => decide_return(db, at, (loan, item), stands).await,
        };
    }
    if command.fate == Fate::Gone {
        move_to(db, at, item, Whereabouts::Lost).await?;
    } else if status == LoanStatus::Loss {
        move_to(db, at, item, Whereabouts::Owner).await?;
    }
    if command.fate != Fate::Usable {
        set_shelf(db, item, Shelf::Paused).await?;
        set_condition(db, item, Condition::Damaged).await?;
    }
    Ok(())
}

/// An entry is contested once.
async fn decided(db: &mut SqliteConnection, loan: LoanId) -> Result<(), Error> {
    sqlx::query("UPDATE loans SET merged_at = NULL WHERE loan = ?")
        .bind(loan.0.as_slice())
        .execute(db)
        .await?;
    Ok(())
}

async fn decide_return(
    db: &mut SqliteConnection,
    at: At<'_>,
    (loan, item): (LoanId, ItemId),
    stands: bool,
) -> Result<(), Error> {
    if stands {
        return set_status(db, at.0, loan, LoanStatus::Returned).await;
    }
    sqlx::query("UPDATE loans SET returned_day = NULL WHERE loan = ?")
        .bind(loan.0.as_slice())
        .execute(&mut *db)
        .await?;
    set_status(db, at.0, loan, LoanStatus::HandedOver).await?;
    move_to(db, at, item, Whereabouts::Borrower(loan)).await
}

async fn decide_hand_over(
    db: &mut SqliteConnection,
    at: At<'_>,
    (loan, item): (LoanId, ItemId),
    stands: bool,
) -> Result<(), Error> {
    if stands {
        return set_status(db, at.0, loan, LoanStatus::HandedOver).await;
    }
    let row = sqlx::query("SELECT source_hut FROM loans WHERE loan = ?")
        .bind(loan.0.as_slice())
        .fetch_one(&mut *db)
        .await?;
    let source = columns::optional_bytes(&row, "source_hut")?.map(HutId);
    let place = source.map_or(Whereabouts::Lost, Whereabouts::Missing);
    set_status(db, at.0, loan, LoanStatus::Void).await?;
    move_to(db, at, item, place).await
}
