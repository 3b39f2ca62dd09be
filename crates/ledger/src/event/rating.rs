//! What became of ratings.

use crate::{
    ids::{ExchangeId, PartyId},
    time::Timestamp,
};

super::family! {
    /// What became of ratings.
    RatingEvent in Rating;
    /// A sealed rating was left.
    RatingCommitted = "rating_committed" {
        /// Of which exchange.
        exchange: ExchangeId,
        /// Who rated.
        by: PartyId,
        /// From when the sealed ratings of this exchange may be opened.
        due_at: Timestamp,
    }
    /// A sealed rating was taken back.
    RatingWithdrawn = "rating_withdrawn" {
        /// Of which exchange.
        exchange: ExchangeId,
        /// Who had rated.
        by: PartyId,
    }
    /// A rating is open.
    RatingOpened = "rating_opened" {
        /// Of which exchange.
        exchange: ExchangeId,
        /// Who rated.
        by: PartyId,
        /// From one to five.
        stars: u8,
    }
    /// The rated side answered.
    RatingReplied = "rating_replied" {
        /// Of which exchange.
        exchange: ExchangeId,
        /// Who answered.
        by: PartyId,
    }
    /// The answer was taken back.
    ReplyWithdrawn = "reply_withdrawn" {
        /// Of which exchange.
        exchange: ExchangeId,
        /// Who had answered.
        by: PartyId,
    }
    /// A rating is gone: never opened in time, or two years old.
    RatingEnded = "rating_ended" {
        /// Of which exchange.
        exchange: ExchangeId,
        /// Who had rated.
        by: PartyId,
        /// Whether it had been open; one that was not counts as not given.
        opened: bool,
    }
}
