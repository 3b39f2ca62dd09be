//! What came before: every state commits to the headers of all blocks before its own, so that one
//! short proof shows that a later ledger extends an earlier one.
//!
//! The digests of the headers are the leaves of a Merkle tree that only grows to the right. A state
//! keeps the roots of its complete subtrees, the largest first: as many as the number of headers
//! has binary ones. `leaf = H(domain ‖ digest)`, `node = H(1 ‖ left ‖ right)`.

use crate::{
    domains,
    hash::Hash,
    header::Header,
    state::{keys, store::Draft},
};
use borsh::{BorshDeserialize, BorshSerialize};

/// The headers of all blocks before this one.
#[derive(Clone, Debug, Default, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct History {
    /// How many there are: the height of the block whose state this is.
    pub headers: u64,
    /// The roots of the complete subtrees, the largest first.
    pub peaks: Vec<Hash>,
}

fn leaf(digest: &Hash) -> Hash {
    Hash::of(&[domains::HISTORY, &digest.0])
}

fn node(left: &Hash, right: &Hash) -> Hash {
    Hash::of(&[&[1], &left.0, &right.0])
}

/// Where a header stands: the peak above it, and the header's place among that peak's leaves.
struct Place {
    peak: usize,
    start: u64,
    height: u32,
    within: u64,
}

fn place(headers: u64, position: u64) -> Option<Place> {
    let mut start = 0_u64;
    let heights = (0..u64::BITS).rev().filter(|bit| headers >> bit & 1 == 1);
    for (peak, height) in heights.enumerate() {
        let within = position.checked_sub(start)?;
        if within >> height == 0 {
            return Some(Place {
                peak,
                start,
                height,
                within,
            });
        }
        start = start.checked_add(1_u64.checked_shl(height)?)?;
    }
    None
}

impl History {
    /// This history and one header more.
    #[must_use]
    pub fn extended(&self, digest: Hash) -> Self {
        let mut peaks = self.peaks.clone();
        let mut grown = leaf(&digest);
        for _ in 0..self.headers.trailing_ones() {
            let left = peaks.pop().unwrap_or_default();
            grown = node(&left, &grown);
        }
        peaks.push(grown);
        Self {
            headers: self.headers.saturating_add(1),
            peaks,
        }
    }

    /// Whether the header with `digest` stands at `position`, as `siblings` claim.
    #[must_use]
    pub fn contains(&self, position: u64, digest: &Hash, siblings: &[Hash]) -> bool {
        let Some(place) = place(self.headers, position) else {
            return false;
        };
        let complete = usize::try_from(self.headers.count_ones()) == Ok(self.peaks.len());
        if !complete || usize::try_from(place.height) != Ok(siblings.len()) {
            return false;
        }
        let mut within = place.within;
        let mut reached = leaf(digest);
        for sibling in siblings {
            reached = match within & 1 {
                0 => node(&reached, sibling),
                _ => node(sibling, &reached),
            };
            within >>= 1;
        }
        self.peaks.get(place.peak) == Some(&reached)
    }
}

/// The siblings that prove the header at `position` among `digests`, which are those of all headers
/// of a history; `None` beyond the last.
#[must_use]
pub fn prove(digests: &[Hash], position: u64) -> Option<Vec<Hash>> {
    let headers = u64::try_from(digests.len()).ok()?;
    let place = place(headers, position)?;
    let start = usize::try_from(place.start).ok()?;
    let mut level: Vec<Hash> = digests
        .iter()
        .skip(start)
        .take(1_usize.checked_shl(place.height)?)
        .map(leaf)
        .collect();
    let mut within = usize::try_from(place.within).ok()?;
    let mut siblings = Vec::new();
    while level.len() > 1 {
        siblings.push(*level.get(within ^ 1)?);
        let pairs = level.chunks(2).filter_map(|pair| match pair {
            [left, right] => Some(node(left, right)),
            _ => None,
        });
        level = pairs.collect();
        within >>= 1;
    }
    Some(siblings)
}

/// Makes the block's state remember its parent.
pub(crate) fn remember(draft: &mut Draft<'_>, parent: &Header) {
    let before = draft.get(&keys::history()).unwrap_or_default();
    draft.put(&keys::history(), &before.extended(parent.digest()));
    draft.keep();
}

#[cfg(test)]
mod tests {
    use super::*;

    fn digests(count: u64) -> Vec<Hash> {
        (0..count).map(|i| Hash::of(&[&i.to_le_bytes()])).collect()
    }

    #[test]
    fn every_header_proves_its_place_and_no_other() {
        let mut history = History::default();
        for count in 0..70_u64 {
            let digests = digests(count);
            for position in 0..count {
                let siblings = prove(&digests, position).expect("it is in range");
                let digest = digests[usize::try_from(position).expect("it is small")];
                assert!(history.contains(position, &digest, &siblings));
                assert!(!history.contains(position + 1, &digest, &siblings));
                assert!(!history.contains(position, &Hash::ZERO, &siblings));
                let longer = [&siblings[..], &[Hash::ZERO]].concat();
                assert!(!history.contains(position, &digest, &longer));
            }
            assert_eq!(prove(&digests, count), None);
            assert!(!history.contains(count, &Hash::ZERO, &[]));
            history = history.extended(Hash::of(&[&count.to_le_bytes()]));
            assert_eq!(history.headers, count + 1);
            let peaks = u32::try_from(history.peaks.len()).expect("they are few");
            assert_eq!(peaks, history.headers.count_ones());
        }
    }

    #[test]
    fn a_changed_history_has_other_peaks() {
        let build = |other: u64| {
            (0..21_u64).fold(History::default(), |history, i| {
                let digest = Hash::of(&[&(if i == other { 99 } else { i }).to_le_bytes()]);
                history.extended(digest)
            })
        };
        for changed in 0..21 {
            assert_ne!(build(changed), build(50));
        }
    }
}
