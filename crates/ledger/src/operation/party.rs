//! What becomes of parties after they were enrolled: suspension, closing, memberships, attested
//! facts, erasure.

use crate::{
    hash::Hash,
    ids::{
        ActivityId, AttestationId, EntryId, ExchangeId, GiftId, HouseholdId, ItemId, ListingId,
        LoanId, PartyId, RedemptionId,
    },
    time::{DAY_MS, Timestamp},
};
use borsh::{BorshDeserialize, BorshSerialize};
use serde::Serialize;

/// The longest suspension by one decision, in milliseconds.
pub const SUSPENSION_MS_MAX: u64 = 90 * DAY_MS;
/// The longest time an attestation holds, in milliseconds: five years.
pub const ATTESTATION_MS_MAX: u64 = 5 * 366 * DAY_MS;
/// The most commitments that one operation ends.
pub const COMMITMENTS_MAX: usize = 64;

/// Why a party is suspended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum SuspensionReason {
    /// Somebody may come to harm.
    Safety,
    /// Repeated breach of the rules of the community.
    Misconduct,
    /// Services that did not take place, or an identity that is not theirs.
    Fraud,
    /// A court or an authority ordered it.
    LegalOrder,
    /// Asked for by the party.
    OwnWish,
}

/// Keeps a party from acting for a time. Two persons with the right to suspend decide.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize, Serialize)]
pub struct SuspendParty {
    /// Whom.
    pub party: PartyId,
    /// Why.
    pub reason: SuspensionReason,
    /// Until when; at most [`SUSPENSION_MS_MAX`] ahead.
    pub until: Timestamp,
}

/// Ends a suspension early. Needs the right to suspend.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize, Serialize)]
pub struct LiftSuspension {
    /// Whose.
    pub party: PartyId,
}

/// Closes an organisation for good: its keys and roles end. Two administrators decide.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize, Serialize)]
pub struct CloseOrganisation {
    /// Which one.
    pub organisation: PartyId,
}

/// As what somebody belongs to an organisation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Capacity {
    /// Paid work.
    Staff,
    /// Voluntary work.
    Volunteer,
    /// A member without work.
    Member,
}

/// Asks a person to belong to an organisation. By the organisation, or by its leader.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize, Serialize)]
pub struct InviteMember {
    /// To which organisation.
    pub organisation: PartyId,
    /// Whom.
    pub person: PartyId,
    /// As what.
    pub capacity: Capacity,
}

/// Agrees to belong to an organisation.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize, Serialize)]
pub struct AcceptMembership {
    /// Which one.
    pub organisation: PartyId,
}

/// Ends a membership, or an invitation to one. By either side.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize, Serialize)]
pub struct EndMembership {
    /// Of which organisation.
    pub organisation: PartyId,
    /// Whose.
    pub person: PartyId,
}

/// What kind of fact is attested. The fact itself is in a salted commitment, so that nobody reads
/// from the ledger who belongs to a party, is ill or is poor.
#[derive(Clone, Copy, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum AttestedKind {
    /// That the person is who they say: makes the identity level "endorsed".
    Identity,
    /// Training that was completed.
    Training,
    /// Service that was rendered.
    Service,
    /// An insurance that covers the person.
    Insurance,
    /// Any other fact: what it is about is told by the person who shows it.
    Other,
}

/// Attests a fact about a person, for a time. By an organisation.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize, Serialize)]
pub struct AttestFact {
    /// About whom.
    pub person: PartyId,
    /// What kind of fact.
    pub kind: AttestedKind,
    /// Salted commitment to the fact.
    pub commitment: Hash,
    /// Until when it holds; at most [`ATTESTATION_MS_MAX`] ahead.
    pub until: Timestamp,
}

/// Takes an attestation back. By the organisation that gave it, or by the person.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize, Serialize)]
pub struct WithdrawAttestation {
    /// Which one.
    pub attestation: AttestationId,
}

/// Ends an attestation whose time is over. Anyone may state that it is due.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize, Serialize)]
pub struct ExpireAttestation {
    /// Which one.
    pub attestation: AttestationId,
}

/// Why a person leaves the ledger.
#[derive(Clone, Copy, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ErasureCause {
    /// The person asked.
    OwnWish,
    /// The person has died.
    Death,
    /// The enrolment was wrong from the beginning.
    WrongEnrolment,
}

/// Something open that ends when one of its sides leaves the ledger. What has ended already stays
/// as it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Commitment {
    /// A need or an offer of theirs: closes.
    Listing(ListingId),
    /// A service that nobody says to have been rendered: is cancelled.
    Exchange(ExchangeId),
    /// A loan: is cancelled before it begins; who has the thing of a running one, a worker decides.
    Loan(LoanId),
    /// A thing of theirs: is recalled, its reservations end.
    Item(ItemId),
    /// Their place at an activity: goes to whoever waits longest.
    Place(ActivityId),
    /// An activity of theirs that has not taken place: is cancelled.
    Activity(ActivityId),
    /// A gift from or to them that is not final: goes back.
    Gift(GiftId),
    /// Something of the catalogue that was not given: is cancelled.
    Redemption(RedemptionId),
    /// An entry of theirs in the catalogue: closes.
    Entry(EntryId),
    /// Their household: they leave it, as soon as nothing of it is pending or promised.
    Household(HouseholdId),
}

/// Erases a person: the party closes, its keys and roles end, and the pseudonym is free for a new
/// enrolment. By the person, or by two who may close parties. What was recorded stays and keeps
/// verifying; it belongs to an id that nobody holds any more.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize, Serialize)]
pub struct ErasePerson {
    /// Whom.
    pub person: PartyId,
    /// Why.
    pub cause: ErasureCause,
    /// What to end.
    pub commitments: Vec<Commitment>,
}

/// Ends what a closed party left open. Anyone may state that it is due.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize, Serialize)]
pub struct EndCommitments {
    /// Whose.
    pub party: PartyId,
    /// What to end.
    pub commitments: Vec<Commitment>,
}

super::family! {
    /// What becomes of parties after they were enrolled.
    PartyAction in Party;
    /// Keeps a party from acting for a time.
    SuspendParty = "suspend_party",
    /// Ends a suspension early.
    LiftSuspension = "lift_suspension",
    /// Closes an organisation.
    CloseOrganisation = "close_organisation",
    /// Asks a person to belong to an organisation.
    InviteMember = "invite_member",
    /// Agrees to belong to an organisation.
    AcceptMembership = "accept_membership",
    /// Ends a membership.
    EndMembership = "end_membership",
    /// Attests a fact about a person.
    AttestFact = "attest_fact",
    /// Takes an attestation back.
    WithdrawAttestation = "withdraw_attestation",
    /// Ends an attestation whose time is over.
    ExpireAttestation = "expire_attestation",
    /// Erases a person.
    ErasePerson = "erase_person",
    /// Ends what a closed party left open.
    EndCommitments = "end_commitments",
}
