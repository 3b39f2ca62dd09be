//! One side asks: for an offer, or to serve a need. Nobody is ever assigned.

use crate::{
    apply::Context,
    category::share_a_group,
    event::{Event, ExchangeEvent},
    ids::{ExchangeId, PartyId},
    operation::{exchange::RequestExchange, identity::IdentityLevel, listing::ListingKind},
    points::Points,
    rejection::Rejection,
    rules::{Applied, bank, listing},
    state::{
        keys,
        records::{Exchange, ExchangeStatus, Funding, Listing, PartyKind},
    },
};

pub(crate) fn apply(context: &mut Context<'_, '_>, command: &RequestExchange) -> Applied {
    require_verified(context)?;
    let listing = listing::require_open(context, command.listing)?;
    if listing.owner == context.actor {
        return Err(Rejection::SelfService);
    }
    if listing.running >= listing.capacity {
        return Err(Rejection::ListingFull);
    }
    check_own_listing(context, command, &listing)?;
    super::check_time(
        context,
        sides(context, &listing).0,
        command.start,
        command.minutes,
    )?;
    let request_key = keys::open_request(command.listing, context.actor);
    if context.get(&request_key).is_some() {
        return Err(Rejection::RequestDuplicate);
    }
    let id = ExchangeId::derive(context.operation, context.position);
    let exchange = agree(context, command, &listing)?;
    listing::require_licence(context, &exchange)?;
    bank::hold(context, exchange.payer, id, exchange.price)?;
    context.put(&request_key, &id);
    context.put(&keys::exchange(id), &exchange);
    context.emit(Event::Exchange(ExchangeEvent::ExchangeRequested {
        exchange: id,
        provider: exchange.provider,
        receiver: exchange.receiver,
        price: exchange.price,
    }));
    Ok(())
}

fn require_verified(context: &Context<'_, '_>) -> Applied {
    let party = context
        .get(&keys::party(context.actor))
        .ok_or(Rejection::ActorUnknown)?;
    match party.kind {
        PartyKind::Person { level, .. } if level < IdentityLevel::RealNameChecked => {
            Err(Rejection::LevelTooLow)
        }
        PartyKind::Person { .. } | PartyKind::Organisation { .. } => Ok(()),
    }
}

/// The asking side's own listing must be theirs, open, of the other kind and about the same group
/// of help: an offer is free of charge for a need that it answers, not for any need at all.
fn check_own_listing(
    context: &Context<'_, '_>,
    command: &RequestExchange,
    listing: &Listing,
) -> Applied {
    let Some(own) = command.own_listing else {
        return Ok(());
    };
    let own = listing::require_open(context, own)?;
    if own.owner != context.actor {
        return Err(Rejection::ListingOfAnotherParty);
    }
    if own.kind == listing.kind || !share_a_group(own.category, listing.category) {
        return Err(Rejection::ListingsDoNotFit);
    }
    if own.running >= own.capacity {
        Err(Rejection::ListingFull)
    } else {
        Ok(())
    }
}

/// Who serves whom, and who pays: a need is free, an offer booked without one is not.
fn agree(
    context: &Context<'_, '_>,
    command: &RequestExchange,
    listing: &Listing,
) -> Result<Exchange, Rejection> {
    let (provider, receiver) = sides(context, listing);
    let paid = listing.kind == ListingKind::Offer && command.own_listing.is_none();
    let (funding, price) = if paid {
        let pack = context.pack_at(context.party(provider)?.area, command.start);
        let price = pack.points_for(listing.category, u32::from(command.minutes));
        (Funding::Paid, price.ok_or(Rejection::CategoryUnknown)?)
    } else {
        (Funding::Issued, Points::ZERO)
    };
    let payer = bank::choose_payer(context, receiver, price)?;
    Ok(Exchange {
        listing: command.listing,
        own_listing: command.own_listing,
        provider,
        receiver,
        asked_by: context.actor,
        category: listing.category,
        funding,
        price,
        payer,
        start: command.start,
        minutes: command.minutes,
        status: ExchangeStatus::Requested,
        changed_at: context.time,
        agreed_at: None,
        provider_statement: None,
        receiver_statement: None,
        no_show_by: None,
        transfer: None,
        counted_minutes: 0,
        invitation: None,
        proposed: None,
        earlier: None,
        attendance: None,
        contest: None,
    })
}

/// Who serves, and who is served.
const fn sides(context: &Context<'_, '_>, listing: &Listing) -> (PartyId, PartyId) {
    match listing.kind {
        ListingKind::Need => (context.actor, listing.owner),
        ListingKind::Offer => (listing.owner, context.actor),
    }
}
