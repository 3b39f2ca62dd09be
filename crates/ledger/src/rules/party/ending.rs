//! What a party that leaves had open: each thing has its end, and promises are freed.

use crate::{
    apply::Context,
    event::ListingEvent,
    ids::{ListingId, PartyId},
    operation::party::{COMMITMENTS_MAX, Commitment},
    rejection::Rejection,
    rules::{Applied, activity, bank, exchange, household, item, loan, redemption},
    state::keys,
};

/// Ends the named commitments of a party. What has ended already stays as it is; what belongs to
/// others is refused.
pub(super) fn end_all(
    context: &mut Context<'_, '_>,
    party: PartyId,
    commitments: &[Commitment],
) -> Applied {
    if commitments.len() > COMMITMENTS_MAX {
        return Err(Rejection::CommitmentsInvalid);
    }
    for commitment in commitments {
        end(context, party, *commitment)?;
    }
    Ok(())
}

fn end(context: &mut Context<'_, '_>, party: PartyId, commitment: Commitment) -> Applied {
    match commitment {
        Commitment::Listing(id) => close_listing(context, party, id),
        Commitment::Exchange(id) => {
            if exchange::load(context, id)?.other_side(party).is_none() {
                return Err(Rejection::CommitmentsInvalid);
            }
            exchange::end_for_leaver::end(context, id, party)
        }
        Commitment::Loan(id) => loan::end_for_leaver::end(context, id, party),
        Commitment::Item(id) => item::recall::for_leaver(context, id, party),
        Commitment::Place(id) => activity::leave::for_leaver(context, id, party),
        Commitment::Activity(id) => activity::cancel::for_leaver(context, id, party),
        Commitment::Gift(id) => bank::gift::for_leaver(context, id, party),
        Commitment::Redemption(id) => redemption::cancel::for_leaver(context, id, party),
        Commitment::Entry(id) => redemption::close_entry::for_leaver(context, id, party),
        Commitment::Household(id) => match context.get(&keys::household_of(party)) {
            Some(own) if own == id => household::leave::leave(context, id, party),
            Some(_) | None => Ok(()),
        },
    }
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
