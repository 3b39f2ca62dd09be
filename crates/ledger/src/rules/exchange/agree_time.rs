//! The other side agrees to another time; a paid service of another length has another price.

use crate::{
    apply::Context,
    event::ExchangeEvent,
    ids::ExchangeId,
    operation::exchange::AgreeTime,
    points::Points,
    rejection::Rejection,
    rules::{Applied, bank, listing},
    state::{
        keys,
        records::{Exchange, Funding},
        service::{EarlierTime, ProposedTime},
    },
};

pub(crate) fn apply(context: &mut Context<'_, '_>, command: &AgreeTime) -> Applied {
    let id = command.exchange;
    let mut exchange = super::load_before_service(context, id)?;
    let asked = ProposedTime {
        by: exchange
            .other_side(context.actor)
            .ok_or(Rejection::NotYourExchange)?,
        start: command.start,
        minutes: command.minutes,
    };
    if exchange.proposed != Some(asked) {
        return Err(Rejection::ProposedTimeUnknown);
    }
    super::check_time(context, exchange.provider, command.start, command.minutes)?;
    exchange.earlier = Some(EarlierTime {
        start: exchange.start,
        minutes: exchange.minutes,
        price: exchange.price,
        replaced_at: context.time,
    });
    exchange.start = command.start;
    exchange.minutes = command.minutes;
    exchange.proposed = None;
    listing::require_licence(context, &exchange)?;
    reprice(context, id, &mut exchange)?;
    context.put(&keys::exchange(id), &exchange);
    let event = ExchangeEvent::TimeAgreed {
        exchange: id,
        start: exchange.start,
        minutes: exchange.minutes,
        price: exchange.price,
    };
    context.emit(event.into());
    Ok(())
}

/// Promises the price of the new duration instead of the old one's.
fn reprice(context: &mut Context<'_, '_>, id: ExchangeId, exchange: &mut Exchange) -> Applied {
    let price = match exchange.funding {
        Funding::Issued => Points::ZERO,
        Funding::Paid => super::completion::pack_of(context, exchange)?
            .points_for(exchange.category, u32::from(exchange.minutes))
            .ok_or(Rejection::CategoryUnknown)?,
    };
    if price == exchange.price {
        return Ok(());
    }
    let payer = exchange.payer;
    bank::release(context, payer, id, exchange.price)?;
    exchange.price = price;
    bank::hold(context, payer, id, price)
}
