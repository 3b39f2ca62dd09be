//! Where the record of a height begins, and which heights are missing.

use std::collections::BTreeMap;

/// The place of a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Location {
    pub(crate) segment: u32,
    pub(crate) offset: u64,
}

/// Heights of one kind of record.
#[derive(Debug, Default)]
pub(crate) struct HeightIndex {
    locations: BTreeMap<u64, Location>,
    /// Runs of heights without a gap: first to last.
    runs: BTreeMap<u64, u64>,
}

impl HeightIndex {
    /// Notes a record; `false` when the height has one already.
    pub(crate) fn insert(&mut self, height: u64, location: Location) -> bool {
        if self.locations.contains_key(&height) {
            return false;
        }
        self.locations.insert(height, location);
        let mut first = height;
        let mut last = height;
        if let Some((start, end)) = self.runs.range(..height).next_back().map(pair)
            && end + 1 == height
        {
            first = start;
        }
        if let Some(end) = self.runs.remove(&(height + 1)) {
            last = end;
        }
        self.runs.insert(first, last);
        true
    }

    pub(crate) fn get(&self, height: u64) -> Option<Location> {
        self.locations.get(&height).copied()
    }

    pub(crate) fn last(&self) -> Option<u64> {
        self.runs.last_key_value().map(|(_, end)| *end)
    }

    /// The lowest height at or above `height` that has a record.
    pub(crate) fn at_or_above(&self, height: u64) -> Option<u64> {
        self.locations.range(height..).next().map(|(key, _)| *key)
    }

    /// End of the run around `height`, and start of the run after it.
    pub(crate) fn next_gap(&self, height: u64) -> (Option<u64>, Option<u64>) {
        let around = self.runs.range(..=height).next_back().map(pair);
        let end = around.filter(|(_, end)| *end >= height).map(|run| run.1);
        let after = self.runs.range(height.saturating_add(1)..).next();
        (end, after.map(|(start, _)| *start))
    }

    /// Up to `count` heights from `start` on that lie between two runs, or before the first.
    pub(crate) fn missing(&self, start: u64, count: usize) -> Vec<u64> {
        let Some(last) = self.last() else {
            return Vec::new();
        };
        let mut missing = Vec::new();
        let mut height = start;
        while height < last && missing.len() < count {
            match self.next_gap(height) {
                (Some(end), _) => height = end + 1,
                (None, _) => {
                    missing.push(height);
                    height += 1;
                }
            }
        }
        missing
    }

    /// Runs that reach `height` or lie above it.
    pub(crate) fn runs_from(&self, height: u64) -> Vec<(u64, u64)> {
        let runs = self.runs.iter().map(pair);
        runs.filter(|(_, end)| *end >= height).collect()
    }
}

fn pair((start, end): (&u64, &u64)) -> (u64, u64) {
    (*start, *end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gaps_open_and_close() {
        let mut index = HeightIndex::default();
        let location = Location {
            segment: 0,
            offset: 0,
        };
        for height in [0, 1, 2, 5, 7, 6, 10] {
            assert!(index.insert(height, location));
        }
        assert!(!index.insert(5, location));
        assert_eq!(index.runs_from(3), [(5, 7), (10, 10)]);
        assert_eq!(index.next_gap(1), (Some(2), Some(5)));
        assert_eq!(index.next_gap(3), (None, Some(5)));
        assert_eq!(index.next_gap(11), (None, None));
        assert_eq!(index.missing(0, 9), [3, 4, 8, 9]);
        assert_eq!(index.missing(4, 2), [4, 8]);
        assert_eq!((index.last(), index.at_or_above(8)), (Some(10), Some(10)));
        index.insert(4, location);
        index.insert(3, location);
        assert_eq!(index.next_gap(0), (Some(7), Some(10)));
    }
}
