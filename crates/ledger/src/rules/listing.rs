//! Needs and offers: publish and close.

pub mod close;
pub mod publish;

use crate::{
    apply::Context, ids::ListingId, operation::ListingAction, rejection::Rejection, rules::Applied,
    state::keys, state::records::Listing,
};

/// Hands an action of this family to its rule.
pub(crate) fn apply_action(context: &mut Context<'_, '_>, action: &ListingAction) -> Applied {
    match action {
        ListingAction::PublishListing(command) => publish::apply(context, command),
        ListingAction::CloseListing(command) => close::apply(context, command),
    }
}

/// A listing that takes questions now.
pub(super) fn require_open(context: &Context<'_, '_>, id: ListingId) -> Result<Listing, Rejection> {
    let listing = context
        .get(&keys::listing(id))
        .ok_or(Rejection::ListingUnknown)?;
    if listing.closed || listing.expires_at <= context.time {
        return Err(Rejection::ListingClosed);
    }
    context.active_party(listing.owner)?;
    Ok(listing)
}
