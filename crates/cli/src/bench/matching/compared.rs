//! The same dense instances for our assignment and for the Hungarian algorithm of the `pathfinding`
//! crate, in turn, at the sizes that it can do.

use anyhow::ensure;
use matching::{
    ListingId, OpenNeed, OpenOffer, Parameters, PartyId, Priority, RoundInput, ScoredPair, assign,
};
use pathfinding::{kuhn_munkres::kuhn_munkres, matrix::Matrix};
use serde_json::{Value, json};

use crate::clock;

const SIZES: [u32; 3] = [100, 250, 500];
/// Scores run from one to this.
const SCORE_MAX: u64 = 1_000;

/// One object for each size; a differing value is an error.
pub(super) fn with_pathfinding() -> anyhow::Result<Vec<Value>> {
    SIZES.iter().map(|size| compare(*size)).collect()
}

fn compare(size: u32) -> anyhow::Result<Value> {
    let scores = scores(size);
    let input = round_of(&scores);
    let now = clock::stopwatch();
    let started = now();
    let round = assign(&input, &Parameters::default())?;
    let ours_us = now().saturating_sub(started);
    let started = now();
    let (best, _) = kuhn_munkres(&scores);
    let theirs_us = now().saturating_sub(started);
    ensure!(
        i64::try_from(round.value)? == best,
        "at {size} our value is {} and theirs {best}",
        round.value
    );
    Ok(json!({
        "size": size,
        "value": best,
        "linli_ms": ours_us as f64 / 1e3,
        "pathfinding_ms": theirs_us as f64 / 1e3,
    }))
}

fn scores(size: u32) -> Matrix<i64> {
    let mut state = u64::from(size);
    let side = size as usize;
    Matrix::from_fn(side, side, |_| {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        ((state >> 33) % SCORE_MAX + 1) as i64
    })
}

fn round_of(scores: &Matrix<i64>) -> RoundInput {
    let id = |kind: u8, number: usize| {
        let mut id = [kind; 16];
        id[8..].copy_from_slice(&(number as u64).to_be_bytes());
        id
    };
    RoundInput {
        needs: (0..scores.rows)
            .map(|need| OpenNeed {
                id: ListingId(id(1, need)),
                party: PartyId(id(1, need)),
                places: 1,
                priority: Priority::default(),
            })
            .collect(),
        offers: (0..scores.columns)
            .map(|offer| OpenOffer {
                id: ListingId(id(2, offer)),
                party: PartyId(id(2, offer)),
                places: 1,
                party_cap: 1,
            })
            .collect(),
        pairs: scores
            .items()
            .map(|((need, offer), score)| ScoredPair {
                need: ListingId(id(1, need)),
                offer: ListingId(id(2, offer)),
                score: *score as u32,
            })
            .collect(),
        asks_per_helper_max: 1,
    }
}

#[cfg(test)]
mod tests {
    use super::compare;

    #[test]
    fn a_small_instance_has_one_value_by_both_ways() {
        assert_eq!(compare(40).expect("the values agree")["size"], 40);
    }
}
