//! The handle to a running node, and the thread it runs on.

use crate::{
    block::SealedBlock,
    chain::{Chain, Clock, Head, recovery::replay},
    config::{Config, StartError, engine_directory, ledger_directory, log_directory},
    finality::Finality,
    identity,
    log::Log,
    network,
    schemes::{Schemes, participants},
    submit::{Answer, Pending, SubmitError},
};
use borsh::BorshDeserialize as _;
use commonware_consensus::types::Epoch;
use commonware_runtime::{Runner as _, tokio as runtime};
use futures::Stream;
use ledger::{Block, Envelope, Header, Timestamp};
use std::{
    fs::{self, File},
    panic::{AssertUnwindSafe, catch_unwind},
    path::Path,
    sync::{Arc, Mutex, PoisonError, mpsc as blocking},
    thread,
};
use tokio::sync::{mpsc, oneshot, watch};

/// A handle to a running node. The node stops with its last handle.
#[derive(Clone)]
pub struct Node {
    chain: Arc<Chain>,
    life: Arc<Life>,
}

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
        let network = config.genesis.network();
        identity::check_folders(&config.data_dir, network)?;
        let lock = lock_folder(&config.data_dir)?;
        let log = Log::open(&log_directory(&config.data_dir), |mut bytes| {
            let header = Header::deserialize(&mut bytes);
            header.ok().map(|header| header.digest().0)
        })?;
        let head = replay(&config.genesis, &log, &ledger_directory(&config.data_dir))?;
        identity::check_height(&config.data_dir, network, head.header.height)?;
        let (gossip, submitted) = mpsc::unbounded_channel();
        let mut chain = Chain::new(&config.genesis, head, log, clock, config.mempool);
        if !config.peers.is_empty() {
            chain = chain.with_gossip(gossip);
        }
        let chain = Arc::new(chain);
        let (stop, stopped) = oneshot::channel();
        let (ended_sender, ended) = watch::channel(false);
        let (ready_sender, ready) = blocking::channel();
        let thread = Thread {
            config,
            chain: Arc::clone(&chain),
            submitted,
            stopped,
            ready: ready_sender,
        };
        let serve = move || {
            let chain = Arc::clone(&thread.chain);
            if catch_unwind(AssertUnwindSafe(|| thread.run())).is_err() {
                end_process();
            }
            chain.stop();
            drop(lock);
            ended_sender.send_replace(true);
        };
        let spawned = thread::Builder::new()
            .name("ledger".to_owned())
            .spawn(serve);
        spawned.map_err(StartError::io(Path::new("ledger thread")))?;
        ready.recv().unwrap_or(Err(StartError::EngineEnded))?;
        let life = Life {
            stop: Mutex::new(Some(stop)),
            ended,
        };
        Ok(Self {
            chain,
            life: Arc::new(life),
        })
    }

    /// Submits a signed operation; resolves when it is final and on disk.
    ///
    /// # Errors
    /// When no block may carry it, when too many operations wait, or when the node stops.
    pub async fn submit(&self, envelope: Envelope) -> Answer {
        match self.chain.submit(vec![envelope]).pop() {
            Some(pending) => pending.answer().await,
            None => Err(SubmitError::Stopped),
        }
    }

    /// Submits many signed operations at once; their answers come in the same order.
    #[must_use]
    pub fn submit_batch(&self, envelopes: Vec<Envelope>) -> Vec<Pending> {
        self.chain.submit(envelopes)
    }

    /// The last final block and the state after it.
    #[must_use]
    pub fn head(&self) -> Head {
        self.chain.head()
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

fn lock_folder(data_dir: &Path) -> Result<File, StartError> {
    for directory in [log_directory(data_dir), engine_directory(data_dir)] {
        fs::create_dir_all(&directory).map_err(StartError::io(&directory))?;
    }
    let directory = ledger_directory(data_dir);
    let path = directory.join("lock");
    let file = File::create(&path).map_err(StartError::io(&path))?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(fs::TryLockError::WouldBlock) => Err(StartError::InUse(directory)),
        Err(fs::TryLockError::Error(error)) => Err(StartError::io(&path)(error)),
    }
}

/// What the engine's thread owns.
struct Thread {
    config: Config,
    chain: Arc<Chain>,
    submitted: mpsc::UnboundedReceiver<Envelope>,
    stopped: oneshot::Receiver<()>,
    ready: blocking::Sender<Result<(), StartError>>,
}

impl Thread {
    fn run(self) {
        let settings = runtime::Config::new()
            .with_worker_threads(2)
            .with_storage_directory(engine_directory(&self.config.data_dir));
        runtime::Runner::new(settings).start(|context| async move {
            let started = match self.prepare() {
                Ok(schemes) => {
                    let on_epoch = self.marker(schemes.clone());
                    let chain = Arc::clone(&self.chain);
                    let (config, submitted) = (&self.config, self.submitted);
                    network::start(&context, config, chain, schemes, submitted, on_epoch).await
                }
                Err(error) => Err(error),
            };
            match started {
                Ok(engine) => {
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

    /// Registers the first signers and writes the marker before the first vote.
    fn prepare(&self) -> Result<Schemes, StartError> {
        let config = &self.config;
        let network = config.genesis.network();
        let schemes = Schemes::new(network, network::private_key(config.signer)?);
        let set = participants(&config.genesis.validators).ok_or(StartError::KeyInvalid)?;
        schemes.register(Epoch::zero(), set);
        if schemes.votes(Epoch::zero()) {
            let height = self.chain.height();
            identity::record(&config.data_dir, network, height)
                .map_err(StartError::io(&config.data_dir))?;
        }
        Ok(schemes)
    }

    /// Raises the marker's height when an epoch ends.
    fn marker(&self, schemes: Schemes) -> Arc<dyn Fn(u64) + Send + Sync> {
        let network = self.chain.network;
        let epoch_blocks = self.chain.rules.epoch_blocks;
        let data_dir = self.config.data_dir.clone();
        Arc::new(move |height| {
            let next = Epoch::new((height + 1) / epoch_blocks);
            if schemes.votes(next)
                && let Err(error) = identity::record(&data_dir, network, height)
            {
                tracing::error!(%error, "the marker beside the key cannot be written");
                end_process();
            }
        })
    }
}
