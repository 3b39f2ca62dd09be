//! The people of the sample district, with ID numbers of an area that belongs to nobody.

use super::{Bilingual, SampleError, parse};
use ledger::{
    AreaCode, PartyId,
    operation::identity::{Role, Scope},
};
use serde::Deserialize;
use vault::IdNumber;

/// The area of sample ID numbers.
const SAMPLE_AREA: &str = "000000";

/// What somebody does here besides living here.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum SampleRole {
    /// Lives here; needs no grant.
    Resident,
    /// Enrols people at the counter.
    Clerk,
    /// Runs a hut.
    Keeper,
    /// Works for a community or a social organisation.
    Worker,
    /// Speaks for the organisation.
    Leader,
    /// Checks the ledger.
    Auditor,
    /// Decides with a second person about points and content.
    Supervisor,
    /// Runs the office's jobs.
    Operator,
}

impl SampleRole {
    /// The role to grant on the ledger.
    pub(crate) const fn grant(self) -> Option<Role> {
        match self {
            Self::Resident => None,
            Self::Clerk => Some(Role::Clerk),
            Self::Keeper => Some(Role::HutKeeper),
            Self::Worker => Some(Role::CommunityWorker),
            Self::Leader => Some(Role::Leader),
            Self::Auditor => Some(Role::Auditor),
            Self::Supervisor => Some(Role::Supervisor),
            Self::Operator => Some(Role::Operator),
        }
    }
}

/// A role with the key of where it holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Duty<'a> {
    /// In the whole area of this organisation.
    AreaOf(Role, &'a str),
    /// For this organisation.
    Organisation(Role, &'a str),
    /// At this hut.
    Hut(Role, &'a str),
}

impl Duty<'_> {
    /// The role and the scope to grant, given what the keys stand for.
    pub(crate) fn resolve(
        self,
        area_of: impl Fn(&str) -> Option<AreaCode>,
        party_of: impl Fn(&str) -> Option<PartyId>,
        hut_of: impl Fn(&str) -> Option<ledger::HutId>,
    ) -> Option<(Role, Scope)> {
        match self {
            Self::AreaOf(role, organisation) => {
                area_of(organisation).map(|area| (role, Scope::Area(area)))
            }
            Self::Organisation(role, organisation) => {
                party_of(organisation).map(|party| (role, Scope::Organisation(party)))
            }
            Self::Hut(role, hut) => hut_of(hut).map(|hut| (role, Scope::Hut(hut))),
        }
    }
}

/// The language somebody reads.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Language {
    /// Simplified Chinese.
    #[default]
    Zh,
    /// English.
    En,
}

/// How a newcomer signs in as somebody.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct SignIn {
    /// Whether it is shown to a newcomer.
    pub(crate) featured: bool,
    /// Six digits; public, because the person is invented.
    pub(crate) pin: String,
    /// Who this is and what to try.
    #[serde(rename = "try")]
    pub(crate) what_to_try: Bilingual,
}

/// Somebody who lives or works in the sample district.
#[derive(Clone, Debug)]
pub(crate) struct Person {
    /// Stable key.
    pub(crate) key: String,
    /// Full name; invented.
    pub(crate) name: String,
    /// What neighbours call them.
    pub(crate) nickname: String,
    /// An ID number of area 000000.
    pub(crate) id_number: IdNumber,
    /// Where they live.
    pub(crate) community: AreaCode,
    /// A number that cannot be dialled.
    pub(crate) phone: String,
    /// What they do here.
    pub(crate) roles: Vec<SampleRole>,
    /// The organisation they work for.
    pub(crate) works_for: Option<String>,
    /// The hut they keep.
    pub(crate) hut: Option<String>,
    /// The language they read.
    #[cfg_attr(not(test), expect(dead_code, reason = "for whoever reads the sample"))]
    pub(crate) language: Language,
    /// Who they are, for whoever reads the sample; never published.
    #[cfg_attr(not(test), expect(dead_code, reason = "for whoever reads the sample"))]
    pub(crate) about: Bilingual,
    /// How to sign in as them.
    pub(crate) sign_in: Option<SignIn>,
}

impl Person {
    /// The roles to grant, each with where it holds.
    pub(crate) fn duties(&self) -> impl Iterator<Item = Duty<'_>> {
        self.roles.iter().filter_map(|role| match role.grant()? {
            Role::HutKeeper => Some(Duty::Hut(Role::HutKeeper, self.hut.as_deref()?)),
            Role::Leader => Some(Duty::Organisation(Role::Leader, self.works_for.as_deref()?)),
            role => Some(Duty::AreaOf(role, self.works_for.as_deref()?)),
        })
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PersonRow {
    key: String,
    name: String,
    nickname: String,
    birth_date: String,
    sequence: String,
    #[serde(deserialize_with = "parse::area")]
    community: AreaCode,
    phone: String,
    roles: Vec<SampleRole>,
    works_for: Option<String>,
    hut: Option<String>,
    #[serde(default)]
    language: Language,
    about: Bilingual,
    sign_in: Option<SignIn>,
}

/// Reads the people and completes their ID numbers.
pub(super) fn read_people(text: &str) -> Result<Vec<Person>, SampleError> {
    parse::read_table("people.toml", text)?
        .into_iter()
        .map(complete)
        .collect()
}

fn complete(row: PersonRow) -> Result<Person, SampleError> {
    let birth_date = row.birth_date.replace('-', "");
    let digits = format!("{SAMPLE_AREA}{birth_date}{}", row.sequence);
    let id_number = IdNumber::complete(&digits).map_err(|source| SampleError::IdNumber {
        person: row.key.clone(),
        source,
    })?;
    Ok(Person {
        key: row.key,
        name: row.name,
        nickname: row.nickname,
        id_number,
        community: row.community,
        phone: row.phone,
        roles: row.roles,
        works_for: row.works_for,
        hut: row.hut,
        language: row.language,
        about: row.about,
        sign_in: row.sign_in,
    })
}
