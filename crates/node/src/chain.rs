//! What this node knows of the chain: the last final block, the blocks on top of it that may
//! become final, and the operations that wait.

mod admission;
mod build;
pub(crate) mod replay;

use crate::{
    block::{BlockRules, SealedBlock},
    log::Log,
    mempool::{Mempool, MempoolLimits},
    submit::Final,
};
use commonware_consensus::Heightable as _;
use commonware_cryptography::Digestible as _;
use ledger::{
    Block, BlockFault, Genesis, Hash, Header, NetworkId, OperationId, Sealed, State, Timestamp,
    block::{Signatures, check_block},
};
use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};
use tokio::sync::{Notify, mpsc, watch};

/// The one clock: milliseconds since 1970.
pub type Clock = Arc<dyn Fn() -> u64 + Send + Sync>;

/// The last final block and the state after it.
#[derive(Clone, Debug)]
pub struct Head {
    /// Its header.
    pub header: Header,
    /// The state after it.
    pub state: State,
}

/// A block, final or not, with what running it gave.
#[derive(Clone, Debug)]
pub(crate) struct Version {
    pub(crate) digest: Hash,
    pub(crate) header: Arc<Header>,
    pub(crate) state: State,
    pub(crate) operations: Arc<[OperationId]>,
}

impl Version {
    fn new(block: &Block, state: State) -> Self {
        let operations = block.operations.iter().map(Sealed::operation_id);
        Self {
            digest: block.header.digest(),
            header: Arc::new(block.header.clone()),
            state,
            operations: operations.collect(),
        }
    }
}

#[derive(Debug)]
struct Inner {
    head: Version,
    /// Checked blocks that are not final, by digest.
    open: BTreeMap<Hash, Version>,
    mempool: Mempool,
}

/// One node's view of the chain, shared by the engine and its callers.
pub(crate) struct Chain {
    pub(crate) network: NetworkId,
    pub(crate) rules: BlockRules,
    pub(crate) log: Log,
    clock: Clock,
    inner: Mutex<Inner>,
    /// Woken when an operation arrives or a block becomes final.
    pub(crate) news: Notify,
    height: watch::Sender<u64>,
    gossip: Option<mpsc::UnboundedSender<Sealed>>,
}

impl Chain {
    pub(crate) fn new(
        genesis: &Genesis,
        head: Version,
        log: Log,
        clock: Clock,
        limits: MempoolLimits,
    ) -> Self {
        let inner = Inner {
            open: BTreeMap::new(),
            mempool: Mempool::new(limits),
            head,
        };
        let height = inner.head.header.height;
        Self {
            network: genesis.network(),
            rules: BlockRules {
                epoch_blocks: genesis.epoch_blocks,
            },
            log,
            clock,
            inner: Mutex::new(inner),
            news: Notify::new(),
            height: watch::Sender::new(height),
            gossip: None,
        }
    }

    /// Passes what callers submit on to the other nodes as well.
    pub(crate) fn with_gossip(mut self, sender: mpsc::UnboundedSender<Sealed>) -> Self {
        self.gossip = Some(sender);
        self
    }

    fn lock(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn head(&self) -> Head {
        let inner = self.lock();
        Head {
            header: inner.head.header.as_ref().clone(),
            state: inner.head.state.clone(),
        }
    }

    /// Heights of final blocks, as they become known.
    pub(crate) fn heights(&self) -> watch::Receiver<u64> {
        self.height.subscribe()
    }

    /// What block time would be now.
    pub(crate) fn now(&self) -> Timestamp {
        let head = self.lock().head.clone();
        self.now_after(&head)
    }

    fn now_after(&self, version: &Version) -> Timestamp {
        let offset = version.state.clock_offset_ms();
        let time = Timestamp((self.clock)().saturating_add_signed(offset));
        time.max(version.header.time)
    }

    /// The version after a block, if it is the head or on top of it.
    pub(crate) fn version(&self, digest: Hash) -> Option<Version> {
        let inner = self.lock();
        if inner.head.digest == digest {
            return Some(inner.head.clone());
        }
        inner.open.get(&digest).cloned()
    }

    pub(crate) fn height(&self) -> u64 {
        self.lock().head.header.height
    }

    /// Checks a child of `parent` and remembers what it gives.
    pub(crate) fn check(
        &self,
        parent: &Version,
        block: &SealedBlock,
    ) -> Result<Version, BlockFault> {
        let block = block.block();
        let operations = block.operations.iter();
        let ids: Vec<OperationId> = operations.map(Sealed::operation_id).collect();
        let signatures = {
            let inner = self.lock();
            if ids.iter().all(|id| inner.mempool.contains(*id)) {
                Signatures::Checked
            } else {
                Signatures::Check
            }
        };
        let state = check_block(&parent.header, &parent.state, block, signatures)?;
        let version = Version {
            digest: block.header.digest(),
            header: Arc::new(block.header.clone()),
            state,
            operations: ids.into(),
        };
        self.remember(&version);
        Ok(version)
    }

    fn remember(&self, version: &Version) {
        let mut inner = self.lock();
        if version.header.height > inner.head.header.height {
            inner.open.insert(version.digest, version.clone());
        }
    }

    /// Makes a durable, final block the head and answers its callers. A block that the head has
    /// already is ignored, because the engine may deliver one twice.
    pub(crate) fn finalise(&self, block: &SealedBlock) -> Result<(), BlockFault> {
        let height = block.height().get();
        let head = self.lock().head.clone();
        if height <= head.header.height {
            return Ok(());
        }
        let known = self.lock().open.remove(&Hash(block.digest().0));
        let version = match known {
            Some(version) => version,
            None => self.check(&head, block)?,
        };
        let mut inner = self.lock();
        inner.open.retain(|_, open| open.header.height > height);
        for (position, id) in (0_u32..).zip(version.operations.iter()) {
            if let Some(outcome) = block.block().outcomes.get(position as usize)
                && inner.mempool.contains(*id)
            {
                inner.mempool.finish(&Final {
                    operation: *id,
                    height,
                    position,
                    outcome: outcome.clone(),
                });
            }
        }
        inner.mempool.expire(version.header.time);
        inner.head = version;
        drop(inner);
        self.height.send_replace(height);
        self.news.notify_one();
        Ok(())
    }

    /// Tells every caller that the node stops.
    pub(crate) fn stop(&self) {
        self.lock().mempool.stop();
    }
}
