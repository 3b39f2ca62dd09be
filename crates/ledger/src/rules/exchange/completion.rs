//! What both sides' statements bring: points by tariff and within the caps, and how to undo it.

use crate::{
    apply::Context,
    event::{Event, ExchangeEvent},
    ids::ExchangeId,
    points::Points,
    rejection::Rejection,
    rule_pack::RulePack,
    rules::{Applied, bank},
    state::{
        accounts::{AccountId, Cause},
        keys,
        records::{Exchange, ExchangeStatus, Funding},
    },
};

/// Completes an exchange and posts its points.
pub(super) fn complete(
    context: &mut Context<'_, '_>,
    id: ExchangeId,
    mut exchange: Exchange,
    minutes: u16,
) -> Applied {
    exchange.contest = None;
    exchange.proposed = None;
    super::places::free_offers(context, &exchange);
    let pack = pack_of(context, &exchange)?;
    let counted = bank::count_minutes(context, &pack, &served(&exchange), u32::from(minutes));
    exchange.counted_minutes = counted;
    let amount = pack
        .points_for(exchange.category, counted)
        .ok_or(Rejection::CategoryUnknown)?;
    let (payer, amount) = match exchange.funding {
        Funding::Issued => (AccountId::Issuance, amount),
        Funding::Paid => {
            let payer = exchange.payer;
            bank::release(context, payer, id, exchange.price)?;
            // Nobody pays more than they promised when the service took longer.
            (payer, amount.min(exchange.price))
        }
    };
    let legs = bank::earnings::legs(context, payer, &[(exchange.provider, amount)])?;
    exchange.transfer = if legs.is_empty() {
        None
    } else {
        Some(bank::post(context, Cause::Service(id), payer, legs)?)
    };
    let transfer = exchange.transfer;
    super::set_status(context, id, &mut exchange, ExchangeStatus::Completed);
    context.emit(Event::Exchange(ExchangeEvent::ServiceCompleted {
        exchange: id,
        minutes,
        transfer,
    }));
    Ok(())
}

/// Undoes a completion: the points go back and the exchange is agreed again.
pub(super) fn undo(
    context: &mut Context<'_, '_>,
    id: ExchangeId,
    exchange: &mut Exchange,
) -> Applied {
    if let Some(transfer) = exchange.transfer.take() {
        bank::reverse(context, transfer)?;
    }
    let counted = std::mem::take(&mut exchange.counted_minutes);
    let pack = pack_of(context, exchange)?;
    bank::uncount_minutes(context, &pack, &served(exchange), counted);
    super::places::take_offers(context, exchange);
    super::set_status(context, id, exchange, ExchangeStatus::Accepted);
    let price = exchange.price;
    promise_again(context, id, exchange, price)?;
    context.put(&keys::exchange(id), exchange);
    Ok(())
}

/// Promises a price again. The rest of a promise that was freed may be spent by now: what is left
/// counts.
pub(super) fn promise_again(
    context: &mut Context<'_, '_>,
    id: ExchangeId,
    exchange: &mut Exchange,
    price: Points,
) -> Applied {
    let payer = exchange.payer;
    let books = context.get(&keys::account(payer)).unwrap_or_default();
    let left = books.available().unwrap_or(Points::ZERO);
    exchange.price = price.min(left.max(Points::ZERO));
    if exchange.price < price {
        let event = ExchangeEvent::BookingRepriced {
            exchange: id,
            price: exchange.price,
            guaranteed: false,
        };
        context.emit(event.into());
    }
    bank::hold(context, payer, id, exchange.price)
}

/// The pack of the provider's community at the start of the service.
pub(super) fn pack_of(
    context: &Context<'_, '_>,
    exchange: &Exchange,
) -> Result<RulePack, Rejection> {
    let area = context.party(exchange.provider)?.area;
    Ok(context.pack_at(area, exchange.start))
}

/// The service as the caps see it.
fn served(exchange: &Exchange) -> bank::Served {
    bank::Served {
        provider: exchange.provider,
        receiver: Some(exchange.receiver),
        start: exchange.start,
        issued: exchange.funding == Funding::Issued,
    }
}
