//! The lending side agrees to a longer loan, if its days are still free; a late loan is in time
//! again.

use crate::{
    apply::Context,
    event::LoanEvent,
    operation::loan::AcceptExtension,
    rejection::Rejection,
    rules::Applied,
    state::{
        keys,
        sharing::{LoanStatus, Slot},
    },
};

pub(crate) fn apply(context: &mut Context<'_, '_>, command: &AcceptExtension) -> Applied {
    let id = command.loan;
    let (mut loan, mut item) = super::load_in(context, id, &[LoanStatus::HandedOver])?;
    super::require_lending_side(context, &loan, &item)?;
    let last_day = loan.proposed_day.take().ok_or(Rejection::NothingProposed)?;
    let slot = Slot {
        from_day: loan.from_day,
        last_day,
        loan: id,
    };
    super::calendar::take(&mut item, slot)?;
    loan.last_day = last_day;
    loan.overdue_marks = 0;
    context.put(&keys::item(loan.item), &item);
    context.put(&keys::loan(id), &loan);
    context.emit(LoanEvent::LoanExtended { loan: id, last_day }.into());
    Ok(())
}
