//! The block tree of RFC 9162: one Merkle tree per block, leaf = (operation, outcome).

use crate::{hash::Hash, operation::Envelope, outcome::Outcome};

/// Hash of one leaf: the operation's length, its canonical bytes, and those of its outcome. The
/// length fixes where one ends, also for a reader that hashes bytes without decoding them.
#[must_use]
pub fn leaf(envelope: &Envelope, outcome: &Outcome) -> Hash {
    leaf_of_bytes(&crate::encode(envelope), outcome)
}

/// [`leaf`], where the operation's canonical bytes are known.
#[must_use]
pub fn leaf_of_bytes(operation: &[u8], outcome: &Outcome) -> Hash {
    // An envelope is far below 4 GiB: admission limits it to ENVELOPE_BYTES_MAX.
    let length = u32::try_from(operation.len()).unwrap_or(u32::MAX);
    Hash::of(&[
        &[0],
        &length.to_le_bytes(),
        operation,
        &crate::encode(outcome),
    ])
}

fn node(left: &Hash, right: &Hash) -> Hash {
    Hash::of(&[&[1], &left.0, &right.0])
}

/// Splits at the largest power of two below the length.
fn halves(leaves: &[Hash]) -> (&[Hash], &[Hash]) {
    let half = leaves
        .len()
        .saturating_add(1)
        .checked_div(2)
        .unwrap_or(0)
        .next_power_of_two();
    leaves.split_at_checked(half).unwrap_or((leaves, &[]))
}

/// Root over the leaves; the hash of nothing for an empty block.
#[must_use]
pub fn root(leaves: &[Hash]) -> Hash {
    match leaves {
        [] => Hash::of(&[]),
        [only] => *only,
        _ => {
            let (left, right) = halves(leaves);
            node(&root(left), &root(right))
        }
    }
}

/// Siblings from the leaf at `position` up to the root, or `None` beyond the last leaf.
#[must_use]
pub fn path(leaves: &[Hash], position: usize) -> Option<Vec<Hash>> {
    if leaves.len() <= 1 {
        return (position < leaves.len()).then(Vec::new);
    }
    let (left, right) = halves(leaves);
    let (mut siblings, other) = match position.checked_sub(left.len()) {
        None => (path(left, position)?, right),
        Some(rest) => (path(right, rest)?, left),
    };
    siblings.push(root(other));
    Some(siblings)
}

/// The root that `siblings` lead to from `leaf` at `position` of `count` leaves; `None` when the
/// number of siblings is not the one that this position has.
#[must_use]
pub fn root_from_path(
    leaf: Hash,
    position: usize,
    count: usize,
    siblings: &[Hash],
) -> Option<Hash> {
    if position >= count {
        return None;
    }
    if count == 1 {
        return siblings.is_empty().then_some(leaf);
    }
    let half = count.saturating_add(1).checked_div(2)?.next_power_of_two();
    let (last, rest) = siblings.split_last()?;
    match position.checked_sub(half) {
        None => Some(node(&root_from_path(leaf, position, half, rest)?, last)),
        Some(right) => {
            let inner = root_from_path(leaf, right, count.checked_sub(half)?, rest)?;
            Some(node(last, &inner))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_path_leads_to_the_root_and_no_other() {
        for count in 1..40_usize {
            let leaves: Vec<_> = (0..count).map(|i| Hash::of(&[&[i as u8]])).collect();
            let root = root(&leaves);
            for position in 0..count {
                let siblings = path(&leaves, position).expect("the position is in range");
                let reached = root_from_path(leaves[position], position, count, &siblings);
                assert_eq!(reached, Some(root), "{position} of {count}");
                let wrong = root_from_path(Hash::ZERO, position, count, &siblings);
                assert_ne!(wrong, Some(root));
            }
            assert_eq!(path(&leaves, count), None);
        }
    }

    #[test]
    fn the_split_is_the_largest_power_of_two_below_the_count() {
        let leaves = vec![Hash::ZERO; 6];
        assert_eq!(halves(&leaves).0.len(), 4);
        assert_eq!(halves(&leaves[..4]).0.len(), 2);
        assert_eq!(halves(&leaves[..5]).0.len(), 4);
    }
}
