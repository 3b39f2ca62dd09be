//! Starting is recovery: the stored blocks are run again, one after the other.

use super::Version;
use crate::{
    block::{BlockRules, SealedBlock},
    config::StartError,
    log::Log,
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
        let Some(bytes) = log.block(height)? else {
            break;
        };
        let invalid = |fault: String| StartError::BlockInvalid { height, fault };
        let sealed = SealedBlock::decode(bytes.into(), rules)
            .ok_or_else(|| invalid("its header does not commit to its body".to_owned()))?;
        let block = sealed.block();
        let (header, state) = (&head.header, &head.state);
        let state = check_committed_block(header, state, block, known_rules);
        let state = state.map_err(|fault| invalid(fault.to_string()))?;
        head = Version::new(block, state);
    }
    #[cfg(feature = "planted-bugs")]
    if is_planted(PlantedBug::ForgetsDedupeAfterRestart) {
        head.state = head.state.without_memory();
    }
    Ok(head)
}
