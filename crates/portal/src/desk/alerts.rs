//! Telling both sides that they fit, as soon as something changed, and what somebody has been told.

use std::collections::BTreeSet;

use ledger::{ListingId, PartyId, operation::listing::ListingKind};
use projections::{Error as ProjectionError, listings::Listing, match_alerts::MatchAlert};

use super::{Desk, Match, MatchOrder};
use crate::content::ListingText;

/// The most partners that one change tells.
const TOLD_MAX: usize = 10;
/// The most of one's own listings that are shown with who fits.
const OWN_MAX: usize = 20;

/// One of somebody's own open listings, and who fits it now.
#[derive(Clone, Debug)]
pub struct Fit {
    pub listing: Listing,
    pub text: ListingText,
    pub matches: Vec<Match>,
}

impl Desk {
    /// Looks who fits the listings that just changed and tells both sides, once for each pair;
    /// what was said of those that are over is taken back. Returns how many were told something
    /// new.
    pub(crate) async fn tell_about(&self, changed: &[ListingId]) -> Result<u64, ProjectionError> {
        let now = self.now();
        let mut alerts = Vec::new();
        for id in changed {
            let Some(open) = self.open_now(*id).await? else {
                self.projections.forget_matches(*id).await?;
                continue;
            };
            for candidate in self.matchmaker.candidates(&open, now, TOLD_MAX) {
                let partner = match open.kind {
                    ListingKind::Need => candidate.offer,
                    ListingKind::Offer => candidate.need,
                };
                let partner = ListingId(partner.0);
                let Some(owner) = self.matchmaker.owner_of(partner) else {
                    continue;
                };
                for (party, listing, partner) in
                    [(open.owner, open.id, partner), (owner, partner, open.id)]
                {
                    alerts.push(MatchAlert {
                        party,
                        listing,
                        partner,
                    });
                }
            }
        }
        self.projections.tell_matches(&alerts, now).await
    }

    /// Brings the index up to the present and tells of what passing time brought together.
    pub async fn sweep_matches(&self) -> Result<u64, ProjectionError> {
        let changed = self.matchmaker.sweep(self.now());
        self.tell_about(&changed).await
    }

    /// Somebody's open listings, each with who fits it now.
    pub async fn fits_of(
        &self,
        party: PartyId,
        order: MatchOrder,
    ) -> Result<Vec<Fit>, ProjectionError> {
        let mut fits = Vec::new();
        for id in self.open_of(party).await?.into_iter().take(OWN_MAX) {
            let Some(listing) = self.projections.listing(id).await? else {
                continue;
            };
            let Some(text) = self.listing_text(&listing.content.hash) else {
                continue;
            };
            let matches = self.matches(&listing, order).await?;
            fits.push(Fit {
                listing,
                text,
                matches,
            });
        }
        Ok(fits)
    }

    /// What somebody was told and has not looked at; from now on they have.
    pub async fn take_new_matches(
        &self,
        party: PartyId,
    ) -> Result<BTreeSet<(ListingId, ListingId)>, ProjectionError> {
        let new = self.projections.new_matches(party).await?;
        if !new.is_empty() {
            self.projections.mark_matches_read(party).await?;
        }
        Ok(new)
    }
}
