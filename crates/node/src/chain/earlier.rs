//! States after earlier blocks: the last ones are kept, older ones are run again from the nearest
//! snapshot, as far as that takes a second and no more.

use super::{Chain, Head, Version, replay};
use ledger::Genesis;
use std::{
    collections::VecDeque,
    sync::{Mutex, PoisonError},
};

/// Versions are kept of this many blocks at most.
const BLOCKS_MAX: usize = 1_024;
/// And of this many operations: each holds some kilobytes of tree, so that it is some 10 MB.
const OPERATIONS_MAX: usize = 4_096;
/// Operations that are run again for one answer: about half a second.
const REPLAYED_MAX: usize = 40_000;

/// Why there is no state of a height to be had here.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EarlierError {
    /// No such block is final.
    #[error("no such block is final")]
    Unknown,
    /// Too much would have to be run again: whoever has the folder can do that in their own time.
    #[error("the state of that block is not kept any more")]
    NotKept,
    /// Another earlier state is being made.
    #[error("another earlier state is being made")]
    Busy,
}

/// The last final versions before the head, the oldest first.
#[derive(Debug, Default)]
pub(super) struct Recent {
    versions: VecDeque<Version>,
    operations: usize,
}

impl Recent {
    /// Keeps a version; those that it displaces are handed back, because letting go takes long.
    pub(super) fn keep(&mut self, version: Version) -> Vec<Version> {
        self.operations += version.operations.len();
        self.versions.push_back(version);
        let mut displaced = Vec::new();
        while self.versions.len() > BLOCKS_MAX || self.operations > OPERATIONS_MAX {
            let Some(oldest) = self.versions.pop_front() else {
                break;
            };
            self.operations -= oldest.operations.len();
            displaced.push(oldest);
        }
        displaced
    }

    /// The newest version at or below a height.
    fn at_or_below(&self, height: u64) -> Option<Version> {
        let above = self
            .versions
            .partition_point(|version| version.header.height <= height);
        self.versions.get(above.checked_sub(1)?).cloned()
    }
}

/// What states of earlier blocks are made from.
#[derive(Debug)]
pub(super) struct Earlier {
    genesis: Genesis,
    recent: Mutex<Recent>,
    /// Held while one is made.
    turn: Mutex<()>,
}

impl Earlier {
    pub(super) fn of(genesis: &Genesis) -> Self {
        Self {
            genesis: genesis.clone(),
            recent: Mutex::default(),
            turn: Mutex::default(),
        }
    }

    pub(super) fn keep(&self, version: Version) -> Vec<Version> {
        let mut recent = self.recent.lock().unwrap_or_else(PoisonError::into_inner);
        recent.keep(version)
    }
}

impl Chain {
    /// The block at a height and the state after it; runs blocks again where it has to.
    ///
    /// # Errors
    /// When no such block is final, or when it cannot be had in about a second.
    pub(crate) fn state_at(&self, height: u64) -> Result<Head, EarlierError> {
        let head = self.head();
        if height == head.header.height {
            return Ok(head);
        }
        if height > head.header.height {
            return Err(EarlierError::Unknown);
        }
        let recent = self.earlier.recent.lock();
        let recent = recent
            .unwrap_or_else(PoisonError::into_inner)
            .at_or_below(height);
        if let Some(version) = recent.as_ref().filter(|one| one.header.height == height) {
            return Ok(head_of(version));
        }
        let Ok(_turn) = self.earlier.turn.try_lock() else {
            return Err(EarlierError::Busy);
        };
        let start = recent.unwrap_or_else(|| {
            let genesis = &self.earlier.genesis;
            replay::start_at_or_below(genesis, &self.log, height)
        });
        let known = self.known_rules();
        let version = replay::forward(start, (&self.log, self.rules), height, known, REPLAYED_MAX);
        version
            .map(|version| head_of(&version))
            .ok_or(EarlierError::NotKept)
    }
}

fn head_of(version: &Version) -> Head {
    Head {
        header: version.header.as_ref().clone(),
        state: version.state.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ledger::{Hash, OperationId};
    use std::sync::Arc;
    use testkit::Chain as Story;

    fn versions(operations: usize) -> Vec<Version> {
        let mut chain = Story::new(1);
        let mut versions = Vec::new();
        for height in 0..4_u64 {
            let mut header = chain.head().clone();
            header.height = height;
            chain.advance(1);
            versions.push(Version {
                digest: Hash::ZERO,
                header: Arc::new(header),
                state: chain.state().clone(),
                operations: vec![OperationId([0; 32]); operations].into(),
            });
        }
        versions
    }

    #[test]
    fn the_last_versions_are_found_by_height() {
        let mut recent = Recent::default();
        for version in versions(1) {
            assert!(recent.keep(version).is_empty());
        }
        for height in 0..4 {
            let found = recent.at_or_below(height).map(|one| one.header.height);
            assert_eq!(found, Some(height));
        }
        assert_eq!(recent.at_or_below(9).map(|one| one.header.height), Some(3));
    }

    #[test]
    fn old_versions_go_when_blocks_are_large() {
        let mut recent = Recent::default();
        let displaced: Vec<u64> = versions(OPERATIONS_MAX / 2)
            .into_iter()
            .flat_map(|version| recent.keep(version))
            .map(|version| version.header.height)
            .collect();
        assert_eq!(displaced, [0, 1]);
        assert_eq!(recent.at_or_below(1).map(|one| one.header.height), None);
        assert_eq!(recent.operations, OPERATIONS_MAX);
    }
}
