//! Somebody in office proposes that an offer answers a need. Both sides are asked; nobody is
//! assigned.

use super::officials::require_official;
use crate::{
    apply::Context,
    authority::Right,
    category::share_a_group,
    event::ExchangeEvent,
    ids::ExchangeId,
    operation::{exchange::InviteToExchange, listing::ListingKind},
    points::Points,
    rejection::Rejection,
    rules::{Applied, listing, require_right},
    state::{
        accounts::AccountId,
        keys,
        records::{Exchange, ExchangeStatus, Funding, Listing},
        service::Invitation,
    },
};

pub(crate) fn apply(context: &mut Context<'_, '_>, command: &InviteToExchange) -> Applied {
    let need = listing::require_open(context, command.need)?;
    let offer = listing::require_open(context, command.offer)?;
    check_pair(&need, &offer)?;
    let area = context.party(need.owner)?.area;
    require_right(context, Right::ProposePair, area)
        .or_else(|_| require_official(context, area, command.hut))?;
    super::check_time(context, offer.owner, command.start, command.minutes)?;
    let request_key = keys::open_request(command.need, offer.owner);
    if context.get(&request_key).is_some() {
        return Err(Rejection::RequestDuplicate);
    }
    let id = ExchangeId::derive(context.operation, context.position);
    let exchange = invited(context, command, (&need, &offer));
    listing::require_licence(context, &exchange)?;
    context.put(&request_key, &id);
    context.put(&keys::exchange(id), &exchange);
    let event = ExchangeEvent::ExchangeInvited {
        exchange: id,
        provider: exchange.provider,
        receiver: exchange.receiver,
    };
    context.emit(event.into());
    Ok(())
}

fn check_pair(need: &Listing, offer: &Listing) -> Applied {
    let fit = need.kind == ListingKind::Need
        && offer.kind == ListingKind::Offer
        && share_a_group(need.category, offer.category);
    if !fit {
        Err(Rejection::ListingsDoNotFit)
    } else if need.owner == offer.owner {
        Err(Rejection::SelfService)
    } else if need.running >= need.capacity || offer.running >= offer.capacity {
        Err(Rejection::ListingFull)
    } else {
        Ok(())
    }
}

/// A need is free for the one in need, whoever thought of the match.
fn invited(
    context: &Context<'_, '_>,
    command: &InviteToExchange,
    (need, offer): (&Listing, &Listing),
) -> Exchange {
    Exchange {
        listing: command.need,
        own_listing: Some(command.offer),
        provider: offer.owner,
        receiver: need.owner,
        asked_by: context.actor,
        category: need.category,
        funding: Funding::Issued,
        price: Points::ZERO,
        payer: AccountId::Party(need.owner),
        start: command.start,
        minutes: command.minutes,
        status: ExchangeStatus::Invited,
        changed_at: context.time,
        agreed_at: None,
        provider_statement: None,
        receiver_statement: None,
        no_show_by: None,
        transfer: None,
        counted_minutes: 0,
        invitation: Some(Invitation::default()),
        proposed: None,
        earlier: None,
        attendance: None,
        contest: None,
    }
}
