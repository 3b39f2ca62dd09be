//! The handle to a running node, and the thread it runs on.

use crate::{
    block::SealedBlock,
    chain::{Chain, Clock, EarlierError, Head},
    config::{Config, ENGINE_FOLDER, LEDGER_FOLDER, StartError, engine_directory},
    disk::{self, Disk, Folder},
    evidence::{Evidence, Misdeed},
    finality::Finality,
    identity,
    log::LOG_FOLDER,
    network,
    observer::Observer,
    recovery::{Settings, prepare_votes, raise_marker, recover},
    submit::{Answer, Pending, SubmitError},
};
use commonware_runtime::{Metrics as _, Runner as _, Supervisor as _, tokio as runtime};
use futures::Stream;
use ledger::{Block, Envelope, NetworkId, Seal as _, Sealed, Timestamp};
use std::{
    fs::{self, File},
    panic::{AssertUnwindSafe, catch_unwind},
    sync::{Arc, Mutex, PoisonError, mpsc as blocking},
    thread,
};
use tokio::sync::{mpsc, oneshot, watch};
use verifier::TrustFile;

/// A handle to a running node. The node stops with its last handle.
#[derive(Clone)]
pub struct Node {
    chain: Arc<Chain>,
    life: Arc<Life>,
    metrics: MetricsSlot,
}

/// Writes the engine's own metrics in the Prometheus text form.
type Metrics = Arc<dyn Fn() -> String + Send + Sync>;
/// Empty before the engine runs and after it: it holds the engine's storage.
type MetricsSlot = Arc<Mutex<Option<Metrics>>>;

/// Ends the engine's thread when told to, or when the last handle goes.
struct Life {
    stop: Mutex<Option<oneshot::Sender<()>>>,
    ended: watch::Receiver<bool>,
}

impl Node {
    /// Recovers the ledger from its stored blocks and starts the engine on a thread of its own.
    ///
    /// # Errors
    /// When the folder is in use, damaged, of another network, or has lost this key's votes.
    pub fn start(config: Config, clock: Clock) -> Result<Self, StartError> {
        let disk: Arc<dyn Disk> = Arc::new(Folder(config.data_dir.clone()));
        identity::check_folders(&*disk, config.genesis.network())?;
        let lock = lock_folder(&*disk)?;
        let settings = Settings {
            genesis: &config.genesis,
            clock,
            mempool: config.mempool,
            snapshots_every: None,
            has_peers: config.has_company(),
            known_rules: config.known_rules,
        };
        let recovered = recover(&disk, settings)?;
        let chain = Arc::clone(&recovered.chain);
        let started = recovered.sync.on_thread();
        started.map_err(StartError::io("the thread of the log"))?;
        let (stop, stopped) = oneshot::channel();
        let (ended_sender, ended) = watch::channel(false);
        let (ready_sender, ready) = blocking::channel();
        let metrics = MetricsSlot::default();
        let thread = Thread {
            config,
            disk,
            chain: Arc::clone(&chain),
            submitted: recovered.submitted,
            stopped,
            ready: ready_sender,
            metrics: Arc::clone(&metrics),
        };
        let filled = Arc::clone(&metrics);
        let serve = move || {
            let chain = Arc::clone(&thread.chain);
            let disk = Arc::clone(&thread.disk);
            if catch_unwind(AssertUnwindSafe(|| thread.run())).is_err() {
                disk::tell_if_full(&*disk);
                end_process();
            }
            chain.stop();
            drop(filled.lock().unwrap_or_else(PoisonError::into_inner).take());
            drop(lock);
            ended_sender.send_replace(true);
        };
        let spawned = thread::Builder::new()
            .name("ledger".to_owned())
            .spawn(serve);
        spawned.map_err(StartError::io("the thread of the ledger"))?;
        ready.recv().unwrap_or(Err(StartError::EngineEnded))?;
        let life = Life {
            stop: Mutex::new(Some(stop)),
            ended,
        };
        Ok(Self {
            chain,
            life: Arc::new(life),
            metrics,
        })
    }

    /// Opens a folder to follow a network without taking part: nothing is signed, and what is
    /// submitted is refused. Blocks come in through the [`Observer`].
    ///
    /// # Errors
    /// When the folder is in use, damaged, or of another network than the trust file names.
    pub fn observe(
        config: Config,
        trust: TrustFile,
        clock: Clock,
    ) -> Result<(Self, Observer), StartError> {
        let disk: Arc<dyn Disk> = Arc::new(Folder(config.data_dir.clone()));
        let lock = lock_folder(&*disk)?;
        let settings = Settings {
            genesis: &config.genesis,
            clock,
            mempool: config.mempool,
            snapshots_every: None,
            has_peers: false,
            known_rules: config.known_rules,
        };
        let recovered = recover(&disk, settings)?;
        let chain = recovered.chain;
        let started = recovered.sync.on_thread();
        started.map_err(StartError::io("the thread of the log"))?;
        chain.stop();
        let (ended_sender, ended) = watch::channel(false);
        let parts = (lock, ended_sender);
        let observer = Observer::new(Arc::clone(&chain), &config.genesis, trust, parts)?;
        let life = Life {
            stop: Mutex::new(None),
            ended,
        };
        let node = Self {
            chain,
            life: Arc::new(life),
            metrics: MetricsSlot::default(),
        };
        Ok((node, observer))
    }

    /// Submits a signed operation; resolves when it is final and on disk.
    ///
    /// # Errors
    /// When no block may carry it, when too many operations wait, or when the node stops.
    pub async fn submit(&self, envelope: Envelope) -> Answer {
        match self.submit_batch(vec![envelope]).pop() {
            Some(pending) => pending.answer().await,
            None => Err(SubmitError::Stopped),
        }
    }

    /// Submits many signed operations at once; their answers come in the same order.
    #[must_use]
    pub fn submit_batch(&self, envelopes: Vec<Envelope>) -> Vec<Pending> {
        let network = self.chain.network;
        let operations = envelopes.into_iter().map(|one| one.seal(network));
        self.chain.submit(operations.collect())
    }

    /// [`Node::submit_batch`] for operations that are sealed for [`Node::network`] already.
    #[must_use]
    pub fn submit_sealed(&self, operations: Vec<Sealed>) -> Vec<Pending> {
        self.chain.submit(operations)
    }

    /// The network that this node belongs to.
    #[must_use]
    pub fn network(&self) -> NetworkId {
        self.chain.network
    }

    /// How many operations wait for a block here, and their bytes.
    #[must_use]
    pub fn waiting(&self) -> (usize, usize) {
        self.chain.waiting()
    }

    /// The last final block and the state after it.
    #[must_use]
    pub fn head(&self) -> Head {
        self.chain.head()
    }

    /// The block at a height and the state after it. The last ones are kept; older ones are run
    /// again, which may take a second.
    ///
    /// # Errors
    /// When no such block is final, or when too much would have to be run again.
    pub async fn state_at(&self, height: u64) -> Result<Head, EarlierError> {
        let chain = Arc::clone(&self.chain);
        let made = tokio::task::spawn_blocking(move || chain.state_at(height)).await;
        made.unwrap_or(Err(EarlierError::NotKept))
    }

    /// What block time would be now: the clock, moved by a demonstration's offset, and never
    /// before the head.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        self.chain.now()
    }

    /// A final block.
    pub async fn block(&self, height: u64) -> Option<Block> {
        if height > self.chain.height() {
            return None;
        }
        stored_block(&self.chain, height).map(|block| block.block().as_ref().clone())
    }

    /// What shows that a block is final: the nearest certificate at or above it, and the headers
    /// up to the block that the certificate names.
    pub async fn proof_of_finality(&self, height: u64) -> Option<Finality> {
        Finality::of(&self.chain, height)
    }

    /// Every final block from a height on, in order: the stored ones first, then each new one.
    /// Ends when the node stops.
    pub fn subscribe(&self, from_height: u64) -> impl Stream<Item = Block> + Send + Unpin + use<> {
        let start = (from_height, self.chain.heights(), Arc::clone(&self.chain));
        let ended = self.life.ended.clone();
        let blocks = futures::stream::unfold((start, ended), |(state, mut ended)| async move {
            let (height, mut heights, chain) = state;
            tokio::select! {
                reached = heights.wait_for(|last| *last >= height) => drop(reached.ok()?),
                _ = ended.wait_for(|ended| *ended) => return None,
            }
            let block = stored_block(&chain, height)?.block().as_ref().clone();
            Some((block, ((height + 1, heights, chain), ended)))
        });
        Box::pin(blocks)
    }

    /// What other nodes did wrong, the newest last.
    #[must_use]
    pub fn evidence(&self) -> Vec<Evidence> {
        self.chain.witness.recent()
    }

    /// How often each kind of wrong was seen since the start.
    #[must_use]
    pub fn evidence_counts(&self) -> Vec<(Misdeed, u64)> {
        self.chain.witness.counts()
    }

    /// Resolves when this node cannot follow the others any further, with the reason in words.
    pub async fn halted(&self) -> String {
        self.chain.until_halted().await
    }

    /// The engine's own metrics, in the Prometheus text form.
    #[must_use]
    pub fn engine_metrics(&self) -> String {
        let metrics = self.metrics.lock();
        let metrics = metrics.unwrap_or_else(PoisonError::into_inner).clone();
        metrics.map_or_else(String::new, |write| write())
    }

    /// Stops the engine and waits until its thread has ended.
    pub async fn stop(&self) {
        self.life.end();
        // The sender lives as long as the thread: without it, the thread has ended too.
        drop(self.life.ended.clone().wait_for(|ended| *ended).await);
    }
}

impl Life {
    fn end(&self) {
        let stop = self
            .stop
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .take();
        // The engine's side is gone when it has ended by itself.
        stop.map(|stop| stop.send(()));
    }
}

impl Drop for Life {
    fn drop(&mut self) {
        self.end();
    }
}

/// A stored block. Damage found while reading ends the process: what is stored is the truth.
pub(crate) fn stored_block(chain: &Chain, height: u64) -> Option<SealedBlock> {
    match chain.log.block(height) {
        Ok(bytes) => SealedBlock::decode(bytes?.into(), chain.rules),
        Err(error) => {
            tracing::error!(%error, "the ledger's log cannot be read");
            end_process()
        }
    }
}

#[expect(
    clippy::print_stderr,
    reason = "the last words of a process that may have no log"
)]
fn end_process() -> ! {
    eprintln!("the ledger stopped because it could not go on safely; start again to recover");
    std::process::exit(70)
}

fn lock_folder(disk: &dyn Disk) -> Result<File, StartError> {
    for folder in [LOG_FOLDER, ENGINE_FOLDER] {
        let made = disk.make_folder(folder);
        made.map_err(StartError::io(disk.path(folder)))?;
    }
    let directory = disk.path(LEDGER_FOLDER);
    let path = directory.join("lock");
    let file = File::create(&path).map_err(StartError::io(&path))?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(fs::TryLockError::WouldBlock) => Err(StartError::InUse(directory)),
        Err(fs::TryLockError::Error(error)) => Err(StartError::io(&path)(error)),
    }
}

fn fill(slot: &MetricsSlot, metrics: Metrics) {
    *slot.lock().unwrap_or_else(PoisonError::into_inner) = Some(metrics);
}

/// What the engine's thread owns.
struct Thread {
    config: Config,
    disk: Arc<dyn Disk>,
    chain: Arc<Chain>,
    submitted: mpsc::UnboundedReceiver<Sealed>,
    stopped: oneshot::Receiver<()>,
    ready: blocking::Sender<Result<(), StartError>>,
    metrics: MetricsSlot,
}

impl Thread {
    fn run(self) {
        let settings = runtime::Config::new()
            .with_worker_threads(4)
            .with_storage_directory(engine_directory(&self.config.data_dir));
        runtime::Runner::new(settings).start(|context| async move {
            let (config, chain) = (&self.config, Arc::clone(&self.chain));
            let schemes = prepare_votes(&*self.disk, &chain, &config.genesis, config.signer);
            let started = match schemes {
                Ok(schemes) => {
                    let voters = schemes.clone();
                    let on_epoch = raise_marker(self.disk, &chain, voters, || end_process());
                    let submitted = self.submitted;
                    network::start(&context, config, chain, schemes, submitted, on_epoch).await
                }
                Err(error) => Err(error),
            };
            match started {
                Ok(engine) => {
                    let told = context.child("told");
                    let metrics: Metrics = Arc::new(move || told.encode());
                    fill(&self.metrics, metrics);
                    if self.ready.send(Ok(())).is_ok() {
                        tokio::select! {
                            _ = self.stopped => {},
                            _ = engine => tracing::error!("the ledger engine ended by itself"),
                        }
                    }
                }
                Err(error) => drop(self.ready.send(Err(error))),
            }
        });
    }
}
