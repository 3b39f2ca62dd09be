//! What offices do for the points bank: packs, standing, the reserve, grants, closing accounts.

use crate::{
    area::AreaCode, ids::PartyId, operation::listing::ContentRef, points::Points,
    rule_pack::RulePack, state::accounts::Grant, time::Timestamp,
};
use borsh::{BorshDeserialize, BorshSerialize};
use serde::Serialize;

/// Makes a community keep a rule pack from a moment on; services that start before stay under the
/// one before. Two persons decide.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize, Serialize)]
pub struct AdoptRulePack {
    /// Which community.
    pub community: AreaCode,
    /// The whole pack.
    pub pack: RulePack,
    /// From when on.
    pub effective_at: Timestamp,
}

/// Records what was checked about a person for the bank: the consequence, never the reason. By a
/// [`crate::operation::identity::Role::Clerk`] over the person's community.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize, Serialize)]
pub struct RecordStanding {
    /// About whom.
    pub person: PartyId,
    /// Meets the conditions for spending of the community's pack.
    pub may_spend: bool,
    /// May receive gifts and grants as a resident in hardship.
    pub in_hardship: bool,
    /// Earns what the pack says that minors earn.
    pub is_minor: bool,
    /// Holds until then, or without an end.
    pub until: Option<Timestamp>,
}

/// Fills the reserve of a community, as its fund's paper says. Two persons decide.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize, Serialize)]
pub struct FundReserve {
    /// Which community.
    pub community: AreaCode,
    /// How many points the fund stands for.
    pub amount: Points,
    /// The paper that says so.
    pub source: ContentRef,
}

/// Gives points for services to a person in need. Two persons decide.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize, Serialize)]
pub struct GrantPoints {
    /// To whom.
    pub person: PartyId,
    /// How many.
    pub amount: Points,
    /// Where from, and what for.
    pub grant: Grant,
}

/// Closes the account of somebody who has died. Two persons decide.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize, Serialize)]
pub struct CloseAccount {
    /// Whose.
    pub person: PartyId,
}

super::family! {
    /// What offices do for the points bank.
    PointsOfficeAction in PointsOffice;
    /// Makes a community keep a rule pack.
    AdoptRulePack = "adopt_rule_pack",
    /// Records what was checked about a person for the bank.
    RecordStanding = "record_standing",
    /// Fills the reserve.
    FundReserve = "fund_reserve",
    /// Gives points to a person in need.
    GrantPoints = "grant_points",
    /// Closes the account of somebody who has died.
    CloseAccount = "close_account",
}
