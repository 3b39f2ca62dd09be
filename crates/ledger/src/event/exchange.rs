//! What became of services between two parties.

use crate::{
    ids::{ExchangeId, PartyId, TransferId},
    points::Points,
    time::Timestamp,
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
    /// The service counts: both sides confirmed, or one side and evidence or a witness.
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
    /// Somebody proposed that two listings fit; both sides are asked.
    ExchangeInvited = "exchange_invited" {
        /// Its id.
        exchange: ExchangeId,
        /// Who would serve.
        provider: PartyId,
        /// Who would be served.
        receiver: PartyId,
    }
    /// One side said yes to the invitation.
    InvitationAccepted = "invitation_accepted" {
        /// Its id.
        exchange: ExchangeId,
        /// By whom.
        by: PartyId,
    }
    /// One side took its yes to the invitation back.
    AnswerWithdrawn = "answer_withdrawn" {
        /// Its id.
        exchange: ExchangeId,
        /// By whom.
        by: PartyId,
    }
    /// One side proposed another time.
    TimeProposed = "time_proposed" {
        /// Its id.
        exchange: ExchangeId,
        /// By whom.
        by: PartyId,
    }
    /// Both sides agreed on another time.
    TimeAgreed = "time_agreed" {
        /// Its id.
        exchange: ExchangeId,
        /// The beginning that counts now.
        start: Timestamp,
        /// The duration that counts now, in minutes.
        minutes: u16,
        /// What the receiver promises now.
        price: Points,
    }
    /// The proposal of another time is off.
    TimeDropped = "time_dropped" {
        /// Its id.
        exchange: ExchangeId,
        /// By whom.
        by: PartyId,
    }
    /// The time before counts again.
    TimeRestored = "time_restored" {
        /// Its id.
        exchange: ExchangeId,
        /// By whom.
        by: PartyId,
        /// The beginning that counts now.
        start: Timestamp,
        /// The duration that counts now, in minutes.
        minutes: u16,
        /// What the receiver promises now.
        price: Points,
    }
    /// One side shows a code at the door.
    CheckInOpened = "check_in_opened" {
        /// Its id.
        exchange: ExchangeId,
        /// By whom.
        by: PartyId,
    }
    /// The other side repeated the code: both are at the door.
    BothCheckedIn = "both_checked_in" {
        /// Its id.
        exchange: ExchangeId,
        /// By whom.
        by: PartyId,
    }
    /// One side stated that the service is over.
    ServiceFinished = "service_finished" {
        /// Its id.
        exchange: ExchangeId,
        /// By whom.
        by: PartyId,
    }
    /// One side took its newest step at the door back.
    CheckInWithdrawn = "check_in_withdrawn" {
        /// Its id.
        exchange: ExchangeId,
        /// By whom.
        by: PartyId,
        /// Whether only the end was taken back, and both still count as having met.
        end_only: bool,
    }
    /// One side contradicted the other's statement.
    ServiceContested = "service_contested" {
        /// Its id.
        exchange: ExchangeId,
        /// By whom.
        by: PartyId,
        /// What it admits, in minutes.
        minutes: u16,
    }
    /// The contradiction was taken back: what was stated or reported stands again.
    ContestWithdrawn = "contest_withdrawn" {
        /// Its id.
        exchange: ExchangeId,
        /// By whom.
        by: PartyId,
        /// Whether a no-show report stands again; otherwise a statement does.
        no_show: bool,
    }
    /// One side contradicted the report that it did not come.
    NoShowAnswered = "no_show_answered" {
        /// Its id.
        exchange: ExchangeId,
        /// By whom.
        by: PartyId,
    }
    /// A witness stated what took place.
    ServiceWitnessed = "service_witnessed" {
        /// Its id.
        exchange: ExchangeId,
        /// By whom.
        by: PartyId,
        /// How long it took, in minutes; zero when it did not take place.
        minutes: u16,
    }
    /// The time to answer ran out; what follows from it stands beside this.
    SilenceEnded = "silence_ended" {
        /// Its id.
        exchange: ExchangeId,
        /// The minutes that count; zero when it lapses.
        minutes: u16,
    }
    /// It ended without a service on record: nothing is posted, nothing counts against anyone.
    ExchangeLapsed = "exchange_lapsed" {
        /// Its id.
        exchange: ExchangeId,
    }
    /// A no-show report stands after a witness was heard.
    NoShowUpheld = "no_show_upheld" {
        /// Its id.
        exchange: ExchangeId,
    }
    /// One side ended it at once because it felt unsafe; a person takes care of it.
    ExchangeStopped = "exchange_stopped" {
        /// Its id.
        exchange: ExchangeId,
        /// By whom.
        by: PartyId,
    }
}

impl ExchangeEvent {
    /// Which exchange it is about.
    #[must_use]
    pub const fn exchange(&self) -> ExchangeId {
        match self {
            Self::ExchangeRequested { exchange, .. }
            | Self::ExchangeAccepted { exchange, .. }
            | Self::ExchangeDeclined { exchange, .. }
            | Self::RequestWithdrawn { exchange, .. }
            | Self::ExchangeCancelled { exchange, .. }
            | Self::ServiceConfirmed { exchange, .. }
            | Self::ServiceCompleted { exchange, .. }
            | Self::ConfirmationWithdrawn { exchange, .. }
            | Self::NoShowReported { exchange, .. }
            | Self::NoShowWithdrawn { exchange, .. }
            | Self::ExchangeExpired { exchange, .. }
            | Self::BookingRepriced { exchange, .. }
            | Self::ExchangeInvited { exchange, .. }
            | Self::InvitationAccepted { exchange, .. }
            | Self::AnswerWithdrawn { exchange, .. }
            | Self::TimeProposed { exchange, .. }
            | Self::TimeAgreed { exchange, .. }
            | Self::TimeDropped { exchange, .. }
            | Self::TimeRestored { exchange, .. }
            | Self::CheckInOpened { exchange, .. }
            | Self::BothCheckedIn { exchange, .. }
            | Self::ServiceFinished { exchange, .. }
            | Self::CheckInWithdrawn { exchange, .. }
            | Self::ServiceContested { exchange, .. }
            | Self::ContestWithdrawn { exchange, .. }
            | Self::NoShowAnswered { exchange, .. }
            | Self::ServiceWitnessed { exchange, .. }
            | Self::SilenceEnded { exchange, .. }
            | Self::ExchangeLapsed { exchange, .. }
            | Self::NoShowUpheld { exchange, .. }
            | Self::ExchangeStopped { exchange, .. } => *exchange,
        }
    }
}
