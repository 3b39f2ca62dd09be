//! Either side ends an agreed exchange before the service.

use crate::{
    apply::Context,
    event::{Event, ExchangeEvent},
    operation::exchange::CancelExchange,
    rejection::Rejection,
    rules::{Applied, bank},
    state::records::ExchangeStatus,
};

pub(crate) fn apply(context: &mut Context<'_, '_>, command: &CancelExchange) -> Applied {
    let mut exchange = super::load_own(context, command.exchange, ExchangeStatus::Accepted)?;
    // Once the other side says that it served, the way out is a dispute, not a cancellation.
    if exchange
        .other_side(context.actor)
        .is_some_and(|other| super::has_statement(&exchange, other))
    {
        return Err(Rejection::ExchangeStateWrong);
    }
    let pack = super::completion::pack_of(context, &exchange)?;
    let reflecting = exchange
        .agreed_at
        .is_some_and(|at| context.time <= at.plus_ms(pack.reflection_ms));
    let late = !reflecting && context.time.plus_ms(pack.late_cancel_ms) > exchange.start;
    super::places::leave(context, &exchange);
    let payer = exchange.payer;
    bank::release(context, payer, command.exchange, exchange.price)?;
    super::set_status(
        context,
        command.exchange,
        &mut exchange,
        ExchangeStatus::Cancelled,
    );
    let by = Some(context.actor);
    context.emit(Event::Exchange(ExchangeEvent::ExchangeCancelled {
        exchange: command.exchange,
        by,
        late,
    }));
    Ok(())
}
