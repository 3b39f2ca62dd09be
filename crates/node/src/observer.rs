//! A node that only follows: blocks come from anybody, every certificate is checked against the
//! trust file and every operation is run again, and nothing is ever signed.

use crate::{
    block::{BLOCK_BYTES_MAX, SealedBlock},
    chain::Chain,
    config::StartError,
    log::LogError,
    node::stored_block,
};
use ledger::{Block, BlockFault, Genesis};
use std::{fs::File, sync::Arc};
use tokio::sync::watch;
use verifier::{FollowFault, Follower, SetChange, Span, TrustFile};

/// Why blocks are refused. The source that sent them is wrong, unless the disk is.
#[derive(Debug, thiserror::Error)]
pub enum ObserveError {
    /// The validators that the trust file names did not agree on this.
    #[error(transparent)]
    NotAgreed(#[from] FollowFault),
    /// They agreed, but running the operations does not give what the block says.
    #[error("block {height}: {fault}")]
    Invalid {
        /// Its height.
        height: u64,
        /// Why.
        fault: BlockFault,
    },
    /// The body is not the one that the header commits to, or larger than a block may be.
    #[error("block {0}: its header does not commit to its body")]
    Body(u64),
    /// The disk refused.
    #[error(transparent)]
    Log(#[from] LogError),
    /// The disk refused.
    #[error("the ledger's log cannot be written")]
    NotDurable,
}

impl ObserveError {
    /// Whether the disk of this machine is at fault, and not the source.
    #[must_use]
    pub const fn is_local(&self) -> bool {
        matches!(self, Self::Log(_) | Self::NotDurable)
    }

    /// Whether the network went on by rules that this program does not have.
    #[must_use]
    pub const fn needs_newer_program(&self) -> bool {
        let fault = match self {
            Self::Invalid { fault, .. } => fault,
            Self::NotAgreed(_) | Self::Body(_) | Self::Log(_) | Self::NotDurable => return false,
        };
        matches!(fault, BlockFault::RulesUnknown { .. })
    }
}

/// The writing side of a node that only follows.
pub struct Observer {
    chain: Arc<Chain>,
    follower: Follower,
    _lock: File,
    /// Readers of the node end with it.
    _ended: watch::Sender<bool>,
}

impl Observer {
    /// Goes on where the stored blocks end; the set changes on the way are checked again.
    pub(crate) fn new(
        chain: Arc<Chain>,
        genesis: &Genesis,
        trust: TrustFile,
        (lock, ended): (File, watch::Sender<bool>),
    ) -> Result<Self, StartError> {
        let head = chain.head().header;
        let at = head.height;
        let invalid = |fault: FollowFault| StartError::BlockInvalid {
            height: at,
            fault: fault.to_string(),
        };
        store_genesis(&chain, genesis)?;
        let trust = with_stored_changes(&chain, trust, at).map_err(invalid)?;
        let follower = Follower::new(trust, genesis).map_err(invalid)?;
        Ok(Self {
            chain,
            follower: follower.at(head),
            _lock: lock,
            _ended: ended,
        })
    }

    /// The height whose block comes next.
    #[must_use]
    pub const fn next_height(&self) -> u64 {
        self.follower.tip().height.saturating_add(1)
    }

    /// The trust file with every change of validators so far.
    #[must_use]
    pub const fn trust(&self) -> &TrustFile {
        self.follower.trust()
    }

    /// Checks a span, runs it, makes it durable, and shows it to readers; or changes nothing.
    ///
    /// # Errors
    /// When the span is not what the validators agreed on, or the disk fails.
    pub async fn accept(&mut self, span: &Span) -> Result<(), ObserveError> {
        let mut follower = self.follower.clone();
        follower.accept(span)?;
        let mut sealed = Vec::with_capacity(span.blocks.len());
        for block in &span.blocks {
            sealed.push(self.check(block)?);
        }
        self.keep(&sealed, &span.certificate).await?;
        for block in &sealed {
            let height = block.block().header.height;
            let finalised = self.chain.finalise(block);
            finalised.map_err(|fault| ObserveError::Invalid { height, fault })?;
        }
        self.follower = follower;
        Ok(())
    }

    /// Writes blocks and the certificate of the last one, and waits until they are on disk.
    async fn keep(&self, blocks: &[SealedBlock], certificate: &[u8]) -> Result<(), ObserveError> {
        let log = &self.chain.log;
        let mut last = 0;
        for block in blocks {
            let header = &block.block().header;
            log.put_block(header.height, header.digest().0, block.bytes())?;
            last = header.height;
        }
        log.put_certificate(last, certificate)?;
        match log.start_sync().await {
            Ok(Ok(())) => Ok(()),
            Ok(Err(_)) | Err(_) => Err(ObserveError::NotDurable),
        }
    }

    /// Runs a block on the version before it.
    fn check(&self, block: &Block) -> Result<SealedBlock, ObserveError> {
        let height = block.header.height;
        let bytes = ledger::encode(block);
        let fits = bytes.len() <= BLOCK_BYTES_MAX;
        let sealed = SealedBlock::decode(bytes.into(), self.chain.rules).filter(|_| fits);
        let sealed = sealed.ok_or(ObserveError::Body(height))?;
        let parent = self.chain.version(block.header.parent);
        let parent = parent.ok_or(FollowFault::DoesNotFollow { height })?;
        let checked = self.chain.check(&parent, &sealed);
        checked.map_err(|fault| ObserveError::Invalid { height, fault })?;
        Ok(sealed)
    }
}

/// Readers begin at block 0, which nobody sends.
fn store_genesis(chain: &Chain, genesis: &Genesis) -> Result<(), LogError> {
    if chain.log.block(0)?.is_none() {
        let first = SealedBlock::new(genesis.block());
        let digest = first.block().header.digest().0;
        chain.log.put_block(0, digest, first.bytes())?;
    }
    Ok(())
}

/// The trust file with the set changes that the stored blocks carry.
fn with_stored_changes(
    chain: &Chain,
    mut trust: TrustFile,
    head: u64,
) -> Result<TrustFile, FollowFault> {
    let blocks = chain.rules.epoch_blocks.max(1);
    let known = trust.changes().last().map(|change| change.header.height);
    let boundaries = (1..).map(|epoch: u64| epoch.saturating_mul(blocks).saturating_sub(1));
    for height in boundaries.take_while(|height| *height <= head) {
        if known.is_some_and(|known| height <= known) {
            continue;
        }
        let stored = stored_block(chain, height);
        let certificate = chain.log.certificate(height).ok().flatten();
        if let (Some(block), Some(certificate)) = (stored, certificate)
            && let Some(next) = &block.block().next_set
        {
            trust.append(SetChange {
                header: block.block().header.clone(),
                certificate,
                next: next.clone(),
            })?;
        }
    }
    Ok(trust)
}
