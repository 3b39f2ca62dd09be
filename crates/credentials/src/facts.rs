//! The kinds of credentials and the facts in each: made so that each says no more than it must.

use serde_json::Value;

/// What a credential is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// How well the identity was checked.
    IdentityLevel,
    /// Whether the person is over sixty.
    AgeOverSixty,
    /// Hours of service in one calendar year.
    ServiceHours,
    /// A licence for a kind of help.
    SkillLicence,
    /// That the person belongs to an organisation.
    Membership,
}

/// One thing that can be shown or kept back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact {
    /// Its stable name.
    pub name: String,
    /// What it says: a truth value, a whole number or a short text.
    pub value: Value,
}

impl Fact {
    /// A fact of this name.
    pub fn new(name: impl Into<String>, value: impl Into<Value>) -> Self {
        Self {
            name: name.into(),
            value: value.into(),
        }
    }
}

/// The thresholds of hours that can be shown without the number.
pub const HOURS: [u32; 6] = [1, 10, 20, 40, 100, 200];

const DAY_S: u64 = 24 * 60 * 60;

impl Kind {
    /// Every kind.
    pub const ALL: [Self; 5] = [
        Self::IdentityLevel,
        Self::AgeOverSixty,
        Self::ServiceHours,
        Self::SkillLicence,
        Self::Membership,
    ];

    /// The stable code, in addresses and in the store.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::IdentityLevel => "identity_level",
            Self::AgeOverSixty => "age_over_60",
            Self::ServiceHours => "service_hours",
            Self::SkillLicence => "skill_licence",
            Self::Membership => "membership",
        }
    }

    /// The kind with this code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }

    /// The type of credential that verifiers see.
    #[must_use]
    pub fn vct(self) -> String {
        format!("urn:linli:credential:{}:1", self.code())
    }

    /// The kind of this type.
    #[must_use]
    pub fn from_vct(vct: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.vct() == vct)
    }

    /// How long it holds after it was issued, in seconds, unless the fact itself ends before.
    #[must_use]
    pub const fn lifetime_s(self) -> u64 {
        match self {
            Self::IdentityLevel | Self::SkillLicence | Self::Membership => 90 * DAY_S,
            // Nobody gets younger, and last year's hours do not change.
            Self::AgeOverSixty | Self::ServiceHours => 365 * DAY_S,
        }
    }
}

/// Over sixty or not, and nothing about the day.
#[must_use]
pub fn age(is_over_60: bool) -> Vec<Fact> {
    vec![Fact::new("age_over_60", is_over_60)]
}

/// How well an identity was checked, by one of the codes of the ledger.
#[must_use]
pub fn identity_level(level: &str) -> Vec<Fact> {
    vec![Fact::new("level", level)]
}

/// The hours of one year: a truth value for each threshold, and the number for whoever shows it.
#[must_use]
pub fn service_hours(year: u32, minutes: u64) -> Vec<Fact> {
    let hours = minutes / 60;
    let mut facts = vec![Fact::new("year", year), Fact::new("hours", hours)];
    let reached = HOURS.iter().map(|threshold| {
        let name = hours_name(*threshold);
        Fact::new(name, hours >= u64::from(*threshold))
    });
    facts.extend(reached);
    facts
}

/// The name of the fact that at least so many hours were served.
#[must_use]
pub fn hours_name(threshold: u32) -> String {
    format!("hours_at_least_{threshold}")
}

/// A licence for a category of help, by its code.
#[must_use]
pub fn skill_licence(category: &str) -> Vec<Fact> {
    vec![Fact::new("category", category)]
}

/// Membership in an organisation, as what.
#[must_use]
pub fn membership(organisation: &str, capacity: &str) -> Vec<Fact> {
    vec![
        Fact::new("organisation", organisation),
        Fact::new("capacity", capacity),
    ]
}
