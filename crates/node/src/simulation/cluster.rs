//! The machines of a simulated network.

mod breaking;
mod people;

use super::{
    Outcome, Workload,
    disk::SimulatedDisk,
    links::Links,
    process::{Place, Process},
    twins::{self, Sides},
    witness::{FaultKind, Witness},
};
use crate::{
    block::{BlockRules, SealedBlock},
    chain::{Chain, Clock, Head},
    config::StartError,
    engine,
    log::LogError,
    network::private_key,
};
use commonware_cryptography::{Signer as _, ed25519::PublicKey};
use commonware_p2p::simulated::{Config, Network, Oracle};
use commonware_runtime::{
    Clock as _, Handle, Spawner as _, Supervisor as _, deterministic::Context,
};
use commonware_utils::{NZUsize, ordered::Set};
use ledger::Genesis;
use rand_core::Rng as _;
use std::{
    collections::BTreeSet,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicI64, AtomicUsize, Ordering},
    },
    time::UNIX_EPOCH,
};

/// What a simulated network starts from.
pub struct Plan {
    /// The network.
    pub genesis: Genesis,
    /// Seeds of the machines' keys; validators and observers alike.
    pub signers: Vec<[u8; 32]>,
    /// What people do there.
    pub workload: Box<dyn Workload>,
}

/// How a process ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Crash {
    /// As with kill -9: what was written stays written.
    Kill,
    /// As with a pulled plug: what was not synced is lost or torn.
    PowerCut,
}

struct Slot {
    signer: [u8; 32],
    key: PublicKey,
    sides: Sides,
    /// Two of them where a key is used twice.
    disks: [SimulatedDisk; 2],
    processes: [Option<Process>; 2],
    skew_ms: Arc<AtomicI64>,
    /// What this address runs, while it runs.
    context: Option<Handle<()>>,
    is_byzantine: bool,
    may_die: bool,
    is_retired: bool,
}

/// A simulated network.
pub struct Cluster {
    context: Context,
    genesis: Genesis,
    oracle: Oracle<PublicKey, Context>,
    links: Links,
    slots: Vec<Slot>,
    witness: Arc<Mutex<Witness>>,
    /// Submitted operations whose answer is not there yet.
    unanswered: Arc<AtomicUsize>,
    boots: u64,
}

fn locked(witness: &Mutex<Witness>) -> MutexGuard<'_, Witness> {
    witness.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Cluster {
    pub(super) async fn new(context: Context, plan: Plan) -> Self {
        let keys: Vec<PublicKey> = plan.signers.iter().map(|seed| key_of(*seed)).collect();
        let rules = BlockRules {
            epoch_blocks: plan.genesis.epoch_blocks,
        };
        let config = Config {
            max_size: engine::message_bytes_max(rules),
            max_peers_per_set: NZUsize!(32),
            disconnect_on_block: true,
            tracked_peer_sets: NZUsize!(3),
        };
        let (network, oracle) =
            Network::new_with_peers(context.child("network"), config, keys.clone()).await;
        network.start();
        let everyone: BTreeSet<PublicKey> = keys.iter().cloned().collect();
        let slots = plan.signers.iter().zip(&keys).enumerate();
        let slots = slots.map(|(number, (signer, key))| Slot {
            signer: *signer,
            key: key.clone(),
            sides: Sides::single(everyone.clone()),
            disks: [
                SimulatedDisk::new(format!("machine-{number}")),
                SimulatedDisk::new(format!("machine-{number}-twin")),
            ],
            processes: [None, None],
            skew_ms: Arc::default(),
            context: None,
            is_byzantine: false,
            may_die: false,
            is_retired: false,
        });
        let slots = slots.collect();
        let mut links = Links::new(oracle.clone(), keys);
        links.arrange(|_, _| true).await;
        Self {
            witness: Arc::new(Mutex::new(Witness::new(&plan.genesis, plan.workload))),
            context,
            genesis: plan.genesis,
            oracle,
            links,
            slots,
            unanswered: Arc::default(),
            boots: 0,
        }
    }

    /// A number below `end`, as chance has it.
    pub fn below(&mut self, end: u64) -> u64 {
        self.context.next_u64() % end.max(1)
    }

    /// One of the machines that run and are honest.
    pub fn any_running(&mut self) -> Option<usize> {
        let running: Vec<usize> = self.running();
        let count = running.len() as u64;
        let at = usize::try_from(self.below(count)).ok()?;
        running.get(at).copied()
    }

    /// The honest machines that run.
    #[must_use]
    pub fn running(&self) -> Vec<usize> {
        let slots = self.slots.iter().enumerate();
        let running = slots.filter(|(_, slot)| slot.processes[0].is_some() && !slot.is_byzantine);
        running.map(|(number, _)| number).collect()
    }

    /// How many machines there are.
    #[must_use]
    pub fn machines(&self) -> usize {
        self.slots.len()
    }

    /// The highest final block of any machine.
    #[must_use]
    pub fn height(&self) -> u64 {
        locked(&self.witness).height()
    }

    /// The last final block of a machine that runs.
    #[must_use]
    pub fn head(&self, machine: usize) -> Option<Head> {
        self.chain(machine).map(|chain| chain.head())
    }

    fn chain(&self, machine: usize) -> Option<&Arc<Chain>> {
        let process = self.slots[machine].processes[0].as_ref();
        process.map(|process| &process.chain)
    }

    /// States that something is wrong.
    pub fn object(&self, kind: FaultKind, text: String) {
        locked(&self.witness).tally.object(kind, text);
    }

    fn clock(&self, machine: usize) -> Clock {
        let context = self.context.child("clock");
        let skew_ms = Arc::clone(&self.slots[machine].skew_ms);
        Arc::new(move || {
            let now = context.current().duration_since(UNIX_EPOCH);
            let now = now.map_or(0, |now| u64::try_from(now.as_millis()).unwrap_or(u64::MAX));
            now.saturating_add_signed(skew_ms.load(Ordering::Relaxed))
        })
    }

    /// Starts a machine on its disk.
    ///
    /// # Errors
    /// Why it refuses.
    pub async fn try_start(&mut self, machine: usize) -> Result<(), StartError> {
        self.boot(machine, false).await
    }

    /// Starts a machine, which must succeed.
    pub async fn start(&mut self, machine: usize) {
        if let Err(error) = self.try_start(machine).await {
            let text = format!("machine {machine} does not start: {error}");
            self.object(FaultKind::Start, text);
        }
    }

    /// Starts every machine that does not run.
    pub async fn start_all(&mut self) {
        for machine in 0..self.slots.len() {
            let slot = &self.slots[machine];
            if slot.processes[0].is_none() && !slot.is_retired {
                self.start(machine).await;
            }
        }
    }

    /// Starts two processes with the key of one machine, each on a disk of its own.
    pub async fn start_twins(&mut self, machine: usize) {
        self.slots[machine].is_byzantine = true;
        self.share_twins(machine);
        if let Err(error) = self.boot(machine, true).await {
            let text = format!("twins {machine} do not start: {error}");
            self.object(FaultKind::Start, text);
        }
    }

    /// Deals the other machines out to the twins anew.
    pub fn share_twins(&mut self, machine: usize) {
        let (mut second, mut both) = (BTreeSet::new(), BTreeSet::new());
        for other in 0..self.slots.len() {
            let key = self.slots[other].key.clone();
            match self.below(5) {
                0 | 1 => drop(second.insert(key)),
                2 => {
                    second.insert(key.clone());
                    both.insert(key);
                }
                _ => {}
            }
        }
        self.slots[machine].sides.share(second, &both);
    }

    async fn boot(&mut self, machine: usize, twins: bool) -> Result<(), StartError> {
        self.boots += 1;
        let context = self.context.child("machine");
        let context = context.with_attribute("number", machine);
        let context = context.with_attribute("boot", self.boots);
        let clock = self.clock(machine);
        let everyone = self.slots.iter().map(|slot| slot.key.clone());
        let everyone = Set::from_iter_dedup(everyone);
        let control = self.oracle.control(self.slots[machine].key.clone());
        // The address has a context of its own, so that all of it ends together.
        let (sender, receiver) = tokio::sync::oneshot::channel();
        let address = context.spawn(|context| async move {
            drop(sender.send(context.child("process")));
            std::future::pending::<()>().await;
        });
        let Ok(context) = receiver.await else {
            return Err(StartError::EngineEnded);
        };
        let lines = twins::lines(&context, &control, &self.slots[machine].sides).await;
        let count = if twins { 2 } else { 1 };
        for (number, lines) in lines.into_iter().enumerate().take(count) {
            let place = Place {
                manager: self.oracle.manager(),
                control: control.clone(),
                everyone: everyone.clone(),
            };
            let slot = &self.slots[machine];
            let who = (&self.genesis, slot.signer, Arc::clone(&clock));
            let context = context.child("run").with_attribute("twin", number);
            let process = Process::start(context, &slot.disks[number], who, place, lines)?;
            let mut witness = locked(&self.witness);
            witness.tally.starts += 1;
            if number == 0 && !slot.is_byzantine {
                witness.came_back(machine, process.chain.height(), &process.chain.log);
            }
            drop(witness);
            self.watch(machine, &process.chain);
            self.slots[machine].processes[number] = Some(process);
        }
        self.slots[machine].context = Some(address);
        Ok(())
    }

    /// Shows the witness every final block of a process, the stored ones first.
    fn watch(&self, machine: usize, chain: &Arc<Chain>) {
        let witness = Arc::clone(&self.witness);
        let (log, rules) = (chain.log.clone(), chain.rules);
        let mut heights = chain.heights();
        self.context.child("watch").spawn(move |_| async move {
            let mut next = 1;
            loop {
                let last = *heights.borrow_and_update();
                while next <= last {
                    let block = match log.block(next) {
                        // The process has died.
                        Err(LogError::Io { .. }) => return,
                        other => other.ok().flatten(),
                    };
                    let block = block.and_then(|bytes| SealedBlock::decode(bytes.into(), rules));
                    let mut witness = locked(&witness);
                    match block {
                        Some(block) => witness.see(machine, &block),
                        None => {
                            let text = format!("machine {machine} cannot read its block {next}");
                            witness.tally.object(FaultKind::Lost, text);
                        }
                    }
                    witness.check_certificate(machine, &log, next);
                    next += 1;
                }
                if heights.changed().await.is_err() {
                    return;
                }
            }
        });
    }

    pub(super) fn finish(self) -> Outcome {
        Outcome {
            tally: locked(&self.witness).tally.clone(),
            trace: self.context.auditor().state(),
        }
    }
}

fn key_of(seed: [u8; 32]) -> PublicKey {
    match private_key(seed) {
        Ok(key) => key.public_key(),
        Err(_) => panic!("every seed is a key"),
    }
}
