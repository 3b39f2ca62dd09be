//! What became of households.

use crate::ids::{HouseholdId, PartyId};

super::family! {
    /// What became of households.
    HouseholdEvent in Household;
    /// A household began with its first member.
    HouseholdRegistered = "household_registered" {
        /// Its id.
        household: HouseholdId,
    }
    /// One more person was asked to join.
    HouseholdInvited = "household_invited" {
        /// Its id.
        household: HouseholdId,
        /// Who was asked.
        person: PartyId,
    }
    /// Somebody agreed to be a member.
    HouseholdJoined = "household_joined" {
        /// Its id.
        household: HouseholdId,
        /// Who.
        person: PartyId,
    }
    /// Somebody left.
    HouseholdLeft = "household_left" {
        /// Its id.
        household: HouseholdId,
        /// Who.
        person: PartyId,
    }
}
