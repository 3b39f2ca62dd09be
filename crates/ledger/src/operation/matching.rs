//! The trace that a matching round leaves on the ledger.

use crate::hash::Hash;
use borsh::{BorshDeserialize, BorshSerialize};

/// Records a matching round. Needs the operator role of the office that ran it.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct RecordMatchRound {
    /// The ledger height whose listings were matched.
    pub height: u64,
    /// Version of the published parameter set.
    pub parameters_version: u32,
    /// Hash of the stored input bundle.
    pub inputs: Hash,
    /// Digest of the result.
    pub result: Hash,
}
