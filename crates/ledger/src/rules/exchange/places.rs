//! The places of listings: an agreed exchange takes one on each listing that it belongs to.

use crate::{
    apply::Context,
    ids::ListingId,
    operation::listing::ListingKind,
    rejection::Rejection,
    rules::Applied,
    state::{
        keys,
        records::{Exchange, Listing},
    },
};

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

fn add_one(context: &mut Context<'_, '_>, id: ListingId) {
    change_running(context, id, |listing| {
        listing.running = listing.running.saturating_add(1);
    });
}

/// Takes a place on both listings.
pub(super) fn enter(context: &mut Context<'_, '_>, exchange: &Exchange) -> Applied {
    for id in listings_of(exchange) {
        let listing = context
            .get(&keys::listing(id))
            .ok_or(Rejection::ListingUnknown)?;
        if listing.running >= listing.capacity {
            return Err(Rejection::ListingFull);
        }
        add_one(context, id);
    }
    Ok(())
}

/// Takes a place again for what turned out to have taken place, full or not.
pub(super) fn reenter(context: &mut Context<'_, '_>, exchange: &Exchange) {
    for id in listings_of(exchange) {
        add_one(context, id);
    }
}

/// Gives the places on both listings back, where it has some.
pub(in crate::rules) fn leave(context: &mut Context<'_, '_>, exchange: &Exchange) {
    if !exchange.takes_places() {
        return;
    }
    for id in listings_of(exchange) {
        change_running(context, id, |listing| {
            listing.running = listing.running.saturating_sub(1);
        });
    }
}

/// A served need stays taken; a served offer has a place free again.
pub(super) fn free_offers(context: &mut Context<'_, '_>, exchange: &Exchange) {
    for id in listings_of(exchange) {
        change_running(context, id, |listing| {
            if listing.kind == ListingKind::Offer {
                listing.running = listing.running.saturating_sub(1);
            }
        });
    }
}

/// Undoes [`free_offers`].
pub(super) fn take_offers(context: &mut Context<'_, '_>, exchange: &Exchange) {
    for id in listings_of(exchange) {
        change_running(context, id, |listing| {
            if listing.kind == ListingKind::Offer {
                listing.running = listing.running.saturating_add(1);
            }
        });
    }
}
