//! Nobody looked at a return in three days: it counts as fine. Anyone may say so.

use crate::{
    apply::Context,
    event::LoanEvent,
    operation::loan::{CloseLoan, INSPECTION_DAYS},
    rejection::Rejection,
    rules::Applied,
    state::sharing::LoanStatus,
    time::DAY_MS,
};

/// How long the lending side has to look at a return, in milliseconds.
const INSPECTION_MS: u64 = INSPECTION_DAYS.saturating_mul(DAY_MS);

pub(crate) fn apply(context: &mut Context<'_, '_>, command: &CloseLoan) -> Applied {
    let id = command.loan;
    let (mut loan, _) = super::load_in(context, id, &[LoanStatus::Returned])?;
    if context.time <= loan.changed_at.plus_ms(INSPECTION_MS) {
        return Err(Rejection::NotDue);
    }
    context.emit(LoanEvent::InspectionLapsed { loan: id }.into());
    super::close(context, id, &mut loan)
}
