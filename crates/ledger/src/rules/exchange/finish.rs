//! Either side states the end of a service that began with a check-in.

use crate::{
    apply::Context,
    event::ExchangeEvent,
    operation::exchange::FinishService,
    rejection::Rejection,
    rules::Applied,
    state::{keys, records::ExchangeStatus, service::Finish},
};

pub(crate) fn apply(context: &mut Context<'_, '_>, command: &FinishService) -> Applied {
    let id = command.exchange;
    let mut exchange = super::load_own(context, id, ExchangeStatus::Accepted)?;
    let mut attendance = exchange.attendance.ok_or(Rejection::CheckInMissing)?;
    if attendance.met_at.is_none() {
        return Err(Rejection::CheckInMissing);
    }
    if attendance.finished.is_some() {
        return Err(Rejection::ExchangeStateWrong);
    }
    let by = context.actor;
    let at = context.time;
    attendance.finished = Some(Finish { by, at });
    exchange.attendance = Some(attendance);
    context.put(&keys::exchange(id), &exchange);
    context.emit(ExchangeEvent::ServiceFinished { exchange: id, by }.into());
    Ok(())
}
