//! Operations that could still be replayed: a set that many versions of the state share.
//!
//! The operations of a block are one sorted run; runs of like size are joined, as carries are in
//! binary addition, so that there are few and adding costs little. A run in which nothing can be
//! replayed any more is dropped whole.

use crate::{ids::OperationId, time::Timestamp};
use std::sync::Arc;

/// An operation and the end of its validity.
pub(super) type Entry = (Timestamp, OperationId);

/// Longer runs are not joined: no block waits for a long copy.
const JOINED_MAX: usize = 65_536;

/// Sorted entries.
type Run = Arc<[Entry]>;

/// The set; a clone costs a few pointers.
#[derive(Clone, Debug, Default)]
pub(super) struct Recent {
    /// The newest last.
    runs: Vec<Run>,
}

impl Recent {
    /// Whether an entry is in the set.
    pub(super) fn contains(&self, entry: &Entry) -> bool {
        self.runs.iter().any(|run| run_contains(run, entry))
    }

    /// The set with the entries of a block, and without those whose validity ended before `time`.
    pub(super) fn with(&self, mut entries: Vec<Entry>, time: Timestamp) -> Self {
        let lives = |run: &&Run| run.last().is_some_and(|(end, _)| *end >= time);
        let mut runs: Vec<Run> = self.runs.iter().filter(lives).cloned().collect();
        entries.retain(|(end, _)| *end >= time);
        entries.sort_unstable();
        entries.dedup();
        while let Some(last) = runs.pop_if(|last| joins(last.len(), entries.len())) {
            entries = merge(&last, &entries, time);
        }
        if !entries.is_empty() {
            runs.push(entries.into());
        }
        Self { runs }
    }
}

impl FromIterator<Entry> for Recent {
    fn from_iter<I: IntoIterator<Item = Entry>>(entries: I) -> Self {
        Self::default().with(entries.into_iter().collect(), Timestamp::default())
    }
}

fn run_contains(run: &Run, entry: &Entry) -> bool {
    let within = run.first().is_some_and(|first| first <= entry)
        && run.last().is_some_and(|last| entry <= last);
    within && run.binary_search(entry).is_ok()
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
        (Some(one), Some(other)) if one > other => right.next(),
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
        let held: usize = again.runs.iter().map(|run| run.len()).sum();
        assert_eq!(held, 2);
        assert!(!again.with(Vec::new(), Timestamp(6)).contains(&entry(5, 1)));
    }
}
