//! The typed values of the network's own affairs.

use crate::{
    ids::{PartyId, ValidatorKey},
    operation::membership::Seat,
    time::Timestamp,
};
use borsh::{BorshDeserialize, BorshSerialize};

/// Whose server a validator is, and where.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct SeatRecord {
    /// The organisation that answers for it.
    pub organisation: PartyId,
    /// Where other servers reach it.
    pub address: String,
    /// Where its pages are; empty when it has none.
    pub portal: String,
}

/// What a change changes.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub enum NetworkAffair {
    /// The set of validators.
    Validators {
        /// Who comes.
        add: Option<Seat>,
        /// Who goes.
        remove: Option<ValidatorKey>,
    },
    /// The version of the rules.
    Upgrade {
        /// The version.
        version: u32,
        /// The first height that it rules.
        height: u64,
    },
}

/// Where a change stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub enum ChangeStatus {
    /// Waits for approvals.
    Open,
    /// Was approved and is in effect, or will be.
    Decided,
    /// Was taken back.
    Withdrawn,
}

/// A proposed change of the network.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct NetworkChange {
    /// What it changes.
    pub affair: NetworkAffair,
    /// Who proposed it.
    pub proposed_by: PartyId,
    /// The last moment at which it can be approved.
    pub open_until: Timestamp,
    /// Who approved, in order; the proposer first.
    pub approvals: Vec<PartyId>,
    /// Where it stands.
    pub status: ChangeStatus,
}

/// The upgrade that was decided last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Upgrade {
    /// The version that rules before.
    pub from: u32,
    /// The version of the rules.
    pub version: u32,
    /// The first height that it rules.
    pub height: u64,
}

impl Upgrade {
    /// The version that rules a height.
    #[must_use]
    pub const fn version_at(&self, height: u64) -> u32 {
        if height < self.height {
            self.from
        } else {
            self.version
        }
    }
}
