//! A loan is one, three or seven days late: a mark for each, in order. Anyone may say so.

use crate::{
    apply::Context,
    event::LoanEvent,
    operation::loan::{MarkOverdue, OVERDUE_DAYS},
    rejection::Rejection,
    rules::Applied,
    state::{keys, sharing::LoanStatus},
};

pub(crate) fn apply(context: &mut Context<'_, '_>, command: &MarkOverdue) -> Applied {
    let id = command.loan;
    let (mut loan, _) = super::load_in(context, id, &[LoanStatus::HandedOver])?;
    let next = OVERDUE_DAYS.get(usize::from(loan.overdue_marks));
    let days = *next.ok_or(Rejection::LoanStateWrong)?;
    if context.time.china_day() < loan.last_day.saturating_add(days) {
        return Err(Rejection::NotDue);
    }
    loan.overdue_marks = loan.overdue_marks.saturating_add(1);
    context.put(&keys::loan(id), &loan);
    context.emit(LoanEvent::LoanOverdue { loan: id, days }.into());
    Ok(())
}
