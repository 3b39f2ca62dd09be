//! Percentiles of many times.

use serde_json::{Value, json};

/// Times in microseconds, in any order.
#[derive(Default)]
pub(super) struct Latencies(Vec<u32>);

impl Latencies {
    pub(super) fn push(&mut self, microseconds: u64) {
        self.0.push(u32::try_from(microseconds).unwrap_or(u32::MAX));
    }

    pub(super) fn append(&mut self, mut other: Self) {
        self.0.append(&mut other.0);
    }

    /// The time, in microseconds, that so many in a thousand did not exceed: the nearest rank.
    fn per_thousand(&self, share: usize) -> u32 {
        let rank = (self.0.len() * share).div_ceil(1_000).saturating_sub(1);
        self.0.get(rank).copied().unwrap_or(0)
    }

    /// Half, ninety-nine in a hundred, and the slowest, in microseconds.
    pub(super) fn in_microseconds(mut self) -> Value {
        self.0.sort_unstable();
        let [p50, p99, max] = [500, 990, 1_000].map(|share| self.per_thousand(share));
        json!({ "p50": p50, "p99": p99, "max": max })
    }

    /// The same in milliseconds.
    pub(super) fn in_milliseconds(mut self) -> Value {
        self.0.sort_unstable();
        let at = |share| f64::from(self.per_thousand(share)) / 1_000.0;
        json!({ "p50": at(500), "p99": at(990), "max": at(1_000) })
    }
}

#[cfg(test)]
mod tests {
    use super::Latencies;

    #[test]
    fn percentiles_are_times_that_happened() {
        let mut latencies = Latencies::default();
        (1..=200).rev().for_each(|time| latencies.push(time));
        let shown = latencies.in_microseconds();
        assert_eq!(
            shown,
            serde_json::json!({ "p50": 100, "p99": 198, "max": 200 })
        );
        let none = Latencies::default().in_milliseconds();
        assert_eq!(
            none,
            serde_json::json!({ "p50": 0.0, "p99": 0.0, "max": 0.0 })
        );
    }
}
