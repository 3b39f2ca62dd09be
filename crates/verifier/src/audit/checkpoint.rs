//! Checkpoints: enough of an audit to go on from where it stopped.
//!
//! Nothing in one is believed because it is written there. The header must be in the stored chain,
//! the state must have the root that the header names, the validators the hash, and the books must
//! agree with the state; what could still be replayed is read from the stored blocks. What an
//! auditor takes over is only that everything before was judged earlier.
//!
//! `LINLI-K | version | suite | body | SHA-256 of all before`, borsh throughout.

use super::{AuditReport, Books};
use borsh::{BorshDeserialize, BorshSerialize};
use ledger::{Hash, Header, State, ValidatorSet, hash::Suite};

const MAGIC: &[u8; 7] = b"LINLI-K";
const VERSION: u8 = 1;
const DOMAIN: &[u8] = b"_LINLI_VERIFIER_CHECKPOINT";

/// Where an audit stands.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Checkpoint {
    pub(super) header: Header,
    /// Who certifies the next block.
    pub(super) set: ValidatorSet,
    pub(super) blocks: u64,
    pub(super) operations: u64,
    pub(super) certificates: u64,
    pub(super) books: Books,
    /// Every path of the state with its value, ascending.
    pub(super) leaves: Vec<(Hash, Vec<u8>)>,
}

/// The file is not a checkpoint, or was changed after it was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the checkpoint is damaged or was changed: remove it to audit from the beginning")]
pub struct CheckpointDamaged;

impl Checkpoint {
    pub(super) fn new(
        header: Header,
        set: ValidatorSet,
        state: &State,
        books: Books,
        report: &AuditReport,
    ) -> Self {
        let leaves = state.leaves();
        Self {
            header,
            set,
            books,
            blocks: report.blocks,
            operations: report.operations,
            certificates: report.certificates,
            leaves: leaves
                .map(|leaf| (leaf.path, leaf.value.to_vec()))
                .collect(),
        }
    }

    /// The last height that was judged.
    #[must_use]
    pub const fn height(&self) -> u64 {
        self.header.height
    }

    /// The file.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = MAGIC.to_vec();
        bytes.push(VERSION);
        bytes.extend(ledger::encode(&Suite::Sha256Ed25519));
        bytes.extend(ledger::encode(self));
        let seal = Hash::of(&[DOMAIN, &bytes]);
        bytes.extend(seal.0);
        bytes
    }

    /// Reads a file.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, CheckpointDamaged> {
        let (sealed, seal) = bytes.split_last_chunk::<32>().ok_or(CheckpointDamaged)?;
        if Hash::of(&[DOMAIN, sealed]).0 != *seal {
            return Err(CheckpointDamaged);
        }
        let start = [
            &MAGIC[..],
            &[VERSION],
            &ledger::encode(&Suite::Sha256Ed25519),
        ]
        .concat();
        sealed
            .strip_prefix(&start[..])
            .and_then(ledger::decode)
            .ok_or(CheckpointDamaged)
    }
}
