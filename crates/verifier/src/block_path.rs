//! The way from one operation up to its block's root: siblings, each with the side it stands on.
//!
//! The header does not say how many operations a block has, so neither does a receipt: sides are
//! what the hash covers, a count or a position would be a claim that nobody could check.

use borsh::{BorshDeserialize, BorshSerialize};
use ledger::{Block, Hash, block_tree};

/// The most steps of a path: blocks hold far fewer than 2³² operations.
pub const STEPS_MAX: usize = 32;

/// Where a sibling stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub enum Side {
    /// Before what was reached so far.
    Left,
    /// After what was reached so far.
    Right,
}

/// One step up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Step {
    /// Where the sibling stands.
    pub side: Side,
    /// The sibling's hash.
    pub sibling: Hash,
}

/// The path of the operation at `position`; `None` beyond the last.
#[must_use]
pub fn path(block: &Block, position: usize) -> Option<Vec<Step>> {
    let siblings = block_tree::path(&block.leaves(), position)?;
    let sides = sides(position, block.operations.len());
    let steps = sides.into_iter().zip(siblings);
    Some(
        steps
            .map(|(side, sibling)| Step { side, sibling })
            .collect(),
    )
}

/// The root that a path leads to from a leaf.
#[must_use]
pub fn root(leaf: Hash, path: &[Step]) -> Hash {
    path.iter().fold(leaf, |below, step| match step.side {
        Side::Left => Hash::of(&[&[1], &step.sibling.0, &below.0]),
        Side::Right => Hash::of(&[&[1], &below.0, &step.sibling.0]),
    })
}

/// Sides of the siblings from the leaf up, as RFC 9162 splits `count` leaves.
fn sides(mut position: usize, mut count: usize) -> Vec<Side> {
    let mut downward = Vec::new();
    while count > 1 {
        let half = count.div_ceil(2).next_power_of_two();
        if let Some(right) = position.checked_sub(half) {
            downward.push(Side::Left);
            position = right;
            count = count.saturating_sub(half);
        } else {
            downward.push(Side::Right);
            count = half;
        }
    }
    downward.reverse();
    downward
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_path_leads_to_the_root_and_every_other_side_does_not() {
        for count in 1..40_usize {
            let leaves: Vec<_> = (0..count).map(|i| Hash::of(&[&i.to_le_bytes()])).collect();
            for (position, leaf) in leaves.iter().enumerate() {
                let siblings = block_tree::path(&leaves, position).expect("it is in range");
                let sides = sides(position, count);
                assert_eq!(sides.len(), siblings.len());
                let mut steps: Vec<Step> = sides
                    .into_iter()
                    .zip(siblings)
                    .map(|(side, sibling)| Step { side, sibling })
                    .collect();
                assert_eq!(root(*leaf, &steps), block_tree::root(&leaves));
                for step in 0..steps.len() {
                    let kept = steps[step].side;
                    steps[step].side = match kept {
                        Side::Left => Side::Right,
                        Side::Right => Side::Left,
                    };
                    assert_ne!(root(*leaf, &steps), block_tree::root(&leaves));
                    steps[step].side = kept;
                }
            }
        }
    }
}
