//! What may happen to a service between the yes and the points: another time, the door,
//! contradiction, witnesses, silence, and the end for safety.

use crate::{
    domains,
    hash::Hash,
    ids::{CheckInCode, ExchangeId, HutId, ListingId},
    time::Timestamp,
};
use borsh::{BorshDeserialize, BorshSerialize};
use serde::Serialize;

/// Proposes that an offer answers a need: both owners are asked, nobody is assigned. By a community
/// worker, a hut keeper or the matchmaker's office, in the area of the one in need.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize, Serialize)]
pub struct InviteToExchange {
    /// The need.
    pub need: ListingId,
    /// The offer that may answer it, of the same group of help.
    pub offer: ListingId,
    /// When the service should begin.
    pub start: Timestamp,
    /// How long it should take, in minutes, in steps of thirty.
    pub minutes: u16,
    /// The hut whose keeper proposes it, if it is one.
    pub hut: Option<HutId>,
}

/// Proposes another time for what is agreed; until the other side agrees, the old one stands.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize, Serialize)]
pub struct ProposeTime {
    /// Which exchange.
    pub exchange: ExchangeId,
    /// When the service should begin.
    pub start: Timestamp,
    /// How long it should take, in minutes, in steps of thirty.
    pub minutes: u16,
}

/// Agrees to the time that the other side proposes; it repeats it, so that nobody agrees to a
/// proposal that has changed meanwhile.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize, Serialize)]
pub struct AgreeTime {
    /// Which exchange.
    pub exchange: ExchangeId,
    /// The proposed beginning.
    pub start: Timestamp,
    /// The proposed duration, in minutes.
    pub minutes: u16,
}

/// At the door, one side shows a fresh random code and leaves its [`check_in_hash`].
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize, Serialize)]
pub struct OpenCheckIn {
    /// Which exchange.
    pub exchange: ExchangeId,
    /// [`check_in_hash`] of the code.
    pub code_hash: Hash,
}

/// At the door, the other side repeats the code: it can know it only from having been shown it.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize, Serialize)]
pub struct RepeatCode {
    /// Which exchange.
    pub exchange: ExchangeId,
    /// The code, 128 random bits, worthless from now on.
    pub code: CheckInCode,
}

/// What the side that shows a code leaves on the ledger.
#[must_use]
pub fn check_in_hash(exchange: ExchangeId, code: CheckInCode) -> Hash {
    Hash::of(&[domains::CHECK_IN, &exchange.0, &code.0])
}

/// States that the service is over. After a check-in, the time between the two is evidence.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize, Serialize)]
pub struct FinishService {
    /// Which exchange.
    pub exchange: ExchangeId,
}

/// Contradicts the other side's statement. Nothing is posted until a witness or a panel decides,
/// the other side takes its statement back, or two weeks have passed.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize, Serialize)]
pub struct ContestService {
    /// Which exchange.
    pub exchange: ExchangeId,
    /// What the actor admits, in minutes; zero when the service did not take place.
    pub minutes: u16,
}

/// Contradicts, within 72 hours, the report that the actor did not come.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize, Serialize)]
pub struct AnswerNoShow {
    /// Which exchange.
    pub exchange: ExchangeId,
}

/// States as a witness how long the service took: a hut keeper or a community worker where the
/// receiver lives, never one of the two sides and never a relative of theirs on record.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize, Serialize)]
pub struct WitnessService {
    /// Which exchange.
    pub exchange: ExchangeId,
    /// How long it took, in minutes, never more than was claimed; zero when it did not take place.
    pub minutes: u16,
    /// The hut whose keeper is the witness, if it is one.
    pub hut: Option<HutId>,
}

/// Closes an exchange about which one side, or both, have been silent for too long. Anyone may
/// state that it is due: after 72 hours with a check-in of both sides and one statement the service
/// counts; without such evidence it lapses after two weeks.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize, Serialize)]
pub struct EndSilence {
    /// Which exchange.
    pub exchange: ExchangeId,
}

/// Ends an agreed exchange at once because the actor feels unsafe; nothing counts against them.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize, Serialize)]
pub struct StopExchange {
    /// Which exchange.
    pub exchange: ExchangeId,
    /// Salted hash of an incident record that an office keeps, if one was written down.
    pub incident: Option<Hash>,
}
