//! At the door, one side shows a fresh code and leaves its hash.

use crate::{
    apply::Context,
    event::ExchangeEvent,
    operation::exchange::OpenCheckIn,
    rejection::Rejection,
    rules::Applied,
    state::{keys, service::Attendance},
};

pub(crate) fn apply(context: &mut Context<'_, '_>, command: &OpenCheckIn) -> Applied {
    let id = command.exchange;
    let mut exchange = super::load_at_the_door(context, id)?;
    if exchange.has_met() {
        return Err(Rejection::AlreadyCheckedIn);
    }
    let by = context.actor;
    exchange.attendance = Some(Attendance {
        shown_by: by,
        code_hash: command.code_hash,
        shown_at: context.time,
        met_at: None,
        finished: None,
    });
    context.put(&keys::exchange(id), &exchange);
    context.emit(ExchangeEvent::CheckInOpened { exchange: id, by }.into());
    Ok(())
}
