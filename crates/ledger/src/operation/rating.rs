//! What each side says about a completed service: sealed first, open when both have spoken.

use crate::{
    domains,
    hash::Hash,
    ids::{ExchangeId, PartyId, Salt},
    operation::listing::ContentRef,
};
use borsh::{BorshDeserialize, BorshSerialize};
use serde::Serialize;

/// The most stars.
pub const STARS_MAX: u8 = 5;

/// Leaves a sealed rating of the other side, within two weeks of the service.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize, Serialize)]
pub struct CommitRating {
    /// Which exchange.
    pub exchange: ExchangeId,
    /// [`rating_commitment`] of what will be opened.
    pub commitment: Hash,
}

/// Takes one's own sealed rating back, within ten minutes.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize, Serialize)]
pub struct WithdrawRating {
    /// Which exchange.
    pub exchange: ExchangeId,
}

/// What a sealed rating says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize, Serialize)]
pub struct RatingWords {
    /// From one to [`STARS_MAX`].
    pub stars: u8,
    /// Public words about the service, if any.
    pub words: Option<ContentRef>,
}

/// Opens a rating that is due. Whoever knows the salt may: usually the rater's home office.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize, Serialize)]
pub struct OpenRating {
    /// Which exchange.
    pub exchange: ExchangeId,
    /// Who rated.
    pub by: PartyId,
    /// What was sealed.
    pub rating: RatingWords,
    /// What made it unguessable.
    pub salt: Salt,
}

/// The rated side answers an open rating, once.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize, Serialize)]
pub struct ReplyToRating {
    /// Which exchange.
    pub exchange: ExchangeId,
    /// The answer.
    pub words: ContentRef,
}

/// Takes one's own answer to a rating back, within ten minutes.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize, Serialize)]
pub struct WithdrawReply {
    /// Which exchange.
    pub exchange: ExchangeId,
}

/// Removes a rating that was not opened within a day of being due, or that is two years old.
/// Anyone may state that it is due.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize, Serialize)]
pub struct EndRating {
    /// Which exchange.
    pub exchange: ExchangeId,
    /// Who rated.
    pub by: PartyId,
}

/// What seals a rating: nobody without the salt can tell which one it is.
#[must_use]
pub fn rating_commitment(
    exchange: ExchangeId,
    by: PartyId,
    rating: &RatingWords,
    salt: Salt,
) -> Hash {
    let said = crate::encode(rating);
    Hash::of(&[domains::RATING, &exchange.0, &by.0, &salt.0, &said])
}

super::family! {
    /// What each side says about a completed service.
    RatingAction in Rating;
    /// Leaves a sealed rating.
    CommitRating = "commit_rating",
    /// Takes one's own sealed rating back.
    WithdrawRating = "withdraw_rating",
    /// Opens a rating that is due.
    OpenRating = "open_rating",
    /// Answers an open rating.
    ReplyToRating = "reply_to_rating",
    /// Takes one's own answer back.
    WithdrawReply = "withdraw_reply",
    /// Removes a rating that was never opened, or is two years old.
    EndRating = "end_rating",
}
