//! The lending side says no: the days and the deposit are free again.

use crate::{
    apply::Context,
    event::LoanEvent,
    operation::loan::DeclineLoan,
    rules::Applied,
    state::{keys, sharing::LoanStatus},
};

pub(crate) fn apply(context: &mut Context<'_, '_>, command: &DeclineLoan) -> Applied {
    let id = command.loan;
    let (mut loan, mut item) = super::load_in(context, id, &[LoanStatus::Requested])?;
    super::require_lending_side(context, &loan, &item)?;
    super::end(context, id, (&mut loan, &mut item), LoanStatus::Declined)?;
    context.put(&keys::item(loan.item), &item);
    context.emit(LoanEvent::LoanDeclined { loan: id }.into());
    Ok(())
}
