//! Content that was taken off the pages.

use crate::{area::AreaCode, ids::PartyId, operation::content::TakedownReason, time::Timestamp};
use borsh::{BorshDeserialize, BorshSerialize};

/// A decision to take content down; it stays when the content is restored.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Takedown {
    /// Who published it.
    pub owner: PartyId,
    /// Where.
    pub area: AreaCode,
    /// Why it was taken down.
    pub reason: TakedownReason,
    /// The two who decided.
    pub by: [PartyId; 2],
    /// When.
    pub at: Timestamp,
    /// Whether the one appeal was made.
    pub appealed: bool,
    /// When it was put back.
    pub restored_at: Option<Timestamp>,
}
