//! A batch round over all open listings, recorded so that an auditor can run it again.

use std::collections::BTreeSet;

use ledger::{
    Action, Hash,
    operation::{MatchingAction, listing::ListingKind, matching::RecordMatchRound},
};
use matching::{OpenNeed, OpenOffer, RoundInput};
use projections::Error as ProjectionError;

use crate::{
    content::ContentError,
    desk::{ActError, Desk, open_listings},
    gateway::SubmitError,
    matchmaker::{Matchmaker, MatchmakerError, OpenListing},
};

/// How many candidates each need brings into a round.
const CANDIDATES_PER_NEED: usize = 20;
/// How many needs one helper is suggested for in one round.
const ASKS_PER_HELPER_MAX: u16 = 3;
/// How often a round begins to read again because a block came in between.
const READS_MAX: usize = 10;

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
    #[error(transparent)]
    Matchmaker(#[from] MatchmakerError),
    #[error("what the round read could not be kept")]
    Content(#[from] ContentError),
    #[error(transparent)]
    Submit(#[from] SubmitError),
    #[error("blocks came in faster than the listings could be read; run the round again")]
    Busy,
}

/// Runs a round over everything that is open and records its digest on the ledger. What it read
/// is kept among the public words under the hash that the ledger names, so that an auditor can
/// run the round again.
pub async fn match_everything(desk: &Desk) -> Result<RoundSummary, MatchError> {
    let (height, open) = open_at_one_height(desk).await?;
    let input = round_input(&desk.matchmaker, &open)?;
    let parameters = desk.matchmaker.parameters();
    let round = matching::assign(&input, parameters)?;
    let inputs = Hash(matching::digest_input(&input));
    desk.content.put_bytes(&inputs, &input.to_bytes())?;
    let action = Action::Matching(MatchingAction::RecordMatchRound(RecordMatchRound {
        height,
        parameters_version: parameters.version,
        inputs,
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

/// A height, and what was open in exactly that block at its time. Between two heights an auditor
/// could not tell which of them was read.
async fn open_at_one_height(desk: &Desk) -> Result<(u64, Vec<OpenListing>), MatchError> {
    for _ in 0..READS_MAX {
        let head = desk.gateway.head().header;
        desk.projected(head.height).await?;
        let open = open_listings(&desk.projections, &desk.content, head.time).await?;
        if desk.projections.height().await? == Some(head.height) {
            return Ok((head.height, open));
        }
    }
    Err(MatchError::Busy)
}

/// What a round over these listings reads: the same listings give the same input, whatever an
/// index held before.
pub fn round_input(
    matchmaker: &Matchmaker,
    open: &[OpenListing],
) -> Result<RoundInput, MatchmakerError> {
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
    let pairs = matchmaker.of(open)?.pairs(CANDIDATES_PER_NEED);
    Ok(RoundInput {
        needs,
        offers,
        pairs,
        asks_per_helper_max: ASKS_PER_HELPER_MAX,
    })
}
