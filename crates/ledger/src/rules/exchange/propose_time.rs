//! One side proposes another time for what is agreed; the newest proposal is the one that counts.

use crate::{
    apply::Context,
    event::ExchangeEvent,
    operation::exchange::ProposeTime,
    rules::Applied,
    state::{keys, service::ProposedTime},
};

pub(crate) fn apply(context: &mut Context<'_, '_>, command: &ProposeTime) -> Applied {
    let id = command.exchange;
    let mut exchange = super::load_before_service(context, id)?;
    super::check_time(context, exchange.provider, command.start, command.minutes)?;
    let by = context.actor;
    exchange.proposed = Some(ProposedTime {
        by,
        start: command.start,
        minutes: command.minutes,
    });
    context.put(&keys::exchange(id), &exchange);
    context.emit(ExchangeEvent::TimeProposed { exchange: id, by }.into());
    Ok(())
}
