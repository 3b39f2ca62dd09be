//! The ledger for auditors and anybody who wants to look: blocks, operations, proofs.
//!
//! Found by number or by id only, never by person.

pub(crate) mod block;
pub(crate) mod operation;
pub(crate) mod overview;

/// One line of a list of blocks.
pub(crate) struct BlockLine {
    pub(crate) height: u64,
    pub(crate) when: String,
    pub(crate) operations: u64,
    pub(crate) digest: String,
}

/// One line of a list of operations.
pub(crate) struct OperationLine {
    pub(crate) id: String,
    pub(crate) short: String,
    pub(crate) what: String,
    pub(crate) custody: String,
    pub(crate) applied: bool,
    pub(crate) verdict: String,
}

/// One field of a record with what it means.
pub(crate) struct Field {
    pub(crate) name: String,
    pub(crate) value: String,
    pub(crate) meaning: String,
}
