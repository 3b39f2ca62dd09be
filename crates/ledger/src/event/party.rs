//! What became of parties after they were enrolled.

use crate::ids::{AttestationId, PartyId};

super::family! {
    /// What became of parties after they were enrolled.
    PartyEvent in Party;
    /// A party cannot act for a time.
    PartySuspended = "party_suspended" {
        /// Who.
        party: PartyId,
    }
    /// A suspension was ended early.
    SuspensionLifted = "suspension_lifted" {
        /// Whose.
        party: PartyId,
    }
    /// An organisation was closed for good.
    OrganisationClosed = "organisation_closed" {
        /// Which one.
        organisation: PartyId,
    }
    /// A person was asked to belong to an organisation.
    MemberInvited = "member_invited" {
        /// Which organisation.
        organisation: PartyId,
        /// Who.
        person: PartyId,
    }
    /// A person agreed to belong to an organisation.
    MembershipAccepted = "membership_accepted" {
        /// Which organisation.
        organisation: PartyId,
        /// Who.
        person: PartyId,
    }
    /// A membership or an invitation ended.
    MembershipEnded = "membership_ended" {
        /// Which organisation.
        organisation: PartyId,
        /// Who.
        person: PartyId,
    }
    /// An organisation attested a fact.
    FactAttested = "fact_attested" {
        /// Its id.
        attestation: AttestationId,
        /// About whom.
        person: PartyId,
    }
    /// An attestation was taken back.
    AttestationWithdrawn = "attestation_withdrawn" {
        /// Its id.
        attestation: AttestationId,
        /// About whom.
        person: PartyId,
    }
    /// The time of an attestation was over.
    AttestationExpired = "attestation_expired" {
        /// Its id.
        attestation: AttestationId,
        /// About whom.
        person: PartyId,
    }
    /// A person was erased: the id belongs to nobody any more.
    PersonErased = "person_erased" {
        /// Who it was.
        person: PartyId,
    }
    /// More of what a closed party left open was ended.
    CommitmentsEnded = "commitments_ended" {
        /// Whose.
        party: PartyId,
    }
}
