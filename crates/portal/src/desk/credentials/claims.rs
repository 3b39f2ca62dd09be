//! What can be said about a person in a credential, and on what it rests.

use std::fmt;

use credentials::{Fact, Kind, facts};
use ledger::{
    PartyId, Timestamp,
    category::{CATEGORIES, CategoryCode, needs_licence},
    operation::{identity::IdentityLevel, party::Capacity},
    state::{
        keys,
        records::{PartyKind, Standing},
    },
};
use vault::{Access, BirthDate, Field, Purpose, Reader};

use crate::Error;
use crate::desk::{Desk, person};

const MS: u64 = 1000;
const DAY_MS: u64 = 24 * 60 * 60 * MS;
const CHINA_OFFSET_MS: u64 = 8 * 60 * 60 * MS;
const AGE: u16 = 60;
/// As what one belongs to an organisation.
const CAPACITIES: [&str; 3] = ["staff", "volunteer", "member"];
const FIRST_YEAR: u16 = 2000;
const LAST_YEAR: u16 = 2200;

/// One credential that somebody could have: its kind, and about what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Claim {
    pub(crate) kind: Kind,
    /// A level, a year, a category, or an organisation and as what: whatever would make it another
    /// fact if it changed. Empty where the kind says everything.
    pub(crate) about: String,
}

/// The two times of an office: of deadlines, and of the wall.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Moment {
    pub(crate) now: Timestamp,
    pub(crate) wall_ms: u64,
}

/// The facts of a claim that is so.
pub(crate) struct Grounds {
    pub(crate) facts: Vec<Fact>,
    /// When the fact itself ends, in seconds since 1970.
    pub(crate) until_s: Option<u64>,
}

impl Claim {
    fn new(kind: Kind, about: impl ToString) -> Self {
        Self {
            kind,
            about: about.to_string(),
        }
    }

    /// Reads what `Display` writes.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let (kind, about) = text.split_once(':').unwrap_or((text, ""));
        Some(Self::new(Kind::from_code(kind)?, about))
    }
}

impl fmt::Display for Claim {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.kind.code())?;
        if self.about.is_empty() {
            return Ok(());
        }
        write!(formatter, ":{}", self.about)
    }
}

impl Desk {
    /// Everything that this person could have in a credential now.
    pub(crate) async fn claims_of(
        &self,
        owner: PartyId,
        moment: Moment,
    ) -> Result<Vec<Claim>, Error> {
        let mut possible = vec![Claim::new(Kind::AgeOverSixty, "")];
        possible.extend(
            self.level_of(owner)
                .map(|level| Claim::new(Kind::IdentityLevel, level)),
        );
        let year = year_of(moment.now.0);
        possible.extend([year, year - 1].map(|year| Claim::new(Kind::ServiceHours, year)));
        let licensed = CATEGORIES.iter().filter(|row| needs_licence(row.code));
        possible.extend(licensed.map(|row| Claim::new(Kind::SkillLicence, row.code.0)));
        for organisation in self.projections.organisations().await? {
            let capacities =
                CAPACITIES.map(|capacity| format!("{}/{capacity}", organisation.party));
            possible.extend(capacities.map(|about| Claim::new(Kind::Membership, about)));
        }
        let mut claims = Vec::new();
        for claim in possible {
            if self.grounds_of(owner, &claim, moment).await?.is_some() {
                claims.push(claim);
            }
        }
        Ok(claims)
    }

    /// The facts of a claim; nothing if it is not so.
    pub(super) async fn grounds_of(
        &self,
        owner: PartyId,
        claim: &Claim,
        moment: Moment,
    ) -> Result<Option<Grounds>, Error> {
        if self.is_closed(owner) || self.is_suspended(owner) {
            return Ok(None);
        }
        Ok(match claim.kind {
            Kind::IdentityLevel => {
                let level = self.level_of(owner).filter(|level| *level == claim.about);
                level.map(|level| lasting(facts::identity_level(level)))
            }
            Kind::AgeOverSixty => self.age_of(owner, moment).await?,
            Kind::ServiceHours => self.hours_of(owner, &claim.about, moment).await?,
            Kind::SkillLicence => self.licence_of(owner, &claim.about, moment),
            Kind::Membership => self.membership_of(owner, &claim.about),
        })
    }

    fn level_of(&self, owner: PartyId) -> Option<&'static str> {
        let record = self.gateway.head().state.get(&keys::party(owner))?;
        let PartyKind::Person { level, .. } = record.kind else {
            return None;
        };
        Some(match level {
            IdentityLevel::PhoneChecked => "phone_checked",
            IdentityLevel::RealNameChecked => "real_name_checked",
            IdentityLevel::Endorsed => "endorsed",
        })
    }

    /// Looks at the date of birth for its owner, and lets only the answer out.
    async fn age_of(&self, owner: PartyId, moment: Moment) -> Result<Option<Grounds>, Error> {
        let access = Access {
            reader: Reader::Own,
            purpose: Purpose::OwnData,
            at_ms: moment.wall_ms,
        };
        let fields = [Field::BirthDate];
        let data = self.vault.read(person(owner), &fields, access).await?;
        let born = data.field(Field::BirthDate).and_then(BirthDate::parse);
        let is_over = born.is_some_and(|born| born.age_at(moment.wall_ms) >= AGE);
        Ok(is_over.then(|| lasting(facts::age(true))))
    }

    async fn hours_of(
        &self,
        owner: PartyId,
        year: &str,
        moment: Moment,
    ) -> Result<Option<Grounds>, Error> {
        let year = year.parse().ok();
        let year = year.filter(|year| (FIRST_YEAR..=year_of(moment.now.0)).contains(year));
        let Some(year) = year else {
            return Ok(None);
        };
        let within = (begin_of(year), begin_of(year + 1));
        let minutes = self.projections.served_minutes(owner, within).await?;
        let hours = facts::service_hours(u32::from(year), minutes);
        Ok((minutes > 0).then(|| lasting(hours)))
    }

    fn licence_of(&self, owner: PartyId, category: &str, moment: Moment) -> Option<Grounds> {
        let code = CategoryCode(category.parse().ok()?);
        let licence = self.gateway.head().state.get(&keys::licence(owner, code))?;
        (licence.until > moment.now).then(|| Grounds {
            facts: facts::skill_licence(category),
            until_s: Some(licence.until.0 / MS),
        })
    }

    fn membership_of(&self, owner: PartyId, about: &str) -> Option<Grounds> {
        let (organisation, claimed) = about.split_once('/')?;
        let id = PartyId::from_hex(organisation)?;
        let state = self.gateway.head().state;
        let membership = state.get(&keys::membership(id, owner))?;
        membership.since?;
        let capacity = match membership.capacity {
            Capacity::Staff => CAPACITIES[0],
            Capacity::Volunteer => CAPACITIES[1],
            Capacity::Member => CAPACITIES[2],
        };
        let is_open = state.get(&keys::party(id))?.standing != Standing::Closed;
        (is_open && capacity == claimed).then(|| lasting(facts::membership(organisation, capacity)))
    }

    pub(super) fn is_suspended(&self, owner: PartyId) -> bool {
        let head = self.gateway.head();
        let standing = head.state.get(&keys::party(owner));
        matches!(
            standing.map(|record| record.standing),
            Some(Standing::Suspended(until)) if until >= self.now()
        )
    }

    pub(super) fn is_closed(&self, owner: PartyId) -> bool {
        let record = self.gateway.head().state.get(&keys::party(owner));
        record.is_none_or(|record| record.standing == Standing::Closed)
    }
}

fn lasting(facts: Vec<Fact>) -> Grounds {
    Grounds {
        facts,
        until_s: None,
    }
}

/// The year in Foshan at an instant.
fn year_of(ms: u64) -> u16 {
    (FIRST_YEAR..LAST_YEAR)
        .rev()
        .find(|year| begin_of(*year).0 <= ms)
        .unwrap_or(FIRST_YEAR)
}

/// New Year's midnight in Foshan.
fn begin_of(year: u16) -> Timestamp {
    let past = u64::from(year - 1);
    let days = past * 365 + past / 4 - past / 100 + past / 400;
    // Days from 0001-01-01 to 1970-01-01.
    let days = days.saturating_sub(719_162);
    Timestamp((days * DAY_MS).saturating_sub(CHINA_OFFSET_MS))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn years_begin_at_midnight_in_foshan() {
        assert_eq!(begin_of(2026).0, 1_767_196_800_000);
        assert_eq!(begin_of(2000).0, 946_656_000_000);
        for year in [2000, 2026, 2028, 2101] {
            let begin = begin_of(year).0;
            assert_eq!(
                (year_of(begin), year_of(begin - 1)),
                (year, (year - 1).max(2000))
            );
        }
    }

    #[test]
    fn a_claim_is_read_as_it_is_written() {
        for text in ["age_over_60", "service_hours:2026", "membership:00ff"] {
            assert_eq!(Claim::parse(text).unwrap().to_string(), text);
        }
        assert_eq!(Claim::parse("score"), None);
    }
}
