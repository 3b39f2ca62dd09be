//! The time of a request or a reservation went by: a request ends after its first day, a
//! reservation after its last. Anyone may say so.

use crate::{
    apply::Context,
    event::LoanEvent,
    operation::loan::ExpireLoan,
    rejection::Rejection,
    rules::Applied,
    state::{keys, sharing::LoanStatus},
};

pub(crate) fn apply(context: &mut Context<'_, '_>, command: &ExpireLoan) -> Applied {
    let id = command.loan;
    let states = [LoanStatus::Requested, LoanStatus::Reserved];
    let (mut loan, mut item) = super::load_in(context, id, &states)?;
    let end = if loan.status == LoanStatus::Requested {
        loan.from_day
    } else {
        loan.last_day
    };
    if context.time.china_day() <= end {
        return Err(Rejection::NotDue);
    }
    super::end(context, id, (&mut loan, &mut item), LoanStatus::Expired)?;
    context.put(&keys::item(loan.item), &item);
    context.emit(LoanEvent::LoanExpired { loan: id }.into());
    Ok(())
}
