//! The lending side looks at what came back: it is fine and the loan is over, or a worker decides
//! about the damage.

use crate::{
    apply::Context, event::LoanEvent, operation::loan::InspectReturn, rules::Applied,
    state::sharing::LoanStatus,
};

pub(crate) fn apply(context: &mut Context<'_, '_>, command: &InspectReturn) -> Applied {
    let id = command.loan;
    let (mut loan, item) = super::load_in(context, id, &[LoanStatus::Returned])?;
    super::require_lending_side(context, &loan, &item)?;
    let damaged = command.damaged;
    context.emit(LoanEvent::ReturnInspected { loan: id, damaged }.into());
    if !damaged {
        return super::close(context, id, &mut loan);
    }
    loan.reported_by = Some(context.actor);
    super::set_status(context, id, &mut loan, LoanStatus::Damage);
    Ok(())
}
