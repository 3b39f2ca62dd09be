//! One side states, from the first day on, that the other did not come. Nobody loses points by it.

use crate::{
    apply::Context,
    event::LoanEvent,
    operation::loan::ReportMissedPickup,
    rejection::Rejection,
    rules::Applied,
    state::{keys, sharing::LoanStatus},
};

pub(crate) fn apply(context: &mut Context<'_, '_>, command: &ReportMissedPickup) -> Applied {
    let id = command.loan;
    let (mut loan, mut item) = super::load_in(context, id, &[LoanStatus::Reserved])?;
    super::side(context, &loan, &item)?;
    if context.time.china_day() < loan.from_day {
        return Err(Rejection::NotDue);
    }
    if loan.lender_statement.is_some() || loan.borrower_statement.is_some() {
        return Err(Rejection::LoanStateWrong);
    }
    let by = context.actor;
    loan.reported_by = Some(by);
    super::end(context, id, (&mut loan, &mut item), LoanStatus::Missed)?;
    context.put(&keys::item(loan.item), &item);
    context.emit(LoanEvent::PickupMissed { loan: id, by }.into());
    Ok(())
}
