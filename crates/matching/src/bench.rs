//! A seeded workload from raw text to assignment, timed by a clock that the caller brings.

use std::collections::BTreeMap;
use std::num::NonZeroUsize;
use std::sync::Arc;

use crate::{
    Index, IndexError, ListingId, Need, Offer, OpenNeed, OpenOffer, Parameters, Priority,
    RoundError, RoundInput, Synonyms, Words, assign, digest,
};

mod workload;

pub use workload::{District, generate};

/// How large a workload is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Workload {
    /// Needs to publish.
    pub needs: u32,
    /// Offers to publish.
    pub offers: u32,
    /// Candidates kept for each need.
    pub candidates: u32,
    /// Threads that search the candidates of a round; the result does not depend on them.
    pub threads: NonZeroUsize,
    /// Seed of everything that looks random.
    pub seed: u64,
}

/// Latencies in microseconds.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Latencies {
    /// Half of the searches took no longer.
    pub p50_us: u64,
    /// Ninety-nine in a hundred took no longer.
    pub p99_us: u64,
    /// None took longer.
    pub max_us: u64,
}

/// What a run measured; the workload itself is written before the clock starts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Measured {
    /// Candidate pairs that the round weighed.
    pub pairs: u64,
    /// Loading the dictionary.
    pub dictionary_us: u64,
    /// Splitting and filing all listings.
    pub index_us: u64,
    /// Searching candidates for every need, on the given threads.
    pub search_us: u64,
    /// One search for a new need, from its raw text to explained candidates.
    pub candidate: Latencies,
    /// From a new need's raw text until it is in the index, its candidates are found and so are
    /// those of the helper who fits best: both sides can be told.
    pub told: Latencies,
    /// The assignment alone, from unordered pairs to the round.
    pub assign_us: u64,
    /// From raw text to the assignment, dictionary included, the single searches left out.
    pub total_us: u64,
    /// Pairs made.
    pub matched: u64,
    /// Points of the round.
    pub value: u64,
    /// Certified gap in millionths.
    pub gap_ppm: u32,
    /// Digest of the round.
    pub digest: [u8; 32],
}

/// Why a run could not be made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BenchError {
    /// A listing was refused.
    #[error(transparent)]
    Index(#[from] IndexError),
    /// The round was refused.
    #[error(transparent)]
    Round(#[from] RoundError),
}

/// New needs whose single search is timed; enough for a 99th percentile.
const TIMED_SEARCHES_MAX: usize = 5_000;
/// Needs that are published one by one to time how soon both sides can be told.
const TIMED_TELLINGS_MAX: usize = 1_000;
/// Pairs that one helper may be asked for.
const ASKS_PER_HELPER_MAX: u16 = 2;

/// Runs a workload; `now` tells microseconds from any fixed start.
///
/// # Errors
/// Passes on a refused listing or round, which a generated workload never causes.
pub fn run(
    workload: &Workload,
    parameters: &Parameters,
    now: &dyn Fn() -> u64,
) -> Result<Measured, BenchError> {
    let District {
        needs,
        offers,
        taxonomy,
        areas,
    } = generate(workload);
    let limit = usize::try_from(workload.candidates).unwrap_or(usize::MAX);
    let since = |start: u64| now().saturating_sub(start);

    let started = now();
    let words = Arc::new(Words::new(Synonyms::neighbourhood(), &taxonomy));
    let dictionary_us = since(started);
    let index_started = now();
    let mut index = Index::new(words, taxonomy, areas, *parameters);
    for offer in &offers {
        index.insert_offer(offer)?;
    }
    for need in &needs {
        index.insert_need(need)?;
    }
    let index_us = since(index_started);
    let search_started = now();
    let pairs = index.pairs_for_all_needs(limit, workload.threads);
    let search_us = since(search_started);
    let open_need = |need: &Need| OpenNeed {
        id: need.id,
        party: need.party,
        places: need.open(),
        priority: Priority::default(),
    };
    let open_offer = |offer: &Offer| OpenOffer {
        id: offer.id,
        party: offer.party,
        places: offer.open(),
        party_cap: u16::MAX,
    };
    let input = RoundInput {
        needs: needs.iter().map(open_need).collect(),
        offers: offers.iter().map(open_offer).collect(),
        pairs,
        asks_per_helper_max: ASKS_PER_HELPER_MAX,
    };
    let assign_started = now();
    let round = assign(&input, parameters)?;
    let assign_us = since(assign_started);
    let total_us = since(started);
    let times = needs.iter().take(TIMED_SEARCHES_MAX).map(|need| {
        let start = now();
        let found = index.candidates_for_need(need, limit);
        std::hint::black_box(found);
        since(start)
    });
    let times: Vec<u64> = times.collect();
    let told = tell(&mut index, &needs, &offers, limit, now)?;
    Ok(Measured {
        told,
        pairs: count(input.pairs.len()),
        dictionary_us,
        index_us,
        search_us,
        candidate: latencies(times),
        assign_us,
        total_us,
        matched: count(round.pairs.len()),
        value: round.value,
        gap_ppm: round.gap_ppm,
        digest: digest(&round, parameters),
    })
}

/// Publishes needs once more, one by one under new ids, and looks from both sides each time.
fn tell(
    index: &mut Index,
    needs: &[Need],
    offers: &[Offer],
    limit: usize,
    now: &dyn Fn() -> u64,
) -> Result<Latencies, BenchError> {
    let offers: BTreeMap<ListingId, &Offer> =
        offers.iter().map(|offer| (offer.id, offer)).collect();
    let mut times = Vec::new();
    for need in needs.iter().take(TIMED_TELLINGS_MAX) {
        let mut new = need.clone();
        new.id.0.iter_mut().for_each(|byte| *byte ^= u8::MAX);
        let start = now();
        index.insert_need(&new)?;
        let found = index.candidates_for_need(&new, limit);
        let best = found.first().and_then(|found| offers.get(&found.offer));
        let back = best.map(|offer| index.candidates_for_offer(offer, limit));
        std::hint::black_box(back);
        times.push(now().saturating_sub(start));
        index.remove_need(new.id);
    }
    Ok(latencies(times))
}

fn latencies(mut times: Vec<u64>) -> Latencies {
    times.sort_unstable();
    let at = |percent: usize| {
        let rank = times
            .len()
            .saturating_mul(percent)
            .checked_div(100)
            .unwrap_or(0);
        times
            .get(rank.min(times.len().saturating_sub(1)))
            .copied()
            .unwrap_or(0)
    };
    Latencies {
        p50_us: at(50),
        p99_us: at(99),
        max_us: at(100),
    }
}

fn count(items: usize) -> u64 {
    u64::try_from(items).unwrap_or(u64::MAX)
}
