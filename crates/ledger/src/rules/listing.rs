//! Needs and offers: publish and close.

pub mod close;
pub mod publish;

use crate::{
    apply::Context, ids::ListingId, rejection::Rejection, state::keys, state::records::Listing,
};

/// A listing that takes questions now.
pub(super) fn require_open(context: &Context<'_, '_>, id: ListingId) -> Result<Listing, Rejection> {
    let listing = context
        .get(&keys::listing(id))
        .ok_or(Rejection::ListingUnknown)?;
    if listing.closed || listing.expires_at <= context.time {
        return Err(Rejection::ListingClosed);
    }
    Ok(listing)
}
