//! The asking side takes an unanswered request back.

use crate::{
    apply::Context,
    event::LoanEvent,
    operation::loan::WithdrawLoanRequest,
    rules::Applied,
    state::{keys, sharing::LoanStatus},
};

pub(crate) fn apply(context: &mut Context<'_, '_>, command: &WithdrawLoanRequest) -> Applied {
    let id = command.loan;
    let (mut loan, mut item) = super::load_in(context, id, &[LoanStatus::Requested])?;
    super::require_borrower(context, &loan)?;
    super::end(context, id, (&mut loan, &mut item), LoanStatus::Withdrawn)?;
    context.put(&keys::item(loan.item), &item);
    context.emit(LoanEvent::LoanRequestWithdrawn { loan: id }.into());
    Ok(())
}
