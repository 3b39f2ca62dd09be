//! Who belongs to whom, and who vouches for whom.

use crate::{
    hash::Hash,
    ids::PartyId,
    operation::party::{AttestedKind, Capacity},
    time::Timestamp,
};
use borsh::{BorshDeserialize, BorshSerialize};

/// That a person belongs to an organisation, or was asked to.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Membership {
    /// As what.
    pub capacity: Capacity,
    /// Since when; nothing while the person has not agreed.
    pub since: Option<Timestamp>,
}

/// A fact that an organisation attested about a person.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Attestation {
    /// About whom.
    pub person: PartyId,
    /// By which organisation.
    pub by: PartyId,
    /// What kind of fact.
    pub kind: AttestedKind,
    /// Salted commitment to the fact.
    pub commitment: Hash,
    /// Until when it holds.
    pub until: Timestamp,
    /// Taken back, or its time is over.
    pub ended: bool,
}
