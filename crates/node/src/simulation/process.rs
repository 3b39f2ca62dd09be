//! One process of the simulated network: a machine's disk, recovered and connected exactly as the
//! product does it.

use super::{disk::SimulatedDisk, machine::LastWords, machine::Machine};
use crate::{
    chain::{Chain, Clock},
    config::{ENGINE_FOLDER, StartError},
    disk::Disk,
    engine::{self, Surroundings, Timing},
    epochs::Channels,
    gossip, identity,
    log::LOG_FOLDER,
    mempool::MempoolLimits,
    recovery::{Settings, prepare_votes, raise_marker, recover},
};
use commonware_cryptography::ed25519::PublicKey;
use commonware_p2p::{
    Receiver, Sender, TrackedPeers,
    simulated::{Control, Manager},
};
use commonware_runtime::{
    Clock as _, Handle, Spawner as _, Supervisor as _, deterministic::Context,
};
use commonware_utils::ordered::Set;
use ledger::Genesis;
use std::sync::{Arc, Mutex, PoisonError};

/// Often, so that most starts begin with one.
const SNAPSHOTS_EVERY: u64 = 40;

/// The six channels of a node.
pub(super) struct Lines<S, R> {
    pub(super) voting: Channels<S, R>,
    pub(super) backfill: (S, R),
    pub(super) broadcast: (S, R),
    pub(super) gossip: (S, R),
}

/// What a process needs of the simulated network.
pub(super) struct Place {
    pub(super) manager: Manager<PublicKey, Context>,
    pub(super) control: Control<PublicKey, Context>,
    pub(super) everyone: Set<PublicKey>,
}

/// A running process.
pub(super) struct Process {
    pub(super) chain: Arc<Chain>,
    task: Handle<()>,
    last_words: LastWords,
}

impl Process {
    /// Recovers a machine's disk and starts its tasks.
    pub(super) fn start<S, R>(
        context: Context,
        disk: &SimulatedDisk,
        (genesis, signer, clock): (&Genesis, [u8; 32], Clock),
        place: Place,
        lines: Lines<S, R>,
    ) -> Result<Self, StartError>
    where
        S: Sender<PublicKey = PublicKey>,
        R: Receiver<PublicKey = PublicKey>,
    {
        let shared: Arc<dyn Disk> = Arc::new(disk.clone());
        identity::check_folders(&*shared, genesis.network())?;
        for folder in [LOG_FOLDER, ENGINE_FOLDER] {
            let made = shared.make_folder(folder);
            made.map_err(StartError::io(shared.path(folder)))?;
        }
        let settings = Settings {
            genesis,
            clock,
            mempool: MempoolLimits::default(),
            snapshots_every: Some(SNAPSHOTS_EVERY),
            has_peers: true,
            known_rules: ledger::rules::LATEST_VERSION,
        };
        let recovered = recover(&shared, settings)?;
        let chain = recovered.chain;
        let schemes = prepare_votes(&*shared, &chain, genesis, signer)?;
        let on_epoch = raise_marker(shared, &chain, schemes.clone(), || {
            panic!("the marker beside the key cannot be written")
        });
        let Place {
            mut manager,
            control,
            everyone,
        } = place;
        let peers = manager.clone();
        let track = Mutex::new(move |id: u64, set: Set<PublicKey>| {
            use commonware_p2p::Manager as _;
            // The peer set is only ever refused while the network shuts down.
            let _feedback = manager.track(id, TrackedPeers::new(set, everyone.clone()));
        });
        let around = Surroundings {
            peers,
            blocker: control,
            track: Arc::new(move |id, set| {
                (*track.lock().unwrap_or_else(PoisonError::into_inner))(id, set);
            }),
            voting: lines.voting,
            backfill: lines.backfill,
            broadcast: lines.broadcast,
            on_epoch,
        };
        let last_words = LastWords::default();
        let machine = Machine::new(context, disk.clone(), Arc::clone(&last_words));
        let timing = Timing::of(genesis.validators.keys().len());
        let (genesis, inner) = (genesis.clone(), Arc::clone(&chain));
        let (submitted, sync) = (recovered.submitted, recovered.sync);
        let task = machine.spawn(move |machine| async move {
            let mut disk = machine.child("log");
            machine.child("sync").spawn(move |_| {
                sync.run_as_task(move || {
                    let delay = disk.disk_delay();
                    disk.sleep(delay)
                })
            });
            gossip::start(&machine, Arc::clone(&inner), submitted, lines.gossip);
            let engine = machine.child("node");
            let started = engine::start(engine, &genesis, inner, schemes, timing, around).await;
            match started {
                Ok(engine) => {
                    let ended = engine.await;
                    panic!("the engine ended by itself: {ended:?}");
                }
                Err(error) => panic!("the engine did not start: {error}"),
            }
        });
        Ok(Self {
            chain,
            task,
            last_words,
        })
    }

    /// Why the process died by itself, if it did.
    pub(super) fn last_words(&self) -> Option<String> {
        let words = self.last_words.lock();
        words.unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Ends the process at once.
    pub(super) fn kill(self) {
        self.task.abort();
        self.chain.stop();
    }
}
