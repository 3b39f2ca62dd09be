//! The audit: replays a stored chain from genesis and names the first record that is not what the
//! validators agreed on.
//!
//! Records come ascending by height, every stored copy of every one. Heights are judged in spans
//! that end with a certificate: first the certificate by its own signatures, then, from the top
//! down, that each block is the one its child names; so a changed byte is found in the record that
//! holds it, not in a neighbour. Then the span is run through the rules.
//!
//! The last block of an epoch that changes the validators must carry a certificate of its own, as
//! the engine always gives it: who certifies the next epoch follows from that block.

mod books;
mod crew;
mod span;

pub use books::Books;
use crew::Crew;
use ledger::{Genesis, Hash, Header, State, ValidatorSet};
use span::Group;
use std::collections::BTreeMap;

/// What a stored record is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RecordKind {
    /// The canonical bytes of a block.
    Block,
    /// The engine's bytes of a certificate.
    Certificate,
}

/// One stored copy of a block or a certificate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// Where it is stored, in words that lead an operator to it.
    pub name: String,
    /// The height it is filed under.
    pub height: u64,
    /// What it is.
    pub kind: RecordKind,
    /// The stored bytes.
    pub bytes: Vec<u8>,
}

/// How far the audit has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// The last height that was replayed.
    pub height: u64,
    /// Operations replayed so far.
    pub operations: u64,
}

/// What a sound chain holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct AuditReport {
    /// Blocks replayed, genesis not counted.
    pub blocks: u64,
    /// Operations in them.
    pub operations: u64,
    /// Certificates checked, copies included.
    pub certificates: u64,
    /// The first height replayed; zero when only genesis exists.
    pub first_height: u64,
    /// The last height.
    pub last_height: u64,
    /// The digest of the last block.
    pub last_digest: Hash,
    /// The root of the state after it.
    pub state_root: Hash,
}

/// The first record that does not hold, and why.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{record}: {reason} ({code})")]
pub struct AuditFault {
    /// The record's name.
    pub record: String,
    /// The height it is filed under.
    pub height: u64,
    /// The stable code.
    pub code: &'static str,
    /// A sentence for people.
    pub reason: String,
}

impl AuditFault {
    /// What a storage reader reports for a record that it cannot read at all.
    #[must_use]
    pub fn unreadable(record: String, height: u64, reason: String) -> Self {
        Self {
            record,
            height,
            code: "record_unreadable",
            reason,
        }
    }

    fn of(record: &Record, code: &'static str, reason: &str) -> Self {
        Self {
            record: record.name.clone(),
            height: record.height,
            code,
            reason: reason.to_owned(),
        }
    }

    fn missing(height: u64) -> Self {
        Self {
            record: format!("block {height}"),
            height,
            code: "block_missing",
            reason: "no stored record holds this block".to_owned(),
        }
    }
}

/// Replays `records` from `genesis`. `known` are headers from earlier receipts: a chain that has
/// another block at their heights was rewritten. Stops at the first fault.
pub fn audit(
    genesis: &Genesis,
    known: &[Header],
    records: impl IntoIterator<Item = Result<Record, AuditFault>>,
    progress: &mut dyn FnMut(Progress),
) -> Result<AuditReport, AuditFault> {
    let (verdict, forged) = crew::beside(|crew| {
        let auditor = Auditor::new(genesis, known, crew);
        auditor.follow(records, progress)
    });
    match (verdict, forged) {
        (Err(fault), Some(forged)) if fault.height < forged.height => Err(fault),
        (_, Some(forged)) => Err(forged),
        (verdict, None) => verdict,
    }
}

struct Auditor<'a> {
    genesis: &'a Genesis,
    /// Digests that earlier receipts name, by height.
    known: BTreeMap<u64, Hash>,
    parent: Header,
    state: State,
    set: ValidatorSet,
    books: Books,
    report: AuditReport,
    crew: Crew<'a>,
}

impl<'a> Auditor<'a> {
    fn new(genesis: &'a Genesis, known: &[Header], crew: Crew<'a>) -> Self {
        Self {
            genesis,
            known: known
                .iter()
                .map(|header| (header.height, header.digest()))
                .collect(),
            parent: genesis.block().header,
            state: genesis.state(),
            set: genesis.validators.clone(),
            books: Books::default(),
            report: AuditReport::default(),
            crew,
        }
    }

    fn follow(
        mut self,
        records: impl IntoIterator<Item = Result<Record, AuditFault>>,
        progress: &mut dyn FnMut(Progress),
    ) -> Result<AuditReport, AuditFault> {
        let mut group = Group::at(0);
        let mut span = Vec::new();
        for record in records {
            let record = record?;
            if record.height < group.height {
                let reason = "records must come ascending by height";
                return Err(AuditFault::of(&record, "record_out_of_order", reason));
            }
            while record.height > group.height {
                let next = Group::at(group.height.saturating_add(1));
                let finished = std::mem::replace(&mut group, next);
                self.take(finished, &mut span, progress)?;
            }
            group.push(record);
            if self.crew.found_forgery() {
                break;
            }
        }
        self.take(group, &mut span, progress)?;
        self.finish(&span)
    }

    /// Takes all records of one height; judges the span when they hold a certificate.
    fn take(
        &mut self,
        group: Group,
        span: &mut Vec<Group>,
        progress: &mut dyn FnMut(Progress),
    ) -> Result<(), AuditFault> {
        if group.height == 0 {
            return self.check_genesis(&group);
        }
        if group.blocks.is_empty() {
            return Err(AuditFault::missing(group.height));
        }
        let certified = !group.certificates.is_empty();
        span.push(group);
        if certified {
            self.judge(&std::mem::take(span), progress)?;
        }
        Ok(())
    }

    /// Genesis need not be stored; a copy that is must be the one that everything follows from.
    fn check_genesis(&self, group: &Group) -> Result<(), AuditFault> {
        let expected = ledger::encode(&self.genesis.block());
        if let Some(record) = group.blocks.iter().find(|record| record.bytes != expected) {
            let reason = "the block is not the genesis of this network";
            return Err(AuditFault::of(record, "genesis_differs", reason));
        }
        if let Some(record) = group.certificates.first() {
            let reason = "nobody certifies genesis";
            return Err(AuditFault::of(record, "certificate_unexpected", reason));
        }
        self.check_known(0, self.parent.digest(), "block 0")
    }

    fn check_known(&self, height: u64, digest: Hash, record: &str) -> Result<(), AuditFault> {
        match self.known.get(&height) {
            Some(known) if *known != digest => Err(AuditFault {
                record: record.to_owned(),
                height,
                code: "history_rewritten",
                reason: format!("an earlier receipt names {known}, the chain has {digest}"),
            }),
            Some(_) | None => Ok(()),
        }
    }

    fn finish(self, span: &[Group]) -> Result<AuditReport, AuditFault> {
        if let Some(record) = span.last().and_then(|group| group.blocks.first()) {
            let reason = "no certificate stands at or after the last block";
            return Err(AuditFault::of(record, "tip_not_certified", reason));
        }
        let last_height = self.parent.height;
        if let Some((height, _)) = self.known.iter().next_back()
            && *height > last_height
        {
            return Err(AuditFault {
                record: format!("block {height}"),
                height: *height,
                code: "history_truncated",
                reason: format!(
                    "an earlier receipt names this block, the chain ends at {last_height}"
                ),
            });
        }
        Ok(AuditReport {
            first_height: self.report.blocks.min(1),
            last_height,
            last_digest: self.parent.digest(),
            state_root: self.state.root(),
            ..self.report
        })
    }
}
