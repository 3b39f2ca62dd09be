//! One loan of one thing (W-04), from the reservation to the deposit that comes back.

pub mod accept_extension;
pub mod approve;
pub mod calendar;
pub mod cancel;
pub mod close;
pub mod contest;
pub mod custody;
pub mod decline;
pub mod end_for_leaver;
pub mod expire;
pub mod hand_over;
pub mod inspect;
pub mod mark_overdue;
pub mod mediate;
pub mod propose_extension;
pub mod report_loss;
pub mod report_missed;
pub mod reserve;
pub mod return_item;
pub mod withdraw_report;
pub mod withdraw_request;
pub mod withdraw_statement;

use crate::{
    apply::Context,
    event::LoanEvent,
    ids::{HutId, LoanId, PartyId},
    operation::LoanAction,
    points::Points,
    rejection::Rejection,
    rules::{Applied, bank, hut, item},
    state::{
        keys,
        sharing::{Item, Loan, LoanStatus},
    },
};

/// Hands an action of this family to its rule.
pub(super) fn apply_action(context: &mut Context<'_, '_>, action: &LoanAction) -> Applied {
    match action {
        LoanAction::ReserveItem(command) => reserve::apply(context, command),
        LoanAction::ApproveLoan(command) => approve::apply(context, command),
        LoanAction::DeclineLoan(command) => decline::apply(context, command),
        LoanAction::WithdrawLoanRequest(command) => withdraw_request::apply(context, command),
        LoanAction::CancelLoan(command) => cancel::apply(context, command),
        LoanAction::ReportMissedPickup(command) => report_missed::apply(context, command),
        LoanAction::ExpireLoan(command) => expire::apply(context, command),
        LoanAction::HandOverItem(command) => hand_over::apply(context, command),
        LoanAction::ReturnItem(command) => return_item::apply(context, command),
        LoanAction::WithdrawLoanStatement(command) => withdraw_statement::apply(context, command),
        LoanAction::InspectReturn(command) => inspect::apply(context, command),
        LoanAction::ReportLoss(command) => report_loss::apply(context, command),
        LoanAction::WithdrawLoanReport(command) => withdraw_report::apply(context, command),
        LoanAction::MarkOverdue(command) => mark_overdue::apply(context, command),
        LoanAction::ProposeExtension(command) => propose_extension::apply(context, command),
        LoanAction::AcceptExtension(command) => accept_extension::apply(context, command),
        LoanAction::CloseLoan(command) => close::apply(context, command),
        LoanAction::ContestStatement(command) => contest::apply(context, command),
        LoanAction::MediateLoan(command) => mediate::apply(context, command),
    }
}

/// A loan and its thing.
pub(super) fn load(context: &Context<'_, '_>, id: LoanId) -> Result<(Loan, Item), Rejection> {
    let loan = context.get(&keys::loan(id)).ok_or(Rejection::LoanUnknown)?;
    let item = item::load(context, loan.item)?;
    Ok((loan, item))
}

/// A loan in one of these states, and its thing.
fn load_in(
    context: &Context<'_, '_>,
    id: LoanId,
    states: &[LoanStatus],
) -> Result<(Loan, Item), Rejection> {
    let (loan, item) = load(context, id)?;
    if states.contains(&loan.status) {
        Ok((loan, item))
    } else {
        Err(Rejection::LoanStateWrong)
    }
}

/// On which side of a loan the actor stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Side {
    Borrower,
    Owner,
    Keeper(HutId),
}

/// The hut that answers for a thing: where it is, or where it came from.
fn hut_of(loan: &Loan, item: &Item) -> Option<HutId> {
    item.place.hut().or(loan.source.hut())
}

fn side(context: &Context<'_, '_>, loan: &Loan, item: &Item) -> Result<Side, Rejection> {
    if context.actor == loan.borrower {
        return Ok(Side::Borrower);
    }
    if context.actor == item.owner {
        return Ok(Side::Owner);
    }
    match hut_of(loan, item) {
        Some(at) if hut::is_keeper(context, at) => Ok(Side::Keeper(at)),
        _ => Err(Rejection::NotYourLoan),
    }
}

/// The owner, or the keeper of the hut that answers for the thing.
fn require_lending_side(context: &Context<'_, '_>, loan: &Loan, item: &Item) -> Applied {
    match side(context, loan, item)? {
        Side::Borrower => Err(Rejection::NotYourLoan),
        Side::Owner | Side::Keeper(_) => Ok(()),
    }
}

fn require_borrower(context: &Context<'_, '_>, loan: &Loan) -> Applied {
    if context.actor == loan.borrower {
        Ok(())
    } else {
        Err(Rejection::NotYourLoan)
    }
}

/// Moves a loan to a status, stamped with block time, and forgets what one side alone had said.
fn set_status(context: &mut Context<'_, '_>, id: LoanId, loan: &mut Loan, status: LoanStatus) {
    loan.status = status;
    loan.changed_at = context.time;
    loan.lender_statement = None;
    loan.borrower_statement = None;
    context.put(&keys::loan(id), loan);
}

/// Ends a loan: its days are free and its deposit goes back. The caller writes the thing.
fn end(
    context: &mut Context<'_, '_>,
    id: LoanId,
    (loan, item): (&mut Loan, &mut Item),
    status: LoanStatus,
) -> Applied {
    calendar::leave(item, id);
    bank::deposit::release(context, id, loan.borrower, loan.deposit)?;
    set_status(context, id, loan, status);
    Ok(())
}

/// Cancels a request or a reservation for somebody else's reasons; a running loan goes on. The
/// caller writes the thing.
pub(super) fn call_off(
    context: &mut Context<'_, '_>,
    id: LoanId,
    item: &mut Item,
    by: Option<PartyId>,
) -> Applied {
    let (mut loan, _) = load(context, id)?;
    if !matches!(loan.status, LoanStatus::Requested | LoanStatus::Reserved) {
        return Ok(());
    }
    end(context, id, (&mut loan, item), LoanStatus::Cancelled)?;
    context.emit(
        LoanEvent::LoanCancelled {
            loan: id,
            by,
            late: false,
        }
        .into(),
    );
    Ok(())
}

/// The points behind a deposit are gone: what has not begun is cancelled, what has goes on without.
pub(super) fn lose_deposit(context: &mut Context<'_, '_>, id: LoanId) -> Applied {
    let (mut loan, mut item) = load(context, id)?;
    if matches!(loan.status, LoanStatus::Requested | LoanStatus::Reserved) {
        call_off(context, id, &mut item, None)?;
        context.put(&keys::item(loan.item), &item);
        return Ok(());
    }
    bank::deposit::release(context, id, loan.borrower, loan.deposit)?;
    loan.deposit = Points::ZERO;
    context.put(&keys::loan(id), &loan);
    Ok(())
}

/// A loan is over as it should be: the deposit goes back and the lender has the credit.
fn close(context: &mut Context<'_, '_>, id: LoanId, loan: &mut Loan) -> Applied {
    bank::deposit::release(context, id, loan.borrower, loan.deposit)?;
    set_status(context, id, loan, LoanStatus::Closed);
    context.emit(
        LoanEvent::LoanClosed {
            loan: id,
            lender: loan.lender,
        }
        .into(),
    );
    Ok(())
}
