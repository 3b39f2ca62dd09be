//! One span of heights that ends with a certificate: what each block must be, then what the rules
//! make of it.

use super::{AuditFault, Auditor, Progress, Record, RecordKind};
use crate::certificate::Certificate;
use ledger::{
    Block, BlockFault, Hash,
    block::{Signatures, check_block, ends_epoch},
};

/// Every stored record of one height.
pub(super) struct Group {
    pub(super) height: u64,
    pub(super) blocks: Vec<Record>,
    pub(super) certificates: Vec<Record>,
}

impl Group {
    pub(super) const fn at(height: u64) -> Self {
        Self {
            height,
            blocks: Vec::new(),
            certificates: Vec::new(),
        }
    }

    pub(super) fn push(&mut self, record: Record) {
        match record.kind {
            RecordKind::Block => self.blocks.push(record),
            RecordKind::Certificate => self.certificates.push(record),
        }
    }
}

/// A stored block with the record it was read from.
struct Stored<'a> {
    record: &'a Record,
    block: Block,
    digest: Hash,
}

impl Auditor<'_> {
    /// Judges a span; its last height is the only one with certificates.
    pub(super) fn judge(
        &mut self,
        span: &[Group],
        progress: &mut dyn FnMut(Progress),
    ) -> Result<(), AuditFault> {
        let mut copies = Vec::with_capacity(span.len());
        for group in span {
            copies.push(read_blocks(group)?);
        }
        if let Some(payload) = self.check_certificates(span)? {
            check_chain(&copies, payload)?;
        }
        for stored in copies {
            self.replay(&stored)?;
            progress(Progress {
                height: self.parent.height,
                operations: self.report.operations,
            });
        }
        Ok(())
    }

    /// The digest that every certificate of the span's last height is for.
    fn check_certificates(&mut self, span: &[Group]) -> Result<Option<Hash>, AuditFault> {
        let mut payload = None;
        let records = span.last().map_or(&[][..], |group| &group.certificates);
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
    fn replay(&mut self, copies: &[Stored<'_>]) -> Result<(), AuditFault> {
        let Some(Stored {
            record,
            block,
            digest,
        }) = copies.first()
        else {
            return Ok(());
        };
        self.check_known(record.height, *digest, &record.name)?;
        let run = |signatures| check_block(&self.parent, &self.state, block, signatures);
        // Where the rules object, the signatures before that operation count first.
        let state = run(Signatures::Checked)
            .or_else(|_| run(Signatures::Check))
            .map_err(|fault| AuditFault::of(record, code(&fault), &fault.to_string()))?;
        self.crew.check(record, &self.state, block);
        if let Some(other) = copies.iter().find(|copy| copy.record.bytes != record.bytes) {
            let reason = "this copy differs from the block that the validators agreed on";
            return Err(AuditFault::of(other.record, "copy_differs", reason));
        }
        self.books
            .follow(block, &state)
            .map_err(|reason| AuditFault::of(record, "books_differ", reason))?;
        self.rotate(record, block)?;
        let operations = u64::try_from(block.operations.len()).unwrap_or(u64::MAX);
        self.report.blocks = self.report.blocks.saturating_add(1);
        self.report.operations = self.report.operations.saturating_add(operations);
        self.parent = block.header.clone();
        self.state = state;
        Ok(())
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
fn read_blocks(group: &Group) -> Result<Vec<Stored<'_>>, AuditFault> {
    let read = |record| {
        let block = read_block(record)?;
        let digest = block.header.digest();
        Ok(Stored {
            record,
            block,
            digest,
        })
    };
    group.blocks.iter().map(read).collect()
}

fn read_block(record: &Record) -> Result<Block, AuditFault> {
    let canonical = |block: &Block| ledger::encode(block) == record.bytes;
    let Some(block) = ledger::decode(&record.bytes).filter(canonical) else {
        let reason = "the bytes are not those of a block in its only encoding";
        return Err(AuditFault::of(record, "block_malformed", reason));
    };
    if block.header.height == record.height {
        Ok(block)
    } else {
        let reason = "the block names another height than the one it is filed under";
        Err(AuditFault::of(record, "block_at_wrong_height", reason))
    }
}

/// From the certified block down, each is the one that its child names.
fn check_chain(copies: &[Vec<Stored<'_>>], payload: Hash) -> Result<(), AuditFault> {
    let mut expected = payload;
    for stored in copies.iter().rev() {
        if let Some(wrong) = stored.iter().find(|copy| copy.digest != expected) {
            let reason = "the block is not the one that the validators agreed on";
            return Err(AuditFault::of(wrong.record, "block_not_certified", reason));
        }
        if let Some(first) = stored.first() {
            expected = first.block.header.parent;
        }
    }
    Ok(())
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
