//! Either side ends a reservation before the hand-over; not any more once the other side says that
//! the thing changed hands.

use crate::{
    apply::Context,
    event::LoanEvent,
    operation::loan::CancelLoan,
    rejection::Rejection,
    rules::Applied,
    state::{
        keys,
        sharing::{Loan, LoanStatus},
    },
    time::Timestamp,
};

pub(crate) fn apply(context: &mut Context<'_, '_>, command: &CancelLoan) -> Applied {
    let id = command.loan;
    let (mut loan, mut item) = super::load_in(context, id, &[LoanStatus::Reserved])?;
    let others = match super::side(context, &loan, &item)? {
        super::Side::Borrower => loan.lender_statement,
        super::Side::Owner | super::Side::Keeper(_) => loan.borrower_statement,
    };
    if others.is_some() {
        return Err(Rejection::LoanStateWrong);
    }
    let late = is_late(context, &loan);
    super::end(context, id, (&mut loan, &mut item), LoanStatus::Cancelled)?;
    context.put(&keys::item(loan.item), &item);
    let by = Some(context.actor);
    context.emit(LoanEvent::LoanCancelled { loan: id, by, late }.into());
    Ok(())
}

/// Less than two hours before the first day, and more than ten minutes after the agreement.
fn is_late(context: &Context<'_, '_>, loan: &Loan) -> bool {
    let pack = context.pack();
    let agreed = loan.agreed_at.unwrap_or_default();
    let begins = Timestamp::of_china_day(loan.from_day);
    let reflected = context.time > agreed.plus_ms(pack.reflection_ms);
    reflected && context.time.plus_ms(pack.late_cancel_ms) > begins
}
