//! Facts that an applied operation leaves: past tense, in the order in which they happened.

use crate::{
    ids::{ExchangeId, HutId, KeyIndex, ListingId, PartyId, TransferId},
    points::Points,
    state::accounts::AccountId,
    time::Timestamp,
};
use borsh::{BorshDeserialize, BorshSerialize};

/// One fact. What the operation itself says is not repeated.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub enum Event {
    /// An organisation was enrolled with its first key.
    OrganisationRegistered {
        /// Which one.
        organisation: PartyId,
        /// Index of its first key.
        key: KeyIndex,
    },
    /// A person was enrolled with a first key.
    PersonRegistered {
        /// Who.
        person: PartyId,
        /// Index of the first key.
        key: KeyIndex,
    },
    /// A key was added.
    KeyRegistered {
        /// Whose.
        party: PartyId,
        /// Its index.
        key: KeyIndex,
    },
    /// A key became unusable.
    KeyRevoked {
        /// Whose.
        party: PartyId,
        /// Its index.
        key: KeyIndex,
    },
    /// A role was given.
    RoleGranted {
        /// To whom.
        party: PartyId,
    },
    /// A role was taken back.
    RoleRevoked {
        /// From whom.
        party: PartyId,
    },
    /// A hut was put on the map.
    HutRegistered {
        /// Which one.
        hut: HutId,
    },
    /// A need or an offer was published.
    ListingPublished {
        /// Its id.
        listing: ListingId,
    },
    /// A listing was closed by its owner.
    ListingClosed {
        /// Its id.
        listing: ListingId,
    },
    /// One side asked.
    ExchangeRequested {
        /// Its id.
        exchange: ExchangeId,
        /// Who will serve.
        provider: PartyId,
        /// Who will be served.
        receiver: PartyId,
        /// What the receiver pays: zero for a need.
        price: Points,
    },
    /// The other side said yes.
    ExchangeAccepted {
        /// Its id.
        exchange: ExchangeId,
    },
    /// The other side said no.
    ExchangeDeclined {
        /// Its id.
        exchange: ExchangeId,
    },
    /// The asking side took the request back.
    RequestWithdrawn {
        /// Its id.
        exchange: ExchangeId,
    },
    /// An agreed exchange was ended before the service.
    ExchangeCancelled {
        /// Its id.
        exchange: ExchangeId,
        /// By whom; nobody when points behind it were reversed.
        by: Option<PartyId>,
        /// Less than two hours before the start.
        late: bool,
    },
    /// One side stated that the service took place.
    ServiceConfirmed {
        /// Its id.
        exchange: ExchangeId,
        /// Who stated it.
        by: PartyId,
        /// How long it took.
        minutes: u16,
    },
    /// Both sides have confirmed.
    ServiceCompleted {
        /// Its id.
        exchange: ExchangeId,
        /// How long it took.
        minutes: u16,
        /// The movement of points, if there was one.
        transfer: Option<TransferId>,
    },
    /// A confirmation was taken back; the exchange is agreed again.
    ConfirmationWithdrawn {
        /// Its id.
        exchange: ExchangeId,
        /// By whom.
        by: PartyId,
    },
    /// One side stated that the other did not come.
    NoShowReported {
        /// Its id.
        exchange: ExchangeId,
        /// Who stated it.
        by: PartyId,
    },
    /// A no-show report was taken back; the exchange is agreed again.
    NoShowWithdrawn {
        /// Its id.
        exchange: ExchangeId,
        /// By whom.
        by: PartyId,
    },
    /// Nobody answered before the start.
    ExchangeExpired {
        /// Its id.
        exchange: ExchangeId,
    },
    /// Points are promised to a booking and cannot be spent twice.
    PointsHeld {
        /// Whose.
        account: AccountId,
        /// For which exchange.
        exchange: ExchangeId,
        /// How many.
        amount: Points,
    },
    /// Promised points are free again.
    PointsReleased {
        /// Whose.
        account: AccountId,
        /// From which exchange.
        exchange: ExchangeId,
        /// How many.
        amount: Points,
    },
    /// Points moved, pending until `settles_at`.
    PointsPosted {
        /// The movement.
        transfer: TransferId,
        /// One leg for each account; the sum is zero.
        legs: Vec<Leg>,
        /// When it becomes final.
        settles_at: Timestamp,
    },
    /// A pending movement became final.
    TransferSettled {
        /// The movement.
        transfer: TransferId,
    },
    /// A pending movement was undone.
    TransferReversed {
        /// The movement.
        transfer: TransferId,
    },
    /// The payer's points were reversed after the service: the community's guarantee pays instead.
    TransferGuaranteed {
        /// The movement.
        transfer: TransferId,
    },
    /// A matching round was recorded.
    MatchRoundRecorded {
        /// Position of the round, from zero.
        round: u64,
    },
    /// The demonstration clock was moved.
    ClockAdvanced {
        /// How far block time is from the office's clock now, in milliseconds.
        offset_ms: i64,
    },
    /// A booking goes on at a lower price: less than the promise was left when a confirmation was
    /// taken back, or the community's guarantee will pay for a service that was given.
    BookingRepriced {
        /// Its id.
        exchange: ExchangeId,
        /// What the receiver promises now.
        price: Points,
        /// Whether the guarantee pays instead of the receiver.
        guaranteed: bool,
    },
}

/// One line of a movement of points: positive is received, negative is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Leg {
    /// Which account.
    pub account: AccountId,
    /// How much.
    pub amount: Points,
}
