//! One side takes back what it alone has said about a hand-over or a return.

use crate::{
    apply::Context,
    event::LoanEvent,
    operation::loan::WithdrawLoanStatement,
    rejection::Rejection,
    rules::Applied,
    state::{keys, sharing::LoanStatus},
};

pub(crate) fn apply(context: &mut Context<'_, '_>, command: &WithdrawLoanStatement) -> Applied {
    let id = command.loan;
    let states = [LoanStatus::Reserved, LoanStatus::HandedOver];
    let (mut loan, item) = super::load_in(context, id, &states)?;
    let statement = match super::side(context, &loan, &item)? {
        super::Side::Borrower => &mut loan.borrower_statement,
        super::Side::Owner | super::Side::Keeper(_) => &mut loan.lender_statement,
    };
    if statement.take().is_none() {
        return Err(Rejection::LoanStateWrong);
    }
    context.put(&keys::loan(id), &loan);
    let by = context.actor;
    context.emit(LoanEvent::LoanStatementWithdrawn { loan: id, by }.into());
    Ok(())
}
