//! The typed values of a hut's working day.

use crate::{
    hash::Hash,
    ids::{HutId, PartyId},
    signature::PublicKey,
    time::Timestamp,
};
use borsh::{BorshDeserialize, BorshSerialize};

/// A hut as it is now.
#[derive(Clone, Debug, Default, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct HutDay {
    /// The doors are open.
    pub open: bool,
    /// Who is in charge, longest on duty first.
    pub on_duty: Vec<PartyId>,
    /// How many things are in its custody.
    pub stock: u32,
}

/// A kiosk and how far its chain of statements is merged.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Kiosk {
    /// At which hut.
    pub hut: HutId,
    /// The key with which it signs.
    pub key: PublicKey,
    /// No longer usable.
    pub revoked: bool,
    /// Position of the next statement.
    pub next: u64,
    /// Hash of the last one.
    pub last: Hash,
    /// Time of the last one.
    pub last_at: Timestamp,
}
