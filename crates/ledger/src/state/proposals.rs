//! Actions that wait for a second person.

use crate::{hash::Hash, ids::PartyId, time::Timestamp};
use borsh::{BorshDeserialize, BorshSerialize};

/// Where a proposal stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub enum ProposalStatus {
    /// Waits for a second person.
    Open,
    /// Happened, with the word of this person.
    Approved(PartyId),
    /// Taken back.
    Withdrawn,
    /// Nobody approved it in time.
    Expired,
}

/// An action that waits, or waited, for a second person.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Proposal {
    /// Who proposed it.
    pub by: PartyId,
    /// Digest of the action.
    pub digest: Hash,
    /// Until when it may be approved.
    pub expires_at: Timestamp,
    /// Where it stands.
    pub status: ProposalStatus,
}
