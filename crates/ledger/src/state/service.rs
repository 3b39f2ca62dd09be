//! What an exchange remembers of its course: who said yes, other times, the door, contradiction,
//! ratings.

use crate::{
    hash::Hash,
    ids::PartyId,
    operation::{listing::ContentRef, rating::RatingWords},
    points::Points,
    time::Timestamp,
};
use borsh::{BorshDeserialize, BorshSerialize};

/// Who has said yes to an invitation.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Invitation {
    /// The one who would serve.
    pub provider: bool,
    /// The one who would be served.
    pub receiver: bool,
}

/// Another time that one side proposes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct ProposedTime {
    /// Who proposes it.
    pub by: PartyId,
    /// Beginning.
    pub start: Timestamp,
    /// Duration in minutes.
    pub minutes: u16,
}

/// What counted before the newest agreement on another time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct EarlierTime {
    /// Beginning.
    pub start: Timestamp,
    /// Duration in minutes.
    pub minutes: u16,
    /// What the receiver promised.
    pub price: Points,
    /// When the other time was agreed.
    pub replaced_at: Timestamp,
}

/// What happened at the door.
#[derive(Clone, Copy, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Attendance {
    /// Who showed a code.
    pub shown_by: PartyId,
    /// Its hash.
    pub code_hash: Hash,
    /// When it was shown.
    pub shown_at: Timestamp,
    /// When the other side repeated it.
    pub met_at: Option<Timestamp>,
    /// Who stated the end, and when.
    pub finished: Option<Finish>,
}

/// The end of a service after a check-in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Finish {
    /// Who stated it.
    pub by: PartyId,
    /// When.
    pub at: Timestamp,
}

/// One side contradicts a statement or a no-show report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Contest {
    /// Who.
    pub by: PartyId,
    /// The duration that it admits, in minutes.
    pub minutes: u16,
    /// When.
    pub at: Timestamp,
}

/// What one side says about a completed service.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Rating {
    /// What seals it.
    pub commitment: Hash,
    /// When it was left.
    pub at: Timestamp,
    /// From when it may be opened.
    pub due_at: Timestamp,
    /// What it says, once it is open.
    pub opened: Option<OpenedRating>,
    /// What the rated side answers.
    pub reply: Option<Reply>,
}

/// An open rating.
#[derive(Clone, Copy, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct OpenedRating {
    /// What it says.
    pub rating: RatingWords,
    /// When it was opened.
    pub at: Timestamp,
}

/// The right of reply, used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Reply {
    /// The answer.
    pub words: ContentRef,
    /// When it was given.
    pub at: Timestamp,
}
