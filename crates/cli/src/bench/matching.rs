//! `linli bench matching`: candidates and assignment of a generated district.

use matching::{
    Parameters,
    bench::{Workload, run},
};
use serde_json::{Value, json};

use super::machine;
use crate::clock;

mod compared;

/// Needs and offers in plain Chinese, from raw text to an assignment with a certified gap.
#[derive(clap::Args)]
pub(super) struct MatchingBench {
    /// Needs to publish.
    #[arg(
        long,
        default_value_t = 100_000,
        value_parser = clap::value_parser!(u32).range(1..=2_000_000),
    )]
    needs: u32,
    /// Offers to publish.
    #[arg(
        long,
        default_value_t = 100_000,
        value_parser = clap::value_parser!(u32).range(1..=2_000_000),
    )]
    offers: u32,
    /// Candidates kept for each need.
    #[arg(long, default_value_t = 20, value_parser = clap::value_parser!(u32).range(1..=1_000))]
    candidates: u32,
    /// Seed of the generated district.
    #[arg(long, default_value_t = 1)]
    seed: u64,
}

impl MatchingBench {
    pub(super) fn measure(self) -> anyhow::Result<Value> {
        let workload = Workload {
            needs: self.needs,
            offers: self.offers,
            candidates: self.candidates,
            threads: machine::cores(),
            seed: self.seed,
        };
        let measured = run(&workload, &Parameters::default(), &clock::stopwatch())?;
        let seconds = |microseconds: u64| microseconds as f64 / 1e6;
        let milliseconds = |microseconds: u64| microseconds as f64 / 1e3;
        Ok(json!({
            "needs": self.needs,
            "offers": self.offers,
            "candidates": self.candidates,
            "assign_seconds": seconds(measured.assign_us),
            "gap_percent": f64::from(measured.gap_ppm) / 10_000.0,
            "matched": measured.matched,
            "candidate_ms": {
                "p50": milliseconds(measured.candidate.p50_us),
                "p99": milliseconds(measured.candidate.p99_us),
                "max": milliseconds(measured.candidate.max_us),
            },
            "both_sides_told_ms": {
                "p50": milliseconds(measured.told.p50_us),
                "p99": milliseconds(measured.told.p99_us),
                "max": milliseconds(measured.told.max_us),
            },
            "compared": compared::with_pathfinding()?,
            "total_seconds": seconds(measured.total_us),
            "index_seconds": seconds(measured.index_us),
            "search_seconds": seconds(measured.search_us),
            "search_threads": workload.threads,
            "pairs": measured.pairs,
            "digest": ledger::Hash(measured.digest).to_string(),
            "rss_mb_max": machine::Process::own().memory_max(),
            "machine": machine::describe(),
            "load_average": machine::load_average(),
        }))
    }
}
