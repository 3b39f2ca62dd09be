//! A borrower asks to keep a thing longer, while nobody else has those days.

use crate::{
    apply::Context,
    event::LoanEvent,
    operation::loan::ProposeExtension,
    rejection::Rejection,
    rules::Applied,
    state::{
        keys,
        sharing::{LoanStatus, Slot},
    },
};

pub(crate) fn apply(context: &mut Context<'_, '_>, command: &ProposeExtension) -> Applied {
    let id = command.loan;
    let (mut loan, item) = super::load_in(context, id, &[LoanStatus::HandedOver])?;
    super::require_borrower(context, &loan)?;
    let today = context.time.china_day();
    let latest = today.saturating_add(item.terms.loan_days.into());
    let longer = command.last_day > loan.last_day && command.last_day >= today;
    if !longer || command.last_day > latest {
        return Err(Rejection::DaysInvalid);
    }
    let slot = Slot {
        from_day: loan.from_day,
        last_day: command.last_day,
        loan: id,
    };
    if !super::calendar::in_the_way(&item, &slot).is_empty() {
        return Err(Rejection::DaysTaken);
    }
    loan.proposed_day = Some(command.last_day);
    context.put(&keys::loan(id), &loan);
    context.emit(LoanEvent::ExtensionProposed { loan: id }.into());
    Ok(())
}
