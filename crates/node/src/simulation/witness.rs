//! The witness: sees every final block of every machine and every answer, and believes nobody.
//!
//! It runs each block again from its parent with every signature checked, keeps its own list of
//! operations seen, checks each certificate as an outsider would, and compares all machines.

use super::Workload;
use crate::{
    block::SealedBlock,
    evidence::Evidence,
    log::{Log, LogError},
};
use commonware_consensus::Heightable as _;
use ed25519_zebra::{Signature as Ed25519, VerificationKey};
use ledger::{
    Block, Genesis, Hash, Header, NetworkId, OperationId, State, ValidatorSet, Verdict,
    block::{Signatures, check_block, ends_epoch},
    signature::{PublicKey, Signature},
    state::keys,
};
use std::{
    collections::{BTreeMap, BTreeSet},
    fmt,
};
use verifier::Certificate;

/// What the witness objects to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum FaultKind {
    /// Two machines have different final blocks at one height.
    Fork,
    /// An acknowledged operation is not on the ledger, or not on the disk that acknowledged it.
    Lost,
    /// An operation is on the ledger twice, or more points were spent than there are.
    DoubleSpend,
    /// A final block does not follow from its parent by the rules.
    Invalid,
    /// A final operation is not signed by the key that it names.
    Unsigned,
    /// A stored certificate does not certify its block, or none covers what was acknowledged.
    Uncertified,
    /// The books kept beside the ledger say something else.
    Books,
    /// A caller never got an answer, or no operation becomes final although nothing is broken.
    Stalled,
    /// An honest validator did what only a dishonest one does.
    Misdeed,
    /// A process ended by itself.
    Died,
    /// A machine that should have started did not, or one started that must not.
    Start,
    /// Two runs of one seed differ.
    NotRepeatable,
}

/// One objection.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// What kind.
    pub kind: FaultKind,
    /// What happened, as a sentence.
    pub text: String,
}

impl fmt::Display for Fault {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{:?}: {}", self.kind, self.text)
    }
}

/// What the witness counted.
#[derive(Clone, Debug, Default)]
pub struct Tally {
    /// Final blocks.
    pub height: u64,
    /// Operations in them.
    pub operations: u64,
    /// Operations that a machine acknowledged.
    pub acknowledged: u64,
    /// Operations that were refused, expired, or whose machine died before the answer.
    pub refused: u64,
    /// Times that an honest machine saw a dishonest one at it.
    pub evidence: u64,
    /// Processes started.
    pub starts: u64,
    /// Root of the state after the last block.
    pub root: Option<Hash>,
    /// What happened, by the name of the fact or the code of the refusal.
    pub facts: BTreeMap<&'static str, u64>,
    /// Objections, at most a few of them.
    pub faults: Vec<Fault>,
}

impl Tally {
    pub(super) fn of_a_panic(words: &str) -> Self {
        let kind = FaultKind::Died;
        let text = format!("the simulation ended with a panic: {words}");
        Self {
            faults: vec![Fault { kind, text }],
            ..Self::default()
        }
    }

    pub(super) fn object(&mut self, kind: FaultKind, text: String) {
        // After the first few, one learns nothing more.
        if self.faults.len() < 20 {
            self.faults.push(Fault { kind, text });
        }
    }
}

/// What was final when the witness looked first.
struct Known {
    header: Header,
    digest: Hash,
    operations: Vec<OperationId>,
}

/// The state of one run.
pub(super) struct Witness {
    network: NetworkId,
    epoch_blocks: u64,
    blocks: Vec<Known>,
    state: State,
    /// The validators of each epoch so far.
    sets: Vec<ValidatorSet>,
    seen: BTreeMap<OperationId, u64>,
    pub(super) workload: Box<dyn Workload>,
    pub(super) tally: Tally,
    /// Heights that each machine must still have after a crash.
    promised: BTreeMap<usize, u64>,
    certified: BTreeSet<(usize, u64)>,
}

impl Witness {
    pub(super) fn new(genesis: &Genesis, workload: Box<dyn Workload>) -> Self {
        let header = genesis.block().header;
        let first = Known {
            digest: header.digest(),
            header,
            operations: Vec::new(),
        };
        Self {
            network: genesis.network(),
            epoch_blocks: genesis.epoch_blocks,
            blocks: vec![first],
            state: genesis.state(),
            sets: vec![genesis.validators.clone()],
            seen: BTreeMap::new(),
            workload,
            tally: Tally::default(),
            promised: BTreeMap::new(),
            certified: BTreeSet::new(),
        }
    }

    /// The highest final block of any machine.
    pub(super) fn height(&self) -> u64 {
        self.blocks.len() as u64 - 1
    }

    fn known(&self, height: u64) -> Option<&Known> {
        self.blocks.get(usize::try_from(height).ok()?)
    }

    /// Looks at a final block of a machine.
    pub(super) fn see(&mut self, machine: usize, block: &SealedBlock) {
        let height = block.height().get();
        let digest = block.block().header.digest();
        match self.known(height) {
            Some(known) if known.digest != digest => {
                let text = format!("machine {machine} has another block {height}");
                self.tally.object(FaultKind::Fork, text);
            }
            Some(_) => {}
            None if height == self.blocks.len() as u64 => self.follow(machine, block.block()),
            None => {
                let text = format!("machine {machine} skipped blocks below {height}");
                self.tally.object(FaultKind::Lost, text);
            }
        }
    }

    fn follow(&mut self, machine: usize, block: &Block) {
        let Some(parent) = self.blocks.last() else {
            return;
        };
        let height = block.header.height;
        match check_block(&parent.header, &self.state, block, Signatures::Check) {
            Ok(state) => {
                self.check_signatures(block);
                self.state = state;
            }
            Err(fault) => {
                let text = format!("block {height} of machine {machine}: {fault}");
                self.tally.object(FaultKind::Invalid, text);
            }
        }
        self.remember(block);
        self.count_facts(block);
        if let Err(text) = self.workload.audit(block, &self.state) {
            let text = format!("block {height}: {text}");
            self.tally.object(FaultKind::Books, text);
        }
    }

    fn count_facts(&mut self, block: &Block) {
        for outcome in &block.outcomes {
            match &outcome.verdict {
                Verdict::Applied(events) => {
                    for event in events {
                        *self.tally.facts.entry(event.name()).or_default() += 1;
                    }
                }
                Verdict::Rejected(rejection) => {
                    *self.tally.facts.entry(rejection.code()).or_default() += 1;
                }
            }
        }
    }

    /// By the library alone, without the ledger's own function.
    fn check_signatures(&mut self, block: &Block) {
        for envelope in &block.operations {
            let key = self.state.get(&keys::key(envelope.intent.key));
            let message = envelope.intent.signing_bytes(self.network);
            let Signature::Ed25519(signature) = envelope.signature;
            let signed = key.is_some_and(|record| {
                let PublicKey::Ed25519(key) = record.key;
                VerificationKey::try_from(key)
                    .is_ok_and(|key| key.verify(&Ed25519::from(signature), &message).is_ok())
            });
            if !signed {
                let text = format!("operation {} is not signed", envelope.id(self.network));
                self.tally.object(FaultKind::Unsigned, text);
            }
        }
    }

    fn remember(&mut self, block: &Block) {
        let height = block.header.height;
        let operations = block.operations.iter();
        let operations: Vec<OperationId> = operations.map(|one| one.id(self.network)).collect();
        for id in &operations {
            if let Some(first) = self.seen.insert(*id, height) {
                let text = format!("operation {id} is in blocks {first} and {height}");
                self.tally.object(FaultKind::DoubleSpend, text);
            }
        }
        if ends_epoch(self.epoch_blocks, height)
            && let Some(set) = block.next_set.clone().or_else(|| self.sets.last().cloned())
        {
            self.sets.push(set);
        }
        self.tally.height = height;
        self.tally.operations += operations.len() as u64;
        self.tally.root = Some(block.header.state_root);
        self.blocks.push(Known {
            digest: block.header.digest(),
            header: block.header.clone(),
            operations,
        });
    }

    /// Checks the certificate that a machine keeps for a height, if it keeps one.
    pub(super) fn check_certificate(&mut self, machine: usize, log: &Log, height: u64) {
        let Ok(Some(bytes)) = log.certificate(height) else {
            return;
        };
        if !self.certified.insert((machine, height)) {
            return;
        }
        let epoch = usize::try_from(height / self.epoch_blocks).ok();
        let set = epoch.and_then(|epoch| self.sets.get(epoch));
        let (Some(known), Some(set)) = (self.known(height), set) else {
            return;
        };
        let certificate = Certificate::decode(&bytes);
        let verified = certificate.map_err(|fault| fault.code()).and_then(|found| {
            let verified = found.verify(&known.header, set, self.epoch_blocks);
            verified.map_err(|fault| fault.code())
        });
        if let Err(code) = verified {
            let text = format!("certificate {height} of machine {machine}: {code}");
            self.tally.object(FaultKind::Uncertified, text);
        }
    }

    /// An answer that says: final. It must hold on the machine that gave it, now and later.
    pub(super) fn acknowledged(&mut self, machine: usize, log: &Log, done: &crate::Final) {
        self.tally.acknowledged += 1;
        let (id, height) = (done.operation, done.height);
        let promised = self.promised.entry(machine).or_default();
        *promised = height.max(*promised);
        let stored = match log.block(height) {
            // The process died after it answered: what it promised shows when it comes back.
            Err(LogError::Io { .. }) => return self.must_contain(id, height),
            other => other.ok().flatten(),
        };
        let stored = stored.and_then(|bytes| ledger::decode::<Block>(&bytes));
        let stands = stored.is_some_and(|block| {
            let envelope = block.operations.get(done.position as usize);
            envelope.is_some_and(|one| one.id(self.network) == id)
        });
        if !stands {
            let text = format!("machine {machine} acknowledged {id} without block {height}");
            self.tally.object(FaultKind::Lost, text);
        }
        let covered = log.certificates(|index| index.at_or_above(height));
        if covered.is_none() {
            let text = format!("machine {machine} acknowledged block {height} uncertified");
            self.tally.object(FaultKind::Uncertified, text);
        }
        self.must_contain(id, height);
    }

    fn must_contain(&mut self, id: OperationId, height: u64) {
        let Some(known) = self.known(height) else {
            return;
        };
        if !known.operations.contains(&id) {
            let text = format!("{id} was acknowledged in block {height}, which lacks it");
            self.tally.object(FaultKind::Lost, text);
        }
    }

    /// What a machine saw others do wrong, when `is_honest` tells whose key is used as it should.
    pub(super) fn hear(
        &mut self,
        machine: usize,
        evidence: &[Evidence],
        is_honest: impl Fn(&[u8; 32]) -> bool,
    ) {
        for one in evidence {
            if is_honest(&one.key) {
                let (what, round) = (one.misdeed.name(), one.round);
                let text = format!("machine {machine} saw an honest validator: {what} {round:?}");
                self.tally.object(FaultKind::Misdeed, text);
            } else {
                self.tally.evidence += 1;
            }
        }
    }

    /// A machine came back with its disk: what it acknowledged must be there.
    pub(super) fn came_back(&mut self, machine: usize, height: u64, log: &Log) {
        let promised = self.promised.get(&machine).copied().unwrap_or_default();
        if height < promised {
            let text = format!(
                "machine {machine} acknowledged block {promised} and came back with {height}"
            );
            self.tally.object(FaultKind::Lost, text);
        } else if promised > 0
            && log
                .certificates(|index| index.at_or_above(promised))
                .is_none()
        {
            let text = format!("machine {machine} came back without what certifies {promised}");
            self.tally.object(FaultKind::Lost, text);
        }
    }

    /// The disk of a machine is gone for good: it promises nothing any more.
    pub(super) fn release(&mut self, machine: usize) {
        self.promised.remove(&machine);
    }
}
