//! Whoever reported a missed pick-up, damage or loss takes it back within ten minutes.

use crate::{
    apply::Context,
    event::LoanEvent,
    operation::loan::WithdrawLoanReport,
    rejection::Rejection,
    rules::{Applied, bank},
    state::{
        keys,
        sharing::{LoanStatus, Slot},
    },
};

pub(crate) fn apply(context: &mut Context<'_, '_>, command: &WithdrawLoanReport) -> Applied {
    let id = command.loan;
    let states = [LoanStatus::Missed, LoanStatus::Damage, LoanStatus::Loss];
    let (mut loan, mut item) = super::load_in(context, id, &states)?;
    if loan.reported_by != Some(context.actor) {
        return Err(Rejection::NotYourLoan);
    }
    let end = loan.changed_at.plus_ms(context.pack().reflection_ms);
    if context.time > end {
        return Err(Rejection::WithdrawalTooLate);
    }
    let before = if loan.status == LoanStatus::Damage {
        LoanStatus::Returned
    } else if loan.status == LoanStatus::Loss {
        LoanStatus::HandedOver
    } else {
        LoanStatus::Reserved
    };
    if before == LoanStatus::Reserved {
        let (from_day, last_day) = (loan.from_day, loan.last_day);
        let slot = Slot {
            from_day,
            last_day,
            loan: id,
        };
        super::calendar::take(&mut item, slot)?;
        context.put(&keys::item(loan.item), &item);
        bank::deposit::hold(context, id, loan.borrower, loan.deposit)?;
    }
    loan.reported_by = None;
    super::set_status(context, id, &mut loan, before);
    let by = context.actor;
    context.emit(LoanEvent::LoanReportWithdrawn { loan: id, by }.into());
    Ok(())
}
