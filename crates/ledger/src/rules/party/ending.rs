//! What a party that leaves had open: listings close, exchanges end, promises are freed.

use crate::{
    apply::Context,
    event::ListingEvent,
    ids::{ExchangeId, ListingId, PartyId},
    operation::party::COMMITMENTS_MAX,
    rejection::Rejection,
    rules::{Applied, exchange},
    state::keys,
};

/// Ends the named listings and exchanges of a party. What has ended already stays as it is; what
/// belongs to others is refused.
pub(super) fn end_all(
    context: &mut Context<'_, '_>,
    party: PartyId,
    listings: &[ListingId],
    exchanges: &[ExchangeId],
) -> Applied {
    if listings.len().saturating_add(exchanges.len()) > COMMITMENTS_MAX {
        return Err(Rejection::CommitmentsInvalid);
    }
    for id in exchanges {
        if exchange::load(context, *id)?.other_side(party).is_none() {
            return Err(Rejection::CommitmentsInvalid);
        }
        exchange::end_for_leaver::end(context, *id, party)?;
    }
    for id in listings {
        close_listing(context, party, *id)?;
    }
    Ok(())
}

fn close_listing(context: &mut Context<'_, '_>, party: PartyId, id: ListingId) -> Applied {
    let key = keys::listing(id);
    let mut listing = context.get(&key).ok_or(Rejection::ListingUnknown)?;
    if listing.owner != party {
        return Err(Rejection::CommitmentsInvalid);
    }
    if !listing.closed {
        listing.closed = true;
        context.put(&key, &listing);
        context.emit(ListingEvent::ListingClosed { listing: id }.into());
    }
    Ok(())
}
