//! The owner closes a listing at any time; what was agreed goes on.

use crate::{
    apply::Context, event::Event, event::ListingEvent, operation::listing::CloseListing,
    rejection::Rejection, rules::Applied, state::keys,
};

pub(crate) fn apply(context: &mut Context<'_, '_>, command: &CloseListing) -> Applied {
    let key = keys::listing(command.listing);
    let mut listing = context.get(&key).ok_or(Rejection::ListingUnknown)?;
    if listing.owner != context.actor {
        return Err(Rejection::ListingOfAnotherParty);
    }
    if listing.closed {
        return Err(Rejection::ListingClosed);
    }
    listing.closed = true;
    context.put(&key, &listing);
    context.emit(Event::Listing(ListingEvent::ListingClosed {
        listing: command.listing,
    }));
    Ok(())
}
