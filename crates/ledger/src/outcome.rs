//! What became of an operation: recorded in the block beside it.

use crate::{event::Event, rejection::Rejection, signature::Custody};
use borsh::{BorshDeserialize, BorshSerialize};

/// Applied with events, or rejected with a reason.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub enum Verdict {
    /// The operation changed the state; these are the facts.
    Applied(Vec<Event>),
    /// The operation changed nothing.
    Rejected(Rejection),
}

/// The recorded result of one operation.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Outcome {
    /// Who held the signing key, as stated when it was registered.
    pub custody: Custody,
    /// What happened.
    pub verdict: Verdict,
}
