//! Operations that could still be replayed: a set that many versions of the state share.
//!
//! The operations of a block are one sorted run; runs of like size are joined, as carries are in
//! binary addition, so that there are few and adding costs little. A run in which nothing can be
//! replayed any more is dropped whole.
//!
//! Runs are sorted by id, and each has a directory: where the ids with given first bits begin. Ids
//! are hashes, spread evenly, so that a look into a run costs two or three places in memory instead
//! of sixteen; among ids that somebody made alike it is a binary search. Most of what is looked for
//! is in no run: a filter of two bytes for each id says so at the first place that it looks at.

use crate::{ids::OperationId, time::Timestamp};
use std::sync::Arc;

/// An operation and the end of its validity.
pub(super) type Entry = (Timestamp, OperationId);

/// Longer runs are not joined: no block waits for a long copy.
const JOINED_MAX: usize = 65_536;

/// Entries that share a line of the directory, where ids are spread evenly.
const ENTRIES_PER_LINE: usize = 4;

/// Entries that share a word of the filter.
const ENTRIES_PER_WORD: usize = 4;

/// Entries sorted by id.
#[derive(Debug)]
struct Run {
    /// The latest end of validity.
    last_end: Timestamp,
    entries: Box<[Entry]>,
    /// How many first bits of an id tell its line.
    bits: u32,
    /// Where each line begins, and where the last one ends.
    lines: Box<[u32]>,
    /// Marks of every id; a power of two of words.
    filter: Box<[u64]>,
}

/// The set; a clone costs a few pointers.
#[derive(Clone, Debug, Default)]
pub(super) struct Recent {
    /// The newest last.
    runs: Vec<Arc<Run>>,
}

impl Recent {
    /// Whether an entry is in the set.
    pub(super) fn contains(&self, entry: &Entry) -> bool {
        self.runs.iter().any(|run| run.contains(entry))
    }

    /// The set with the entries of a block, and without those whose validity ended before `time`.
    pub(super) fn with(&self, mut entries: Vec<Entry>, time: Timestamp) -> Self {
        let lives = |run: &&Arc<Run>| run.last_end >= time;
        let mut runs: Vec<Arc<Run>> = self.runs.iter().filter(lives).cloned().collect();
        entries.retain(|(end, _)| *end >= time);
        entries.sort_unstable_by_key(by_id);
        entries.dedup();
        while let Some(last) = runs.pop_if(|last| joins(last.entries.len(), entries.len())) {
            entries = merge(&last.entries, &entries, time);
        }
        if let Some(last_end) = entries.iter().map(|(end, _)| *end).max() {
            runs.push(Arc::new(Run::new(last_end, entries)));
        }
        Self { runs }
    }
}

impl FromIterator<Entry> for Recent {
    fn from_iter<I: IntoIterator<Item = Entry>>(entries: I) -> Self {
        Self::default().with(entries.into_iter().collect(), Timestamp::default())
    }
}

impl Run {
    fn new(last_end: Timestamp, entries: Vec<Entry>) -> Self {
        let wanted = entries.len().checked_div(ENTRIES_PER_LINE).unwrap_or(0);
        let bits = wanted.max(1).ilog2();
        // Each line has its beginning; the last one its end as well.
        let marks = 1_usize.checked_shl(bits).unwrap_or(1).saturating_add(1);
        let mut lines = Vec::with_capacity(marks);
        for (at, (_, id)) in (0_u32..).zip(&entries) {
            while lines.len() <= line(id, bits) {
                lines.push(at);
            }
        }
        let end = u32::try_from(entries.len()).unwrap_or(u32::MAX);
        lines.resize(marks, end);
        Self {
            last_end,
            filter: filter(&entries),
            entries: entries.into(),
            bits,
            lines: lines.into(),
        }
    }

    fn contains(&self, entry: &Entry) -> bool {
        let (word, marks) = marks(&entry.1, self.filter.len());
        if self
            .filter
            .get(word)
            .is_none_or(|word| word & marks != marks)
        {
            return false;
        }
        let line = line(&entry.1, self.bits);
        let within = self.lines.get(line..).and_then(<[u32]>::first_chunk);
        let Some([Ok(start), Ok(end)]) = within.map(|marks: &[u32; 2]| marks.map(usize::try_from))
        else {
            return false;
        };
        let within = self.entries.get(start..end);
        within.is_some_and(|within| within.binary_search_by_key(&by_id(entry), by_id).is_ok())
    }
}

/// The line of an id: its first bits.
fn line(id: &OperationId, bits: u32) -> usize {
    let first = id.0.first_chunk().map_or(0, |id| u64::from_be_bytes(*id));
    let line = first.checked_shr(u64::BITS.saturating_sub(bits));
    line.and_then(|line| usize::try_from(line).ok())
        .unwrap_or(0)
}

/// A word for every four ids, with the marks of each.
fn filter(entries: &[Entry]) -> Box<[u64]> {
    let words = entries.len().div_ceil(ENTRIES_PER_WORD);
    let mut filter = vec![0; words.checked_next_power_of_two().unwrap_or(1)];
    let length = filter.len();
    for (_, id) in entries {
        let (word, marks) = marks(id, length);
        if let Some(word) = filter.get_mut(word) {
            *word |= marks;
        }
    }
    filter.into()
}

/// The word of an id among so many, a power of two, and its three bits there; all of them from the
/// end of the id, because the directory uses the beginning.
fn marks(id: &OperationId, words: usize) -> (usize, u64) {
    let last = id.0.last_chunk().map_or(0, |id| u64::from_le_bytes(*id));
    let word = usize::try_from(last >> 18).unwrap_or(0) & words.saturating_sub(1);
    let bit = |at: u32| 1_u64 << ((last >> at) & 63);
    (word, bit(0) | bit(6) | bit(12))
}

const fn by_id((end, id): &Entry) -> (OperationId, Timestamp) {
    (*id, *end)
}

const fn joins(before: usize, added: usize) -> bool {
    before <= added.saturating_mul(2) && before.saturating_add(added) <= JOINED_MAX
}

/// Both runs in order, each entry once, without those whose validity ended.
fn merge(left: &[Entry], right: &[Entry], time: Timestamp) -> Vec<Entry> {
    let mut merged = Vec::with_capacity(left.len().saturating_add(right.len()));
    let (mut left, mut right) = (left.iter().peekable(), right.iter().peekable());
    while let Some(next) = match (left.peek(), right.peek()) {
        (Some(one), Some(other)) if one == other => {
            left.next();
            right.next()
        }
        (Some(one), Some(other)) if by_id(one) > by_id(other) => right.next(),
        (Some(_), _) => left.next(),
        (None, _) => right.next(),
    } {
        if next.0 >= time {
            merged.push(*next);
        }
    }
    merged
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    fn entry(end: u64, id: u64) -> Entry {
        let mut bytes = [0; 32];
        bytes[..8].copy_from_slice(&id.wrapping_mul(0x9e37_79b9_7f4a_7c15).to_le_bytes());
        (Timestamp(end), OperationId(bytes))
    }

    #[test]
    fn it_holds_what_a_plain_set_holds() {
        let (mut recent, mut plain) = (Recent::default(), BTreeSet::new());
        let mut older = Vec::new();
        for block in 0..400_u64 {
            let count = [0, 1, 1, 7, 40][usize::try_from(block % 5).expect("it is small")];
            let entries: Vec<Entry> = (0..count)
                .map(|i| entry(block + 20 + (i * 7) % 30, block * 100 + i))
                .collect();
            older.push((recent.clone(), plain.clone()));
            recent = recent.with(entries.clone(), Timestamp(block));
            plain.extend(entries);
            plain.retain(|(end, _)| end.0 >= block);
            for entry in &plain {
                assert!(recent.contains(entry), "block {block}");
            }
            assert!(!recent.contains(&entry(block + 10, 1 << 40)));
            assert!(recent.runs.len() < 24, "{} runs", recent.runs.len());
        }
        for (recent, plain) in older {
            assert!(plain.iter().all(|entry| recent.contains(entry)));
        }
    }

    #[test]
    fn an_entry_twice_is_there_once() {
        let twice: Recent = [entry(5, 1), entry(5, 1)].into_iter().collect();
        let again = twice.with(vec![entry(5, 1), entry(5, 2)], Timestamp(0));
        let held: usize = again.runs.iter().map(|run| run.entries.len()).sum();
        assert_eq!(held, 2);
        assert!(!again.with(Vec::new(), Timestamp(6)).contains(&entry(5, 1)));
    }

    #[test]
    fn ids_that_are_not_spread_evenly_are_found_all_the_same() {
        let close = |last: u8| {
            let mut bytes = [200; 32];
            bytes[31] = last;
            (Timestamp(9), OperationId(bytes))
        };
        let recent: Recent = (0..200).step_by(2).map(close).collect();
        for last in 0..=u8::MAX {
            assert_eq!(recent.contains(&close(last)), last < 200 && last % 2 == 0);
        }
    }
}
