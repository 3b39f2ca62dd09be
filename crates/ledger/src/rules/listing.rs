//! Needs and offers, and the licences that some kinds of help need.

pub mod attest_licence;
pub mod close;
pub mod publish;
pub mod revoke_licence;

use crate::{
    apply::Context,
    category::{CategoryCode, needs_licence},
    ids::{ListingId, PartyId},
    operation::ListingAction,
    rejection::Rejection,
    rules::Applied,
    state::{
        keys,
        records::{Exchange, Listing},
    },
    time::Timestamp,
};

/// Hands an action of this family to its rule.
pub(crate) fn apply_action(context: &mut Context<'_, '_>, action: &ListingAction) -> Applied {
    match action {
        ListingAction::PublishListing(command) => publish::apply(context, command),
        ListingAction::CloseListing(command) => close::apply(context, command),
        ListingAction::AttestLicence(command) => attest_licence::apply(context, command),
        ListingAction::RevokeLicence(command) => revoke_licence::apply(context, command),
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

/// Whoever will serve has a licence that is valid at the start, where the help needs one.
pub(super) fn require_licence(context: &Context<'_, '_>, exchange: &Exchange) -> Applied {
    require_licence_at(
        context,
        exchange.provider,
        exchange.category,
        exchange.start,
    )
}

fn require_licence_at(
    context: &Context<'_, '_>,
    party: PartyId,
    category: CategoryCode,
    at: Timestamp,
) -> Applied {
    if !needs_licence(category) {
        return Ok(());
    }
    let licence = context.get(&keys::licence(party, category));
    if licence.is_some_and(|licence| licence.until >= at) {
        Ok(())
    } else {
        Err(Rejection::SkillLicenceMissing)
    }
}
