//! The trace that a matching round leaves on the ledger.

use crate::hash::Hash;
use borsh::{BorshDeserialize, BorshSerialize};
use serde::Serialize;

/// Records a matching round. Needs the operator role of the office that ran it.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize, Serialize)]
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

super::family! {
    /// What the matchmaker leaves for auditors.
    MatchingAction in Matching;
    /// Records the digest of a matching round, so that an auditor can run it again.
    RecordMatchRound = "record_match_round",
}
