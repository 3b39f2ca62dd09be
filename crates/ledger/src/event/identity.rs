//! What became of people, organisations, keys, roles and huts.

use crate::ids::{HutId, KeyIndex, PartyId};

super::family! {
    /// What became of people, organisations, keys, roles and huts.
    IdentityEvent in Identity;
    /// An organisation was enrolled with its first key.
    OrganisationRegistered = "organisation_registered" {
        /// Which one.
        organisation: PartyId,
        /// Index of its first key.
        key: KeyIndex,
    }
    /// A person was enrolled with a first key.
    PersonRegistered = "person_registered" {
        /// Who.
        person: PartyId,
        /// Index of the first key.
        key: KeyIndex,
    }
    /// A key was added.
    KeyRegistered = "key_registered" {
        /// Whose.
        party: PartyId,
        /// Its index.
        key: KeyIndex,
    }
    /// A key became unusable.
    KeyRevoked = "key_revoked" {
        /// Whose.
        party: PartyId,
        /// Its index.
        key: KeyIndex,
    }
    /// A role was given.
    RoleGranted = "role_granted" {
        /// To whom.
        party: PartyId,
    }
    /// A role was taken back.
    RoleRevoked = "role_revoked" {
        /// From whom.
        party: PartyId,
    }
    /// A hut was put on the map.
    HutRegistered = "hut_registered" {
        /// Which one.
        hut: HutId,
    }
}
