//! One side states, after the start, that the other did not come. Nobody loses points by it.

use crate::{
    apply::Context,
    event::{Event, ExchangeEvent},
    operation::exchange::ReportNoShow,
    rejection::Rejection,
    rules::{Applied, bank},
    state::records::ExchangeStatus,
};

pub(crate) fn apply(context: &mut Context<'_, '_>, command: &ReportNoShow) -> Applied {
    let id = command.exchange;
    let mut exchange = super::load_own(context, id, ExchangeStatus::Accepted)?;
    if context.time < exchange.start {
        return Err(Rejection::ServiceNotStarted);
    }
    if exchange.provider_statement.is_some() || exchange.receiver_statement.is_some() {
        return Err(Rejection::ExchangeStateWrong);
    }
    if exchange.has_met() {
        return Err(Rejection::AlreadyCheckedIn);
    }
    super::places::leave(context, &exchange);
    bank::release(context, exchange.payer, id, exchange.price)?;
    exchange.no_show_by = Some(context.actor);
    exchange.proposed = None;
    super::set_status(context, id, &mut exchange, ExchangeStatus::NoShow);
    context.emit(Event::Exchange(ExchangeEvent::NoShowReported {
        exchange: id,
        by: context.actor,
    }));
    Ok(())
}
