//! Households: persons who share an account of the points bank.

use crate::ids::{HouseholdId, PartyId};
use borsh::{BorshDeserialize, BorshSerialize};
use serde::Serialize;

/// The most members of a household.
pub const HOUSEHOLD_MEMBERS_MAX: usize = 16;

/// Begins a household with the actor as its first member; those who are asked join by themselves.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize, Serialize)]
pub struct RegisterHousehold {
    /// Who is asked to join.
    pub invited: Vec<PartyId>,
}

/// Asks one more person to join. By a member.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize, Serialize)]
pub struct InviteToHousehold {
    /// Who is asked.
    pub person: PartyId,
}

/// Agrees to be a member: may spend what is shared from now on.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize, Serialize)]
pub struct JoinHousehold {
    /// Which one.
    pub household: HouseholdId,
}

/// Leaves one's household. What is shared stays; the last member takes it along.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize, Serialize)]
pub struct LeaveHousehold {
    /// Which one.
    pub household: HouseholdId,
}

super::family! {
    /// Persons who share an account.
    HouseholdAction in Household;
    /// Begins a household.
    RegisterHousehold = "register_household",
    /// Asks one more person to join.
    InviteToHousehold = "invite_to_household",
    /// Agrees to be a member.
    JoinHousehold = "join_household",
    /// Leaves a household.
    LeaveHousehold = "leave_household",
}
