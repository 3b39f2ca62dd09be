//! Starting is recovery: the stored blocks are run again, one after the other.

use super::Version;
use crate::{
    block::{BlockRules, SealedBlock},
    config::StartError,
    log::{Log, LogError},
    snapshot,
};
#[cfg(feature = "planted-bugs")]
use ledger::planted::{PlantedBug, is_planted};
use ledger::{Genesis, block::check_committed_block};
use std::path::Path;

/// The version after the last stored block before a gap, from the newest snapshot on. Signatures
/// were checked before the blocks were stored, and the log's digests say that they are those still.
pub(crate) fn replay(
    genesis: &Genesis,
    log: &Log,
    directory: &Path,
    known_rules: u32,
) -> Result<Version, StartError> {
    let rules = BlockRules {
        epoch_blocks: genesis.epoch_blocks,
    };
    let first = genesis.block();
    let mut head = Version::new(&first, genesis.state());
    if log
        .block(0)?
        .is_some_and(|bytes| bytes != ledger::encode(&first))
    {
        return Err(StartError::OtherNetwork(directory.to_path_buf()));
    }
    if let Some(version) = snapshot::newest(log) {
        head = version;
    }
    for height in head.header.height + 1.. {
        match next(&head, (log, rules), known_rules)? {
            Ok(version) => head = version,
            Err(None) => break,
            Err(Some(fault)) => return Err(StartError::BlockInvalid { height, fault }),
        }
    }
    #[cfg(feature = "planted-bugs")]
    if is_planted(PlantedBug::ForgetsDedupeAfterRestart) {
        head.state = head.state.without_memory();
    }
    Ok(head)
}

/// The version after the next stored block: none when there is no next block, or what is wrong
/// with it.
fn next(
    head: &Version,
    (log, rules): (&Log, BlockRules),
    known_rules: u32,
) -> Result<Result<Version, Option<String>>, LogError> {
    let Some(bytes) = log.block(head.header.height + 1)? else {
        return Ok(Err(None));
    };
    let Some(sealed) = SealedBlock::decode(bytes.into(), rules) else {
        let fault = "its header does not commit to its body";
        return Ok(Err(Some(fault.to_owned())));
    };
    let block = sealed.block();
    let state = check_committed_block(&head.header, &head.state, block, known_rules);
    Ok(match state {
        Ok(state) => Ok(Version::new(block, state)),
        Err(fault) => Err(Some(fault.to_string())),
    })
}

/// Where running again to a height begins: at the newest snapshot that is not above it.
pub(super) fn start_at_or_below(genesis: &Genesis, log: &Log, height: u64) -> Version {
    let genesis = || Version::new(&genesis.block(), genesis.state());
    snapshot::newest_at_or_below(log, height).unwrap_or_else(genesis)
}

/// The version after the block at a height, `start` being one before it; `None` when more than
/// `operations` would be run, or when the log ends or does not hold.
pub(super) fn forward(
    start: Version,
    log: (&Log, BlockRules),
    height: u64,
    known_rules: u32,
    operations: usize,
) -> Option<Version> {
    let (mut version, mut run) = (start, 0);
    while version.header.height < height {
        version = next(&version, log, known_rules).ok()?.ok()?;
        run += version.operations.len();
        if run > operations {
            return None;
        }
    }
    Some(version)
}
