//! The open proposal of another time is off: its author takes it back, or the other side says no.

use crate::{
    apply::Context,
    event::ExchangeEvent,
    operation::exchange::DropTime,
    rejection::Rejection,
    rules::Applied,
    state::{keys, records::ExchangeStatus},
};

pub(crate) fn apply(context: &mut Context<'_, '_>, command: &DropTime) -> Applied {
    let id = command.exchange;
    let mut exchange = super::load_own(context, id, ExchangeStatus::Accepted)?;
    exchange
        .proposed
        .take()
        .ok_or(Rejection::ProposedTimeUnknown)?;
    context.put(&keys::exchange(id), &exchange);
    let by = context.actor;
    context.emit(ExchangeEvent::TimeDropped { exchange: id, by }.into());
    Ok(())
}
