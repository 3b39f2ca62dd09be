//! A ledger block as the engine carries it: its canonical bytes, decoded once, named by the
//! digest of its header.

use bytes::{BufMut, Bytes};
use commonware_codec::{Buf, EncodeSize, Error, RangeCfg, Read, Write};
use commonware_consensus::{Block, BoundedBlock, Heightable, types::Height};
use commonware_cryptography::{Digestible, sha256::Digest};
use ledger::{block::ends_epoch, block_tree};
use std::sync::Arc;

/// The most bytes of an encoded block: operations, and what became of them.
pub(crate) const BLOCK_BYTES_MAX: usize = 4 * 1024 * 1024;
const LENGTH_BYTES_MAX: usize = 5;

/// What a decoder needs to know of the network.
#[derive(Clone, Copy, Debug)]
pub(crate) struct BlockRules {
    pub(crate) epoch_blocks: u64,
}

/// A block with its bytes and digest; cheap to clone.
#[derive(Clone, Debug)]
pub(crate) struct SealedBlock {
    block: Arc<ledger::Block>,
    bytes: Bytes,
    digest: Digest,
}

impl SealedBlock {
    pub(crate) fn new(block: ledger::Block) -> Self {
        let bytes = Bytes::from(ledger::encode(&block));
        Self::with_bytes(block, bytes)
    }

    fn with_bytes(block: ledger::Block, bytes: Bytes) -> Self {
        let digest = Digest(block.header.digest().0);
        Self {
            block: Arc::new(block),
            bytes,
            digest,
        }
    }

    /// Decodes canonical bytes; `None` when the body is not the one that the header commits to.
    /// The engine compares only the header's digest, so this is where the body is bound to it.
    pub(crate) fn decode(bytes: Bytes, rules: BlockRules) -> Option<Self> {
        let block: ledger::Block = ledger::decode(&bytes)?;
        body_is_committed(&block, rules).then(|| Self::with_bytes(block, bytes))
    }

    pub(crate) const fn block(&self) -> &Arc<ledger::Block> {
        &self.block
    }

    pub(crate) const fn bytes(&self) -> &Bytes {
        &self.bytes
    }
}

fn body_is_committed(block: &ledger::Block, rules: BlockRules) -> bool {
    let header = &block.header;
    let changes = header.validators != header.next_validators;
    let carries = changes && ends_epoch(rules.epoch_blocks, header.height);
    let set = block.next_set.as_ref().map(ledger::ValidatorSet::hash);
    block.operations.len() == block.outcomes.len()
        && block_tree::root(&block.leaves()) == header.block_root
        && set == carries.then_some(header.next_validators)
}

impl PartialEq for SealedBlock {
    fn eq(&self, other: &Self) -> bool {
        self.bytes == other.bytes
    }
}

impl Eq for SealedBlock {}

impl Write for SealedBlock {
    fn write(&self, buffer: &mut impl BufMut) {
        self.bytes.write(buffer);
    }
}

impl EncodeSize for SealedBlock {
    fn encode_size(&self) -> usize {
        self.bytes.encode_size()
    }
}

impl Read for SealedBlock {
    type Cfg = BlockRules;

    fn read_cfg(buffer: &mut impl Buf, rules: &BlockRules) -> Result<Self, Error> {
        let bytes = Bytes::read_cfg(buffer, &RangeCfg::new(0..=BLOCK_BYTES_MAX))?;
        let invalid = Error::Invalid("Block", "not a block whose header commits to its body");
        Self::decode(bytes, *rules).ok_or(invalid)
    }
}

impl Digestible for SealedBlock {
    type Digest = Digest;

    fn digest(&self) -> Digest {
        self.digest
    }
}

impl Heightable for SealedBlock {
    fn height(&self) -> Height {
        Height::new(self.block.header.height)
    }
}

impl Block for SealedBlock {
    fn parent(&self) -> Digest {
        Digest(self.block.header.parent.0)
    }
}

impl BoundedBlock for SealedBlock {
    fn max_encode_size(_: &BlockRules) -> usize {
        LENGTH_BYTES_MAX + BLOCK_BYTES_MAX
    }
}
