//! Blocks of our own: which operations go in, and when there is anything to propose at all.

use super::{Chain, Inner, Version};
use crate::block::{BLOCK_BYTES_MAX, SealedBlock};
use ledger::{OperationId, Sealed, block::BLOCK_OPERATION_BYTES_MAX, build_block};
use std::collections::BTreeSet;

impl Chain {
    /// A child of `parent` with the operations that wait. `None` when there are none, unless the
    /// block is needed even if it is empty.
    pub(crate) fn build(&self, parent: &Version, needed: bool) -> Option<SealedBlock> {
        let height = parent.header.height.saturating_add(1);
        if parent.state.rules_version_at(height) > self.known_rules() {
            return None;
        }
        let mut bytes_max = BLOCK_OPERATION_BYTES_MAX;
        loop {
            let candidates = self.candidates(parent, bytes_max);
            if candidates.is_empty() && !needed {
                return None;
            }
            let time = self.now_after(parent);
            let before = self.state_before(parent);
            let built = build_block(&parent.header, &before, time, candidates);
            self.refuse(parent, &built.refused);
            if built.block.operations.is_empty() && !needed {
                return None;
            }
            let version = Version::new(&built.block, built.state);
            let block = SealedBlock::new(built.block);
            if block.bytes().len() <= BLOCK_BYTES_MAX {
                self.remember(&version);
                return Some(block);
            }
            // Outcomes outgrew the operations: try with fewer.
            bytes_max /= 2;
        }
    }

    /// Whether a block below `parent`, or `parent` itself, holds operations and is not final.
    pub(crate) fn waits_for_finality(&self, parent: &Version) -> bool {
        let inner = self.lock();
        open_ancestors(&inner, parent).any(|version| !version.operations.is_empty())
    }

    fn candidates(&self, parent: &Version, bytes_max: usize) -> Vec<Sealed> {
        let inner = self.lock();
        if inner.mempool.is_empty() {
            return Vec::new();
        }
        let inside: BTreeSet<OperationId> = open_ancestors(&inner, parent)
            .flat_map(|version| version.operations.iter().copied())
            .collect();
        inner
            .mempool
            .candidates(bytes_max, |id| inside.contains(&id))
    }

    /// Answers the callers of operations that no block may carry. Only the head's state decides
    /// that: an open block may still lose.
    fn refuse(&self, parent: &Version, refused: &[(OperationId, ledger::Rejection)]) {
        let mut inner = self.lock();
        if inner.head.digest == parent.digest {
            for (id, rejection) in refused {
                inner.mempool.refuse(*id, *rejection);
            }
        }
    }
}

/// `version` and the blocks below it that are not final.
fn open_ancestors<'a>(inner: &'a Inner, version: &Version) -> impl Iterator<Item = &'a Version> {
    let first = inner.open.get(&version.digest);
    std::iter::successors(first, |child| inner.open.get(&child.header.parent))
}
