//! A resident contests what a kiosk's entry says about them, within seven days; a worker decides.

use crate::{
    apply::Context,
    event::LoanEvent,
    operation::{hut::CONTEST_MS, loan::ContestStatement},
    rejection::Rejection,
    rules::Applied,
    state::sharing::LoanStatus,
};

pub(crate) fn apply(context: &mut Context<'_, '_>, command: &ContestStatement) -> Applied {
    let id = command.loan;
    let (mut loan, _) =
        super::load_in(context, id, &[LoanStatus::HandedOver, LoanStatus::Returned])?;
    super::require_borrower(context, &loan)?;
    let end = loan.merged_at.map(|merged| merged.plus_ms(CONTEST_MS));
    if end.is_none_or(|end| context.time > end) {
        return Err(Rejection::ContestTooLate);
    }
    let status = if loan.status == LoanStatus::Returned {
        LoanStatus::ReturnContested
    } else {
        LoanStatus::Contested
    };
    super::set_status(context, id, &mut loan, status);
    context.emit(LoanEvent::StatementContested { loan: id }.into());
    Ok(())
}
