//! One service between two parties, from the question to the points (W-03).

pub mod accept;
pub mod cancel;
pub mod completion;
pub mod confirm;
pub mod decline;
pub mod end_for_leaver;
pub mod expire;
pub mod report_no_show;
pub mod request;
pub mod withdraw_confirmation;
pub mod withdraw_no_show;
pub mod withdraw_request;

use crate::{
    apply::Context,
    ids::{ExchangeId, ListingId, PartyId},
    operation::{ExchangeAction, listing::ListingKind},
    rejection::Rejection,
    rules::{Applied, bank},
    state::{
        accounts::AccountId,
        keys,
        records::{Exchange, ExchangeStatus, Listing},
    },
    time::DAY_MS,
};

/// Hands an action of this family to its rule.
pub(crate) fn apply_action(context: &mut Context<'_, '_>, action: &ExchangeAction) -> Applied {
    match action {
        ExchangeAction::RequestExchange(command) => request::apply(context, command),
        ExchangeAction::AcceptExchange(command) => accept::apply(context, command),
        ExchangeAction::DeclineExchange(command) => decline::apply(context, command),
        ExchangeAction::WithdrawRequest(command) => withdraw_request::apply(context, command),
        ExchangeAction::CancelExchange(command) => cancel::apply(context, command),
        ExchangeAction::ConfirmService(command) => confirm::apply(context, command),
        ExchangeAction::WithdrawConfirmation(command) => {
            withdraw_confirmation::apply(context, command)
        }
        ExchangeAction::ReportNoShow(command) => report_no_show::apply(context, command),
        ExchangeAction::WithdrawNoShow(command) => withdraw_no_show::apply(context, command),
        ExchangeAction::ExpireExchange(command) => expire::apply(context, command),
    }
}

pub(super) fn load(context: &Context<'_, '_>, id: ExchangeId) -> Result<Exchange, Rejection> {
    context
        .get(&keys::exchange(id))
        .ok_or(Rejection::ExchangeUnknown)
}

/// An exchange in this status of which the actor is one side; 404 for everybody else is the
/// portal's business, a rejection is ours.
fn load_own(
    context: &Context<'_, '_>,
    id: ExchangeId,
    status: ExchangeStatus,
) -> Result<Exchange, Rejection> {
    let exchange = load(context, id)?;
    if exchange.other_side(context.actor).is_none() {
        return Err(Rejection::NotYourExchange);
    }
    if exchange.status != status {
        return Err(Rejection::ExchangeStateWrong);
    }
    Ok(exchange)
}

/// An open question that the actor may answer.
fn load_asked(context: &Context<'_, '_>, id: ExchangeId) -> Result<Exchange, Rejection> {
    let exchange = load_own(context, id, ExchangeStatus::Requested)?;
    if exchange.asked_by == context.actor {
        return Err(Rejection::NotYourExchange);
    }
    Ok(exchange)
}

/// Whether a question has waited too long for its answer: past its start, and past a day. It has
/// ended then, whether or not anybody has said so yet.
fn is_overdue(context: &Context<'_, '_>, exchange: &Exchange) -> bool {
    context.time > exchange.start.max(exchange.changed_at.plus_ms(DAY_MS))
}

/// Moves an exchange to a status, stamped with block time.
fn set_status(
    context: &mut Context<'_, '_>,
    id: ExchangeId,
    exchange: &mut Exchange,
    status: ExchangeStatus,
) {
    exchange.status = status;
    exchange.changed_at = context.time;
    context.put(&keys::exchange(id), exchange);
}

/// The party may be asked the same question again.
pub(super) fn close_request(context: &mut Context<'_, '_>, exchange: &Exchange) {
    context.remove(&keys::open_request(exchange.listing, exchange.asked_by));
}

/// Ends an unanswered question and frees what was promised for it.
fn end_request(
    context: &mut Context<'_, '_>,
    id: ExchangeId,
    exchange: &mut Exchange,
    status: ExchangeStatus,
) -> Applied {
    close_request(context, exchange);
    bank::release(
        context,
        AccountId::Party(exchange.receiver),
        id,
        exchange.price,
    )?;
    set_status(context, id, exchange, status);
    Ok(())
}

fn listings_of(exchange: &Exchange) -> impl Iterator<Item = ListingId> {
    std::iter::once(exchange.listing).chain(exchange.own_listing)
}

fn change_running(context: &mut Context<'_, '_>, id: ListingId, change: impl Fn(&mut Listing)) {
    let key = keys::listing(id);
    if let Some(mut listing) = context.get(&key) {
        change(&mut listing);
        context.put(&key, &listing);
    }
}

/// Takes a place on both listings.
fn enter_listings(context: &mut Context<'_, '_>, exchange: &Exchange) -> Applied {
    for id in listings_of(exchange) {
        let listing = context
            .get(&keys::listing(id))
            .ok_or(Rejection::ListingUnknown)?;
        if listing.running >= listing.capacity {
            return Err(Rejection::ListingFull);
        }
        change_running(context, id, |listing| {
            listing.running = listing.running.saturating_add(1);
        });
    }
    Ok(())
}

/// Gives the places on both listings back; a question that was not answered has none.
pub(super) fn leave_listings(context: &mut Context<'_, '_>, exchange: &Exchange) {
    if exchange.status != ExchangeStatus::Accepted {
        return;
    }
    for id in listings_of(exchange) {
        change_running(context, id, |listing| {
            listing.running = listing.running.saturating_sub(1);
        });
    }
}

/// A served need stays taken; a served offer has a place free again.
fn free_offers(context: &mut Context<'_, '_>, exchange: &Exchange) {
    for id in listings_of(exchange) {
        change_running(context, id, |listing| {
            if listing.kind == ListingKind::Offer {
                listing.running = listing.running.saturating_sub(1);
            }
        });
    }
}

/// Undoes [`free_offers`].
fn take_offers(context: &mut Context<'_, '_>, exchange: &Exchange) {
    for id in listings_of(exchange) {
        change_running(context, id, |listing| {
            if listing.kind == ListingKind::Offer {
                listing.running = listing.running.saturating_add(1);
            }
        });
    }
}

/// The statement that the other side has made about the service.
fn has_statement(exchange: &Exchange, party: PartyId) -> bool {
    let statement = if party == exchange.provider {
        exchange.provider_statement
    } else {
        exchange.receiver_statement
    };
    statement.is_some()
}
