//! Deposits: points set aside for a thing on loan, and what a mediator awards out of them.

use crate::{
    apply::Context,
    event::LoanEvent,
    ids::{LoanId, PartyId, TransferId},
    points::Points,
    rejection::Rejection,
    rules::Applied,
    state::{
        accounts::{AccountId, Cause, Claim},
        keys,
    },
};

/// Sets points of a borrower aside.
pub(in crate::rules) fn hold(
    context: &mut Context<'_, '_>,
    loan: LoanId,
    borrower: PartyId,
    amount: Points,
) -> Applied {
    if !amount.is_positive() {
        return Ok(());
    }
    let account = AccountId::Party(borrower);
    let mut books = super::load(context, account);
    if books.available().is_none_or(|available| available < amount) {
        return Err(Rejection::BalanceTooLow);
    }
    super::add(&mut books.held, amount)?;
    books.claims.push(Claim::Deposit(loan));
    context.put(&keys::account(account), &books);
    context.emit(
        LoanEvent::DepositHeld {
            loan,
            borrower,
            amount,
        }
        .into(),
    );
    Ok(())
}

/// Frees what was set aside.
pub(in crate::rules) fn release(
    context: &mut Context<'_, '_>,
    loan: LoanId,
    borrower: PartyId,
    amount: Points,
) -> Applied {
    if !amount.is_positive() {
        return Ok(());
    }
    let account = AccountId::Party(borrower);
    let mut books = super::load(context, account);
    books.held = books.held.minus(amount).ok_or(Rejection::AmountInvalid)?;
    books.claims.retain(|claim| *claim != Claim::Deposit(loan));
    context.put(&keys::account(account), &books);
    context.emit(
        LoanEvent::DepositReleased {
            loan,
            borrower,
            amount,
        }
        .into(),
    );
    Ok(())
}

/// Moves a part of a deposit that was just freed to the lender, pending like every movement.
pub(in crate::rules) fn award(
    context: &mut Context<'_, '_>,
    loan: LoanId,
    (borrower, lender): (PartyId, PartyId),
    amount: Points,
) -> Result<Option<TransferId>, Rejection> {
    if !amount.is_positive() {
        return Ok(None);
    }
    let payer = AccountId::Party(borrower);
    let legs = super::earnings::legs(context, payer, &[(lender, amount)])?;
    super::post(context, Cause::Deposit(loan), payer, legs).map(Some)
}
