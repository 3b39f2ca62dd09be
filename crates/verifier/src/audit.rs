//! The audit: replays a stored chain from genesis and names the first record that is not what the
//! validators agreed on.
//!
//! Records come ascending by height, every stored copy of every one. Heights are judged in spans
//! that end with a certificate: first the certificate by its own signatures, then, from the top
//! down, that each block is the one its child names; so a changed byte is found in the record that
//! holds it, not in a neighbour. Then the span is run through the rules, on one thread; a crew
//! beside it decodes ahead and checks signatures, roots and books behind.
//!
//! An audit can stop and go on from a [`Checkpoint`].
//!
//! The last block of an epoch that changes the validators must carry a certificate of its own, as
//! the engine always gives it: who certifies the next epoch follows from that block.

mod auditor;
mod books;
mod checkpoint;
mod crew;
mod reading;
mod signed;
mod skim;
mod span;

use auditor::Auditor;
pub use books::Books;
pub use checkpoint::{Checkpoint, CheckpointDamaged};
use ledger::{Genesis, Hash, Header, block::Signatures};

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
    /// The height after which this audit began; what lies before was audited earlier.
    pub resumed_at: Option<u64>,
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

/// What is audited, and how.
#[derive(Debug)]
pub struct Plan<'a> {
    /// What the network started from.
    pub genesis: &'a Genesis,
    /// Headers from earlier receipts or from observers: a chain that has another block at their
    /// heights was rewritten.
    pub known: &'a [Header],
    /// Where an earlier audit stopped.
    pub checkpoint: Option<Checkpoint>,
    /// After how many operations a checkpoint is made; none is with zero.
    pub checkpoint_every: u64,
    /// Whether signatures are checked; only a measurement goes without.
    pub signatures: Signatures,
}

impl<'a> Plan<'a> {
    /// Everything from genesis on.
    #[must_use]
    pub const fn whole(genesis: &'a Genesis, known: &'a [Header]) -> Self {
        Self {
            genesis,
            known,
            checkpoint: None,
            checkpoint_every: 0,
            signatures: Signatures::Check,
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
    carry_out(Plan::whole(genesis, known), records, progress, &mut |_| ())
}

/// [`audit`] by a plan. `save` is given every checkpoint; all that lies before one was checked.
pub fn carry_out(
    plan: Plan<'_>,
    records: impl IntoIterator<Item = Result<Record, AuditFault>>,
    progress: &mut dyn FnMut(Progress),
    save: &mut dyn FnMut(&Checkpoint),
) -> Result<AuditReport, AuditFault> {
    let mut report = None;
    let ((), fault) = crew::beside(|crew| {
        let mut auditor = Auditor::new(plan, crew, progress, save);
        match auditor.follow(records) {
            Ok(found) => report = Some(found),
            Err(fault) => crew.report(crew::Rank::Replay, fault),
        }
    });
    match (fault, report) {
        (Some(fault), _) => Err(fault),
        (None, Some(report)) => Ok(report),
        // Whoever makes no report has named a fault.
        (None, None) => Err(AuditFault::missing(0)),
    }
}
