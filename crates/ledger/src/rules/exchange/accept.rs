//! The asked side says yes.

use crate::{
    apply::Context,
    event::Event,
    event::ExchangeEvent,
    operation::exchange::AcceptExchange,
    rejection::Rejection,
    rules::{Applied, listing},
    state::records::ExchangeStatus,
};

pub(crate) fn apply(context: &mut Context<'_, '_>, command: &AcceptExchange) -> Applied {
    let mut exchange = super::load_asked(context, command.exchange)?;
    if super::is_overdue(context, &exchange) {
        return Err(Rejection::RequestOverdue);
    }
    listing::require_licence(context, &exchange)?;
    super::places::enter(context, &exchange)?;
    super::close_request(context, &exchange);
    exchange.agreed_at = Some(context.time);
    super::set_status(
        context,
        command.exchange,
        &mut exchange,
        ExchangeStatus::Accepted,
    );
    context.emit(Event::Exchange(ExchangeEvent::ExchangeAccepted {
        exchange: command.exchange,
    }));
    Ok(())
}
