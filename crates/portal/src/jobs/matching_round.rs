//! A batch round over all open listings, recorded so that an auditor can run it again.

use std::collections::BTreeSet;

use ledger::{
    Action, Hash,
    operation::{MatchingAction, listing::ListingKind, matching::RecordMatchRound},
};
use matching::{OpenNeed, OpenOffer, RoundInput};
use projections::Error as ProjectionError;

use crate::{
    desk::{ActError, Desk},
    matchmaker::OpenListing,
};

/// How many candidates each need brings into a round.
const CANDIDATES_PER_NEED: usize = 20;
/// How many needs one helper is suggested for in one round.
const ASKS_PER_HELPER_MAX: u16 = 3;

/// What a round found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RoundSummary {
    pub needs: usize,
    pub needs_with_candidates: usize,
    pub candidates: usize,
    pub assigned: usize,
    /// How far the assignment can be from the best one, in millionths.
    pub gap_ppm: u32,
}

/// Why a round failed.
#[derive(Debug, thiserror::Error)]
pub enum MatchError {
    #[error("the read models failed")]
    Projections(#[from] ProjectionError),
    #[error(transparent)]
    Round(#[from] matching::RoundError),
    #[error(transparent)]
    Act(#[from] ActError),
}

/// Runs a round over everything that is open and records its digest on the ledger.
pub async fn match_everything(desk: &Desk) -> Result<RoundSummary, MatchError> {
    let height = desk.gateway.head().header.height;
    let open = desk.open_listings().await?;
    let input = round_input(desk, &open);
    let parameters = desk.matchmaker.parameters();
    let round = matching::assign(&input, parameters)?;
    let action = Action::Matching(MatchingAction::RecordMatchRound(RecordMatchRound {
        height,
        parameters_version: parameters.version,
        inputs: Hash(matching::digest_input(&input)),
        result: Hash(matching::digest(&round, parameters)),
    }));
    desk.act(desk.office, action).await?;
    let with: BTreeSet<_> = input.pairs.iter().map(|pair| pair.need).collect();
    Ok(RoundSummary {
        needs: input.needs.len(),
        needs_with_candidates: with.len(),
        candidates: input.pairs.len(),
        assigned: round.pairs.len(),
        gap_ppm: round.gap_ppm,
    })
}

/// Exactly the listings that are open now; what the index knows beyond them is left out.
fn round_input(desk: &Desk, open: &[OpenListing]) -> RoundInput {
    let of_kind = |kind| open.iter().filter(move |listing| listing.kind == kind);
    let needs: Vec<OpenNeed> = of_kind(ListingKind::Need)
        .map(|listing| OpenNeed {
            id: matching::ListingId(listing.id.0),
            party: matching::PartyId(listing.owner.0),
            places: listing.capacity.saturating_sub(listing.running),
        })
        .collect();
    let offers: Vec<OpenOffer> = of_kind(ListingKind::Offer)
        .map(|listing| OpenOffer {
            id: matching::ListingId(listing.id.0),
            party: matching::PartyId(listing.owner.0),
            places: listing.capacity.saturating_sub(listing.running),
        })
        .collect();
    let known: BTreeSet<_> = needs
        .iter()
        .map(|need| need.id)
        .chain(offers.iter().map(|offer| offer.id))
        .collect();
    let mut pairs = desk.matchmaker.pairs(CANDIDATES_PER_NEED);
    pairs.retain(|pair| known.contains(&pair.need) && known.contains(&pair.offer));
    RoundInput {
        needs,
        offers,
        pairs,
        asks_per_helper_max: ASKS_PER_HELPER_MAX,
    }
}
