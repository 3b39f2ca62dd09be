//! What this node knows of the chain: the last final block, the blocks on top of it that may
//! become final, and the operations that wait.

mod admission;
mod build;
mod earlier;
pub(crate) mod replay;

pub use earlier::EarlierError;

use crate::{
    block::{BlockRules, SealedBlock},
    evidence::Witness,
    inbox::Inbox,
    log::Log,
    mempool::{Mempool, MempoolLimits, answer},
    signatures::Checker,
    snapshot::Due,
    submit::{Final, SubmitError},
};
use commonware_consensus::Heightable as _;
use commonware_cryptography::Digestible as _;
use ledger::{
    Block, BlockFault, Genesis, Hash, Header, NetworkId, OperationId, Sealed, State, Timestamp,
    ValidatorKey,
    block::check_committed_block,
    planted::{PlantedBug, is_planted},
    rules::LATEST_VERSION,
    state::keys,
};
use std::{
    collections::BTreeMap,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicU32, Ordering},
    },
};
use tokio::sync::{Notify, mpsc, watch};

/// How long after an operation's end a block that carries it may still become known.
const UNDECIDED_MS: u64 = 5_000;
/// The state is written down after this many operations: as many as run again in about a second.
const SNAPSHOT_OPERATIONS: u64 = 100_000;
/// The most operations that are passed on again at once.
const PASSED_ON_AGAIN_MAX: usize = 256;

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
    pub(crate) fn new(block: &Block, state: State) -> Self {
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
    /// What nobody has checked yet; gone when the node stops.
    inbox: Mutex<Option<Inbox>>,
    /// Woken when something is in the inbox.
    arrivals: Notify,
    /// Woken when an operation begins to wait.
    kept: Notify,
    signatures: Checker,
    /// Held while a block is checked: who comes second finds the result.
    checking: Mutex<()>,
    /// Versions that nobody needs; letting go of one takes long, so that it is not done here.
    past: Mutex<Vec<Version>>,
    /// What was the head before.
    earlier: earlier::Earlier,
    height: watch::Sender<u64>,
    /// What is to be written down, so that starting is quick.
    pub(crate) due: Due,
    gossip: Option<mpsc::UnboundedSender<Sealed>>,
    /// What other nodes did wrong.
    pub(crate) witness: Witness,
    known_rules: AtomicU32,
    /// Why this node cannot go on.
    halted: watch::Sender<Option<String>>,
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
            inbox: Mutex::new(Some(Inbox::new(limits))),
            arrivals: Notify::new(),
            kept: Notify::new(),
            signatures: Checker::default(),
            checking: Mutex::new(()),
            past: Mutex::default(),
            earlier: earlier::Earlier::of(genesis),
            height: watch::Sender::new(height),
            due: Due::every(SNAPSHOT_OPERATIONS),
            gossip: None,
            witness: Witness::default(),
            known_rules: AtomicU32::new(LATEST_VERSION),
            halted: watch::Sender::new(None),
        }
    }

    /// Passes what callers submit on to the other nodes as well.
    pub(crate) fn with_gossip(mut self, sender: mpsc::UnboundedSender<Sealed>) -> Self {
        self.gossip = Some(sender);
        self
    }

    /// Writes the state down after this many operations.
    pub(crate) fn with_snapshots_every(mut self, operations: u64) -> Self {
        self.due = Due::every(operations);
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
        let _turn = self.checking.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(version) = self.version(Hash(block.digest().0)) {
            return Ok(version);
        }
        self.check_signatures(parent, block)?;
        let block = block.block();
        let (before, known) = (self.state_before(parent), self.known_rules());
        let header = &parent.header;
        let state = check_committed_block(header, &before, block, known)?;
        let version = Version::new(block, state);
        self.remember(&version);
        if is_planted(PlantedBug::AcknowledgesBeforeFinal) {
            self.finish(&mut self.lock(), &version, block);
        }
        Ok(version)
    }

    /// The state that a child of `parent` runs on.
    fn state_before(&self, parent: &Version) -> State {
        if is_planted(PlantedBug::IgnoresParentState) {
            return self.lock().head.state.clone();
        }
        parent.state.clone()
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
        // It stays open until it is the head: who asks meanwhile must not run it again.
        let known = self.lock().open.get(&Hash(block.digest().0)).cloned();
        let version = match known {
            Some(version) => version,
            None => self.check(&head, block)?,
        };
        let mut inner = self.lock();
        let above = |_: &Hash, open: &mut Version| open.header.height <= height;
        let mut past: Vec<Version> = inner
            .open
            .extract_if(.., above)
            .map(|(_, open)| open)
            .collect();
        self.finish(&mut inner, &version, block.block());
        inner.mempool.expire(version.header.time);
        self.due.note(&version);
        let before = std::mem::replace(&mut inner.head, version);
        drop(inner);
        past.append(&mut self.earlier.keep(before));
        self.past
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .append(&mut past);
        self.arrivals.notify_one();
        self.height.send_replace(height);
        self.news.notify_one();
        Ok(())
    }

    /// Answers the callers of a block's operations.
    fn finish(&self, inner: &mut Inner, version: &Version, block: &Block) {
        for (position, id) in (0_u32..).zip(version.operations.iter()) {
            if let Some(outcome) = block.outcomes.get(position as usize) {
                inner.mempool.finish(*id, || Final {
                    operation: *id,
                    height: version.header.height,
                    position,
                    outcome: outcome.clone(),
                });
            }
        }
    }

    /// Operations that wait for a block, and their bytes.
    pub(crate) fn waiting(&self) -> (usize, usize) {
        let held = self.lock().mempool.held();
        (held.operations, held.bytes)
    }

    /// Waits until an operation waits for a block.
    pub(crate) async fn until_something_waits(&self) {
        while self.lock().mempool.is_empty() {
            self.kept.notified().await;
        }
    }

    /// Tells callers whose operations ended while no block was agreed on, and passes those on
    /// again that had arrived by the last time, given by their number; the newest number.
    pub(crate) fn look_after_waiting(&self, arrived: u64) -> u64 {
        let now = self.now();
        let (newest, old) = {
            let mut inner = self.lock();
            inner.mempool.give_up(now.minus_ms(UNDECIDED_MS));
            let old = inner.mempool.ours_until(arrived, PASSED_ON_AGAIN_MAX);
            (inner.mempool.newest(), old)
        };
        self.pass_on(old);
        newest
    }

    /// Sets the newest version of the rules that this node runs; before its engine starts.
    pub(crate) fn know_rules(&self, version: u32) {
        self.known_rules.store(version, Ordering::Relaxed);
    }

    pub(crate) fn known_rules(&self) -> u32 {
        self.known_rules.load(Ordering::Relaxed)
    }

    /// Stops taking part, because the validators went on in a way that this program cannot.
    pub(crate) fn halt(&self, reason: &str) {
        tracing::error!(reason, "this node stops");
        self.halted.send_replace(Some(reason.to_owned()));
        self.stop();
    }

    /// Whether [`Chain::halt`] was called.
    pub(crate) fn is_halted(&self) -> bool {
        self.halted.borrow().is_some()
    }

    /// Waits until [`Chain::halt`], and says why.
    pub(crate) async fn until_halted(&self) -> String {
        let mut halted = self.halted.subscribe();
        let reason = halted.wait_for(Option::is_some).await;
        let reason = reason.ok().and_then(|reason| reason.clone());
        match reason {
            Some(reason) => reason,
            None => std::future::pending().await,
        }
    }

    /// Where the organisation behind a validator says that it can be reached.
    pub(crate) fn seat_address(&self, key: [u8; 32]) -> Option<std::net::SocketAddr> {
        let state = self.lock().head.state.clone();
        let seat = state.get(&keys::seat(ValidatorKey(key)))?;
        seat.address.parse().ok()
    }

    /// Tells every caller that the node stops.
    pub(crate) fn stop(&self) {
        let inbox = self
            .inbox
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .take();
        let unchecked = inbox.map_or_else(Vec::new, |mut inbox| inbox.take(usize::MAX));
        let callers = unchecked.into_iter().filter_map(|offer| offer.caller);
        answer(callers, &Err(SubmitError::Stopped));
        self.lock().mempool.stop();
        self.arrivals.notify_one();
    }
}
