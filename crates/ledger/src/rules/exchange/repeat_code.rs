//! At the door, the other side repeats the code that it is shown: both are there.

use crate::{
    apply::Context,
    event::ExchangeEvent,
    operation::exchange::{RepeatCode, check_in_hash},
    rejection::Rejection,
    rules::Applied,
    state::keys,
};

pub(crate) fn apply(context: &mut Context<'_, '_>, command: &RepeatCode) -> Applied {
    let id = command.exchange;
    let mut exchange = super::load_at_the_door(context, id)?;
    let mut attendance = exchange.attendance.ok_or(Rejection::CheckInMissing)?;
    if attendance.met_at.is_some() {
        return Err(Rejection::AlreadyCheckedIn);
    }
    let by = context.actor;
    // Whoever shows a code knows it, so repeating it proves nothing.
    if attendance.shown_by == by {
        return Err(Rejection::NotYourExchange);
    }
    if check_in_hash(id, command.code) != attendance.code_hash {
        return Err(Rejection::CodeWrong);
    }
    attendance.met_at = Some(context.time);
    exchange.attendance = Some(attendance);
    context.put(&keys::exchange(id), &exchange);
    context.emit(ExchangeEvent::BothCheckedIn { exchange: id, by }.into());
    Ok(())
}
