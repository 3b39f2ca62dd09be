//! The lending side says yes: the thing is reserved.

use crate::{
    apply::Context, event::LoanEvent, operation::loan::ApproveLoan, rejection::Rejection,
    rules::Applied, state::sharing::LoanStatus,
};

pub(crate) fn apply(context: &mut Context<'_, '_>, command: &ApproveLoan) -> Applied {
    let id = command.loan;
    let (mut loan, item) = super::load_in(context, id, &[LoanStatus::Requested])?;
    super::require_lending_side(context, &loan, &item)?;
    if context.time.china_day() > loan.from_day {
        return Err(Rejection::RequestOverdue);
    }
    loan.agreed_at = Some(context.time);
    super::set_status(context, id, &mut loan, LoanStatus::Reserved);
    context.emit(LoanEvent::LoanReserved { loan: id }.into());
    Ok(())
}
