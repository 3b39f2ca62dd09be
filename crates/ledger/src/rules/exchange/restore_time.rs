//! Either side goes back to the time before, within ten minutes of the agreement on another one.

use super::completion::promise_again;
use crate::{
    apply::Context,
    event::ExchangeEvent,
    operation::exchange::RestoreTime,
    points::Points,
    rejection::Rejection,
    rules::{Applied, bank},
    state::{keys, records::Funding},
};

pub(crate) fn apply(context: &mut Context<'_, '_>, command: &RestoreTime) -> Applied {
    let id = command.exchange;
    let mut exchange = super::load_before_service(context, id)?;
    let earlier = exchange
        .earlier
        .take()
        .ok_or(Rejection::ProposedTimeUnknown)?;
    super::require_reflection(context, earlier.replaced_at)?;
    exchange.start = earlier.start;
    exchange.minutes = earlier.minutes;
    if exchange.funding == Funding::Paid && exchange.price != earlier.price {
        let payer = exchange.payer;
        bank::release(context, payer, id, exchange.price)?;
        exchange.price = Points::ZERO;
        promise_again(context, id, &mut exchange, earlier.price)?;
    }
    context.put(&keys::exchange(id), &exchange);
    let event = ExchangeEvent::TimeRestored {
        exchange: id,
        by: context.actor,
        start: exchange.start,
        minutes: exchange.minutes,
        price: exchange.price,
    };
    context.emit(event.into());
    Ok(())
}
