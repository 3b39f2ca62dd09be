//! What became of services between two parties.

use crate::{
    ids::{ExchangeId, PartyId, TransferId},
    points::Points,
};

super::family! {
    /// What became of services between two parties.
    ExchangeEvent in Exchange;
    /// One side asked.
    ExchangeRequested = "exchange_requested" {
        /// Its id.
        exchange: ExchangeId,
        /// Who will serve.
        provider: PartyId,
        /// Who will be served.
        receiver: PartyId,
        /// What the receiver pays: zero for a need.
        price: Points,
    }
    /// The other side said yes.
    ExchangeAccepted = "exchange_accepted" {
        /// Its id.
        exchange: ExchangeId,
    }
    /// The other side said no.
    ExchangeDeclined = "exchange_declined" {
        /// Its id.
        exchange: ExchangeId,
    }
    /// The asking side took the request back.
    RequestWithdrawn = "request_withdrawn" {
        /// Its id.
        exchange: ExchangeId,
    }
    /// An agreed exchange was ended before the service.
    ExchangeCancelled = "exchange_cancelled" {
        /// Its id.
        exchange: ExchangeId,
        /// By whom; nobody when points behind it were reversed.
        by: Option<PartyId>,
        /// Less than two hours before the start.
        late: bool,
    }
    /// One side stated that the service took place.
    ServiceConfirmed = "service_confirmed" {
        /// Its id.
        exchange: ExchangeId,
        /// Who stated it.
        by: PartyId,
        /// How long it took.
        minutes: u16,
    }
    /// Both sides have confirmed.
    ServiceCompleted = "service_completed" {
        /// Its id.
        exchange: ExchangeId,
        /// How long it took.
        minutes: u16,
        /// The movement of points, if there was one.
        transfer: Option<TransferId>,
    }
    /// A confirmation was taken back; the exchange is agreed again.
    ConfirmationWithdrawn = "confirmation_withdrawn" {
        /// Its id.
        exchange: ExchangeId,
        /// By whom.
        by: PartyId,
    }
    /// One side stated that the other did not come.
    NoShowReported = "no_show_reported" {
        /// Its id.
        exchange: ExchangeId,
        /// Who stated it.
        by: PartyId,
    }
    /// A no-show report was taken back; the exchange is agreed again.
    NoShowWithdrawn = "no_show_withdrawn" {
        /// Its id.
        exchange: ExchangeId,
        /// By whom.
        by: PartyId,
    }
    /// Nobody answered before the start.
    ExchangeExpired = "exchange_expired" {
        /// Its id.
        exchange: ExchangeId,
    }
    /// A booking goes on at a lower price: less than the promise was left when a confirmation was
    /// taken back, or the community's guarantee will pay for a service that was given.
    BookingRepriced = "booking_repriced" {
        /// Its id.
        exchange: ExchangeId,
        /// What the receiver promises now.
        price: Points,
        /// Whether the guarantee pays instead of the receiver.
        guaranteed: bool,
    }
}
