//! What both sides' statements bring: points by tariff and within the caps, and how to undo it.

use crate::{
    apply::Context,
    event::{Event, ExchangeEvent, Leg},
    ids::ExchangeId,
    points::Points,
    rejection::Rejection,
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
    let (payer, amount) = match exchange.funding {
        Funding::Issued => {
            exchange.counted_minutes = count_minutes(context, &exchange, minutes);
            let amount = context
                .pack()
                .points_for(exchange.category, exchange.counted_minutes);
            (AccountId::Issuance, amount)
        }
        Funding::Paid => {
            let payer = AccountId::Party(exchange.receiver);
            bank::release(context, payer, id, exchange.price)?;
            // Nobody pays more than they promised when the service took longer.
            let amount = context
                .pack()
                .points_for(exchange.category, u32::from(minutes));
            (payer, amount.map(|amount| amount.min(exchange.price)))
        }
    };
    let amount = amount.ok_or(Rejection::CategoryUnknown)?;
    exchange.transfer = if amount.is_positive() {
        let legs = legs(context, &exchange, payer, amount)?;
        Some(bank::post(context, Cause::Service(id), payer, legs)?)
    } else {
        None
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
    change_tallies(context, exchange, |sum| sum.saturating_sub(counted));
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
    let payer = AccountId::Party(exchange.receiver);
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

/// The minutes that still earn points on the day of the service and, for this pair, in its month;
/// counts them. When the two sides confirm does not matter.
fn count_minutes(context: &mut Context<'_, '_>, exchange: &Exchange, minutes: u16) -> u32 {
    let pack = context.pack();
    let (provider, receiver) = (exchange.provider, exchange.receiver);
    let day = context.get(&keys::day_minutes(provider, exchange.start.china_day()));
    let month = exchange.start.china_month();
    let pair = context.get(&keys::pair_minutes(provider, receiver, month));
    let left_that_day = pack.day_cap_minutes.saturating_sub(day.unwrap_or(0));
    let left_for_pair = pack.pair_cap_minutes.saturating_sub(pair.unwrap_or(0));
    let counted = u32::from(minutes).min(left_that_day).min(left_for_pair);
    change_tallies(context, exchange, |sum| sum.saturating_add(counted));
    counted
}

fn change_tallies(context: &mut Context<'_, '_>, exchange: &Exchange, change: impl Fn(u32) -> u32) {
    let (provider, receiver) = (exchange.provider, exchange.receiver);
    let day = keys::day_minutes(provider, exchange.start.china_day());
    let pair = keys::pair_minutes(provider, receiver, exchange.start.china_month());
    for key in [day, pair] {
        let sum = change(context.get(&key).unwrap_or(0));
        if sum == 0 {
            context.remove(&key);
        } else {
            context.put(&key, &sum);
        }
    }
}

/// Payer, provider, and the community pool for what exceeds the provider's balance cap.
fn legs(
    context: &Context<'_, '_>,
    exchange: &Exchange,
    payer: AccountId,
    amount: Points,
) -> Result<Vec<Leg>, Rejection> {
    let provider = AccountId::Party(exchange.provider);
    let books = context.get(&keys::account(provider)).unwrap_or_default();
    let total = books
        .settled
        .plus(books.pending)
        .ok_or(Rejection::AmountInvalid)?;
    let room = context
        .pack()
        .balance_cap
        .minus(total)
        .ok_or(Rejection::AmountInvalid)?;
    let kept = amount.min(room.max(Points::ZERO));
    let overflow = amount.minus(kept).ok_or(Rejection::AmountInvalid)?;
    let given = Points::ZERO.minus(amount).ok_or(Rejection::AmountInvalid)?;
    let area = context.party(exchange.provider)?.area;
    Ok([
        (payer, given),
        (provider, kept),
        (keys::pool_of(area), overflow),
    ]
    .into_iter()
    .filter(|(_, amount)| *amount != Points::ZERO)
    .map(|(account, amount)| Leg { account, amount })
    .collect())
}
