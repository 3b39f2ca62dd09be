//! Who takes part: organisations, persons, keys, roles and huts.

use crate::{
    area::AreaCode,
    hash::Hash,
    ids::{ActivityId, HutId, KeyIndex, PartyId},
    operation::listing::ContentRef,
    signature::{Custody, PublicKey},
    time::Timestamp,
};
use borsh::{BorshDeserialize, BorshSerialize};
use serde::Serialize;

/// How surely a person is who they say they are.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, BorshSerialize, BorshDeserialize, Serialize,
)]
#[serde(rename_all = "snake_case")]
pub enum IdentityLevel {
    /// A phone number was checked.
    PhoneChecked,
    /// The real name was checked against a document at the counter.
    RealNameChecked,
    /// The real name was checked and an organisation endorses the person.
    Endorsed,
}

/// What a party may do beyond what everyone may, always within a [`Scope`]; the rights of each
/// stand in [`crate::authority`].
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, BorshSerialize, BorshDeserialize, Serialize,
)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Registers organisations and grants roles.
    Administrator,
    /// Enrols persons and recovers, at the counter, the keys of those who hold no role.
    Clerk,
    /// Runs a sharing hut.
    HutKeeper,
    /// 社区工作者: publishes for the organisation, sees open needs, answers complaints.
    CommunityWorker,
    /// Reads everything that the ledger holds and checks it.
    Auditor,
    /// Runs the office's jobs: matching rounds, the demonstration clock. No business data.
    Operator,
    /// 书记 or head of an organisation or an area.
    Leader,
    /// 民政: watches over the points bank of an area.
    Supervisor,
    /// 居务监督委员会: watches over a committee for the residents.
    Inspector,
    /// 人大代表 or 政协委员.
    Deputy,
    /// Nominated as a deputy, for a time.
    Nominee,
    /// 社工: keeps what is confided.
    SocialWorker,
    /// A volunteer for whom an organisation or a hut vouches.
    Volunteer,
    /// Helps with one task, for a time.
    Expert,
}

/// Where a role holds.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, BorshSerialize, BorshDeserialize, Serialize,
)]
#[serde(rename_all = "snake_case")]
pub enum Scope {
    /// In an area and everything within it.
    Area(AreaCode),
    /// For one organisation.
    Organisation(PartyId),
    /// At one hut.
    Hut(HutId),
    /// At one activity.
    Activity(ActivityId),
}

/// What an organisation is in the district.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, BorshSerialize, BorshDeserialize, Serialize,
)]
#[serde(rename_all = "snake_case")]
pub enum OrganisationKind {
    /// 街道、科室、机关: a part of the administration.
    Department,
    /// 党组织.
    PartyOrganisation,
    /// 居民委员会.
    Committee,
    /// 居务监督委员会.
    SupervisionCommittee,
    /// 业主委员会.
    OwnersCommittee,
    /// 物业公司.
    Property,
    /// 社会组织, also a team of volunteers.
    SocialOrganisation,
    /// A firm that takes part in building the community.
    Business,
    /// A supplier of software or services to the platform.
    Vendor,
    /// Runs the platform; no business data.
    Operator,
}

/// Enrols an organisation with its first key. Needs [`Role::Administrator`] over `area`.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize, Serialize)]
pub struct RegisterOrganisation {
    /// Fresh random id.
    pub organisation: PartyId,
    /// What it is.
    pub kind: OrganisationKind,
    /// Where it works.
    pub area: AreaCode,
    /// Its public name and description.
    pub content: ContentRef,
    /// Its first key.
    pub key: PublicKey,
    /// Who holds that key.
    pub custody: Custody,
}

/// Enrols a person with a first key. Needs [`Role::Clerk`] over `community`.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize, Serialize)]
pub struct RegisterPerson {
    /// Fresh random id.
    pub person: PartyId,
    /// The issuer's keyed pseudonym of the ID number: the same person, the same pseudonym.
    pub pseudonym: Hash,
    /// What was checked.
    pub level: IdentityLevel,
    /// Where the person lives.
    pub community: AreaCode,
    /// First key.
    pub key: PublicKey,
    /// Who holds that key.
    pub custody: Custody,
}

/// Adds a key to a party. By the party itself, or by a [`Role::Clerk`] over its area (recovery); a
/// party that holds a role needs a [`Role::Administrator`] there.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize, Serialize)]
pub struct RegisterKey {
    /// Whose key.
    pub party: PartyId,
    /// The key.
    pub key: PublicKey,
    /// Who holds it.
    pub custody: Custody,
}

/// Makes a key unusable. By the party itself, or by a [`Role::Clerk`] over its area; of a party
/// that holds a role, by a [`Role::Administrator`] there.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize, Serialize)]
pub struct RevokeKey {
    /// Which key.
    pub key: KeyIndex,
}

/// Gives a role. Needs [`Role::Administrator`] over the scope.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize, Serialize)]
pub struct GrantRole {
    /// To whom.
    pub party: PartyId,
    /// Which role.
    pub role: Role,
    /// Where it holds.
    pub scope: Scope,
    /// Until when, or without an end.
    pub until: Option<Timestamp>,
}

/// Takes a role back. Needs [`Role::Administrator`] over the scope.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize, Serialize)]
pub struct RevokeRole {
    /// From whom.
    pub party: PartyId,
    /// Which role.
    pub role: Role,
    /// Where it held.
    pub scope: Scope,
}

/// Puts a hut on the map. Needs [`Role::Administrator`] over the community.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize, Serialize)]
pub struct RegisterHut {
    /// Fresh random id.
    pub hut: HutId,
    /// Where it stands.
    pub community: AreaCode,
    /// Its public name, address and hours.
    pub content: ContentRef,
}

super::family! {
    /// People, organisations, their keys and roles, and huts.
    IdentityAction in Identity;
    /// Enrols an organisation.
    RegisterOrganisation = "register_organisation",
    /// Enrols a person at the counter (W-01).
    RegisterPerson = "register_person",
    /// Adds a key to a party.
    RegisterKey = "register_key",
    /// Makes a key unusable from now on.
    RevokeKey = "revoke_key",
    /// Gives a party a role within a scope.
    GrantRole = "grant_role",
    /// Takes a role back.
    RevokeRole = "revoke_role",
    /// Puts a sharing hut on the map.
    RegisterHut = "register_hut",
}
