//! One span of heights that ends with a certificate: what each block must be, then what the rules
//! make of it.

use super::{
    AuditFault, Progress, Record,
    auditor::Auditor,
    crew::{Lane, Rank},
    reading::{Decoded, Reading},
    signed,
};
use crate::certificate::Certificate;
use ledger::{
    Block, BlockFault, Hash, State,
    block::{Signatures, check_admissions, check_block, ends_epoch, run_block},
};
use std::sync::Arc;

/// Every stored record of one height.
pub(super) struct Group {
    pub(super) height: u64,
    pub(super) blocks: Vec<Reading>,
    pub(super) certificates: Vec<Arc<Record>>,
}

impl Group {
    pub(super) const fn at(height: u64) -> Self {
        Self {
            height,
            blocks: Vec::new(),
            certificates: Vec::new(),
        }
    }
}

/// A stored block with the record it was read from.
struct Stored {
    record: Arc<Record>,
    decoded: Decoded,
}

impl Auditor<'_, '_> {
    /// Judges a span; its last height is the only one with certificates.
    pub(super) fn judge(&mut self, span: Vec<Group>) -> Result<(), AuditFault> {
        let certificates = span.last().map(|group| group.certificates.clone());
        let mut copies = Vec::with_capacity(span.len());
        for group in span {
            copies.push(read_blocks(group)?);
        }
        if let Some(payload) = self.check_certificates(&certificates.unwrap_or_default())? {
            check_chain(&copies, payload)?;
        }
        for stored in copies {
            self.replay(&stored)?;
            (self.progress)(Progress {
                height: self.parent.height,
                operations: self.report.operations,
            });
        }
        self.save_checkpoint();
        Ok(())
    }

    /// The digest that every certificate of the span's last height is for.
    fn check_certificates(&mut self, records: &[Arc<Record>]) -> Result<Option<Hash>, AuditFault> {
        let mut payload = None;
        let epoch_blocks = self.genesis.epoch_blocks;
        for record in records {
            let certificate = Certificate::decode(&record.bytes)
                .and_then(|certificate| {
                    let network = self.parent.network;
                    certificate.verify_at(network, record.height, &self.set, epoch_blocks)?;
                    Ok(certificate)
                })
                .map_err(|fault| AuditFault::of(record, fault.code(), &fault.to_string()))?;
            let expected = *payload.get_or_insert(certificate.proposal.payload);
            if certificate.proposal.payload != expected {
                let reason = "two certificates of one height are for different blocks";
                return Err(AuditFault::of(record, "certificates_disagree", reason));
            }
            self.report.certificates = self.report.certificates.saturating_add(1);
        }
        Ok(payload)
    }

    /// Runs one block through the rules; all copies have the same digest.
    fn replay(&mut self, copies: &[Stored]) -> Result<(), AuditFault> {
        let Some(Stored { record, decoded }) = copies.first() else {
            return Ok(());
        };
        let block = &decoded.block;
        self.check_known(record.height, decoded.digest, &record.name)?;
        let state = match run_block(&self.parent, &self.state, block) {
            Ok(state) if decoded.root_holds => state,
            Ok(_) | Err(_) => return Err(self.first_objection(record, block)),
        };
        self.hand_over(record, block, &state);
        if let Some(other) = copies.iter().find(|copy| copy.record.bytes != record.bytes) {
            let reason = "this copy differs from the block that the validators agreed on";
            return Err(AuditFault::of(&other.record, "copy_differs", reason));
        }
        self.rotate(record, block)?;
        let operations = u64::try_from(block.operations.len()).unwrap_or(u64::MAX);
        self.report.blocks = self.report.blocks.saturating_add(1);
        self.report.operations = self.report.operations.saturating_add(operations);
        self.parent = block.header.clone();
        self.state = state;
        Ok(())
    }

    /// What is wrong with a block first, signatures included.
    fn first_objection(&self, record: &Record, block: &Block) -> AuditFault {
        let checked = check_block(&self.parent, &self.state, block, Signatures::Check);
        let fault = checked.err().unwrap_or(BlockFault::BlockRootDiffers);
        AuditFault::of(record, code(&fault), &fault.to_string())
    }

    /// What the crew checks while later blocks are replayed.
    fn hand_over(&self, record: &Arc<Record>, block: &Arc<Block>, after: &State) {
        let operations = block.operations.len();
        let (named, before, parent) = (Arc::clone(record), self.state.clone(), self.parent.clone());
        let admitted = Arc::clone(block);
        self.crew.hand_over(Lane::Later, operations, move |faults| {
            if let Err(fault) = check_admissions(&parent, &before, &admitted) {
                let rank = Rank::Operation(position_of(&fault));
                faults.accuse(rank, &named, code(&fault), &fault.to_string());
            }
        });
        if self.signatures == Signatures::Check {
            signed::check(self.crew, record, &self.state, block);
        }
        let (named, state, root) = (Arc::clone(record), after.clone(), block.header.state_root);
        self.crew.hand_over(Lane::Later, operations, move |faults| {
            if state.root() != root {
                let fault = BlockFault::StateRootDiffers;
                faults.accuse(Rank::StateRoot, &named, code(&fault), &fault.to_string());
            }
        });
        let (named, state, block) = (Arc::clone(record), after.clone(), Arc::clone(block));
        let books = Arc::clone(&self.books);
        let lane = Lane::Ordered;
        self.crew.hand_over(lane, operations, move |faults| {
            let mut books = super::auditor::lock(&books);
            if let Err(reason) = books.follow(&block, &state) {
                faults.accuse(Rank::Books, &named, "books_differ", reason);
            }
        });
    }

    /// At the end of an epoch the next set takes over.
    fn rotate(&mut self, record: &Record, block: &Block) -> Result<(), AuditFault> {
        let header = &block.header;
        let changes = header.validators != header.next_validators;
        if !changes || !ends_epoch(self.genesis.epoch_blocks, header.height) {
            return Ok(());
        }
        match &block.next_set {
            Some(next) if next.hash() == header.next_validators => {
                self.set = next.clone();
                Ok(())
            }
            Some(_) | None => {
                let reason = "the block does not carry the validator set that it names";
                Err(AuditFault::of(record, "validators_differ", reason))
            }
        }
    }
}

/// All copies of a height, each in its only encoding and filed under its own height.
fn read_blocks(group: Group) -> Result<Vec<Stored>, AuditFault> {
    let mut copies: Vec<Stored> = Vec::with_capacity(group.blocks.len());
    for reading in group.blocks {
        let record = Arc::clone(&reading.record);
        let decoded = reading.finish(copies.last().map(|copy| &copy.decoded))?;
        copies.push(Stored { record, decoded });
    }
    Ok(copies)
}

/// From the certified block down, each is the one that its child names.
fn check_chain(copies: &[Vec<Stored>], payload: Hash) -> Result<(), AuditFault> {
    let mut expected = payload;
    for stored in copies.iter().rev() {
        let differs = |copy: &&Stored| copy.decoded.digest != expected;
        if let Some(wrong) = stored.iter().find(differs) {
            let reason = "the block is not the one that the validators agreed on";
            return Err(AuditFault::of(&wrong.record, "block_not_certified", reason));
        }
        if let Some(first) = stored.first() {
            expected = first.decoded.block.header.parent;
        }
    }
    Ok(())
}

const fn position_of(fault: &BlockFault) -> usize {
    match fault {
        BlockFault::Inadmissible { position, .. } | BlockFault::OutcomeDiffers { position } => {
            *position
        }
        BlockFault::NotAChild
        | BlockFault::TimeGoesBack
        | BlockFault::TooLarge
        | BlockFault::BlockRootDiffers
        | BlockFault::StateRootDiffers
        | BlockFault::ValidatorsDiffer
        | BlockFault::RulesUnknown { .. } => 0,
    }
}

pub(super) const fn code(fault: &BlockFault) -> &'static str {
    match fault {
        BlockFault::NotAChild => "block_not_a_child",
        BlockFault::TimeGoesBack => "block_time_goes_back",
        BlockFault::Inadmissible { .. } => "operation_inadmissible",
        BlockFault::TooLarge => "block_too_large",
        BlockFault::OutcomeDiffers { .. } => "outcome_differs",
        BlockFault::BlockRootDiffers => "block_root_differs",
        BlockFault::StateRootDiffers => "state_root_differs",
        BlockFault::ValidatorsDiffer => "validators_differ",
        BlockFault::RulesUnknown { .. } => "rules_unknown",
    }
}
