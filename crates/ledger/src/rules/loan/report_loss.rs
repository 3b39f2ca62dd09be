//! Either side states that a lent thing is lost; a worker decides what that means.

use crate::{
    apply::Context, event::LoanEvent, operation::loan::ReportLoss, rules::Applied,
    state::sharing::LoanStatus,
};

pub(crate) fn apply(context: &mut Context<'_, '_>, command: &ReportLoss) -> Applied {
    let id = command.loan;
    let (mut loan, item) = super::load_in(context, id, &[LoanStatus::HandedOver])?;
    super::side(context, &loan, &item)?;
    let by = context.actor;
    loan.reported_by = Some(by);
    super::set_status(context, id, &mut loan, LoanStatus::Loss);
    context.emit(LoanEvent::LossReported { loan: id, by }.into());
    Ok(())
}
