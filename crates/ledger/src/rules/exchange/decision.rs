//! How an exchange ends by a decision, a deadline or a stop: what counts is posted, everything
//! else gives back what it held.

use super::{completion, places, set_status};
use crate::{
    apply::Context,
    event::ExchangeEvent,
    ids::ExchangeId,
    points::Points,
    rejection::Rejection,
    rules::{Applied, bank},
    state::records::{Exchange, ExchangeStatus, Funding},
};

/// Decides about an agreed or contested exchange: it took `minutes`, or did not take place. For a
/// witness, a panel, and what silence brings.
pub(in crate::rules) fn decide(
    context: &mut Context<'_, '_>,
    id: ExchangeId,
    mut exchange: Exchange,
    minutes: u16,
) -> Applied {
    let after_no_show = exchange.no_show_by.is_some();
    match (after_no_show, minutes) {
        (true, 0) => uphold(context, id, exchange),
        (false, 0) => lapse(context, id, exchange),
        (true, _) => {
            take_up_again(context, id, &mut exchange)?;
            completion::complete(context, id, exchange, minutes)
        }
        (false, _) => completion::complete(context, id, exchange, minutes),
    }
}

/// Ends an exchange without a service on record; nothing counts against anyone.
pub(in crate::rules) fn lapse(
    context: &mut Context<'_, '_>,
    id: ExchangeId,
    exchange: Exchange,
) -> Applied {
    end(context, id, exchange, ExchangeStatus::Lapsed)?;
    context.emit(ExchangeEvent::ExchangeLapsed { exchange: id }.into());
    Ok(())
}

/// Gives back places and points and moves the exchange to its end.
pub(super) fn end(
    context: &mut Context<'_, '_>,
    id: ExchangeId,
    mut exchange: Exchange,
    status: ExchangeStatus,
) -> Applied {
    if exchange.holds_points() {
        let payer = exchange.payer;
        bank::release(context, payer, id, exchange.price)?;
    }
    places::leave(context, &exchange);
    exchange.proposed = None;
    set_status(context, id, &mut exchange, status);
    Ok(())
}

/// The no-show report stands, and was answered.
fn uphold(context: &mut Context<'_, '_>, id: ExchangeId, mut exchange: Exchange) -> Applied {
    set_status(context, id, &mut exchange, ExchangeStatus::NoShow);
    context.emit(ExchangeEvent::NoShowUpheld { exchange: id }.into());
    Ok(())
}

/// What was reported as a no-show took place: it takes its places again, and the receiver's
/// promise. Where the points are gone, the community's guarantee pays.
fn take_up_again(
    context: &mut Context<'_, '_>,
    id: ExchangeId,
    exchange: &mut Exchange,
) -> Applied {
    exchange.no_show_by = None;
    places::reenter(context, exchange);
    let payer = exchange.payer;
    match bank::hold(context, payer, id, exchange.price) {
        Err(Rejection::BalanceTooLow) => {
            exchange.funding = Funding::Issued;
            exchange.price = Points::ZERO;
            let event = ExchangeEvent::BookingRepriced {
                exchange: id,
                price: Points::ZERO,
                guaranteed: true,
            };
            context.emit(event.into());
            Ok(())
        }
        held => held,
    }
}
