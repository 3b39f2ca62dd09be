//! A batch round: who helps whom when everybody is looked at together.

use crate::auction::market::Market;
use crate::auction::{Auction, Outcome, exact};
use crate::{ListingId, Parameters, PartyId, Priority};

/// A need that takes part in a round.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct OpenNeed {
    /// Which listing it is.
    pub id: ListingId,
    /// Who published it.
    pub party: PartyId,
    /// How many offers it can take in this round.
    pub places: u16,
    /// Which published rules put it forward.
    pub priority: Priority,
}

/// An offer that takes part in a round.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct OpenOffer {
    /// Which listing it is.
    pub id: ListingId,
    /// Who helps; all offers of one party share one cap.
    pub party: PartyId,
    /// How many needs it can serve in this round.
    pub places: u16,
    /// How many needs its party wants to be asked for in all; the lowest of its offers counts.
    pub party_cap: u16,
}

/// A need, an offer and their score.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct ScoredPair {
    /// The need.
    pub need: ListingId,
    /// The offer.
    pub offer: ListingId,
    /// Points of the two together; a pair without points is never made.
    pub score: u32,
}

/// Everything a round reads, in any order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RoundInput {
    /// The open needs.
    pub needs: Vec<OpenNeed>,
    /// The open offers.
    pub offers: Vec<OpenOffer>,
    /// The possible pairs; of a repeated pair the highest score counts.
    pub pairs: Vec<ScoredPair>,
    /// How many pairs any party may be asked for in this round.
    pub asks_per_helper_max: u16,
}

/// Why a round is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum RoundError {
    /// A need stands in the round twice.
    #[error("a need stands in the round twice")]
    NeedRepeated,
    /// An offer stands in the round twice.
    #[error("an offer stands in the round twice")]
    OfferRepeated,
    /// A pair names a need that does not take part.
    #[error("a pair names a need that does not take part")]
    NeedUnknown,
    /// A pair names an offer that does not take part.
    #[error("a pair names an offer that does not take part")]
    OfferUnknown,
}

/// The result of a round, with the proof of how good it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Round {
    /// The pairs made, ordered by need and offer; their points include the need's priority.
    pub pairs: Vec<ScoredPair>,
    /// Points of all pairs together.
    pub value: u64,
    /// No assignment of this input can have more points: proven by the prices of the auction.
    pub bound: u64,
    /// How far the value can be below the best at most, in millionths of the bound, rounded up.
    pub gap_ppm: u32,
}

/// Assigns needs to offers so that the points together are as many as the gap tells.
///
/// Nobody serves themselves; no need, offer or helper is used beyond its places or cap; staying
/// unassigned counts nothing. The order of the input does not change the result.
///
/// # Errors
/// Refuses a repeated listing and a pair that names a listing that does not take part.
pub fn assign(input: &RoundInput, parameters: &Parameters) -> Result<Round, RoundError> {
    let market = Market::build(input, parameters)?;
    let best = if market.is_exact() {
        exact::solve(&market)
    } else {
        search(&market, parameters)
    };
    let Outcome {
        pairs,
        value,
        bound,
    } = best;
    assert!(
        value <= bound,
        "a proven bound is never below a value that was reached"
    );
    Ok(Round {
        pairs,
        value,
        bound,
        gap_ppm: gap_ppm(value, bound),
    })
}

/// Runs auctions with ever smaller steps until the gap is good enough or the bids are used up.
fn search(market: &Market, parameters: &Parameters) -> Outcome {
    let mut bids_left = parameters.bids_max;
    let mut best = Outcome {
        bound: u64::MAX,
        ..Outcome::default()
    };
    for step in Market::price_steps(parameters) {
        best = Auction::new(market, step)
            .run(&mut bids_left)
            .better_of(best);
        let is_enough = gap_ppm(best.value, best.bound) <= parameters.gap_ppm_target;
        if is_enough || bids_left == 0 {
            break;
        }
    }
    best
}

fn gap_ppm(value: u64, bound: u64) -> u32 {
    let missing = u128::from(bound.saturating_sub(value)).saturating_mul(1_000_000);
    let bound = u128::from(bound.max(1));
    let ppm = missing
        .saturating_add(bound.saturating_sub(1))
        .checked_div(bound)
        .unwrap_or(0);
    u32::try_from(ppm).unwrap_or(u32::MAX)
}
