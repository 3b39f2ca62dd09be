//! Minors and those who answer for them: agreed by the guardian, ended by the guardian, and over on
//! the day on which the minor comes of age.

use sqlx::{Row as _, Sqlite, Transaction};

use crate::enrolment::exists;
use crate::seal::{Place, SealKey};
use crate::{PersonId, SubjectKind, Vault, VaultError, random};

/// Civil Code, article 17: from eighteen on.
const OF_AGE_YEARS: u16 = 18;
/// PIPL 31: below fourteen, the data itself needs a guardian's consent.
const OWN_DATA_YEARS: u16 = 14;
const WORDS_LENGTH: usize = 33;
/// One guardian does not answer for a school class.
const WARDS_MAX: usize = 16;

/// How far a guardian has agreed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GuardianState {
    /// Named at the counter; has not said yes yet.
    Asked,
    /// Said yes.
    Agreed,
    /// Took it back; the minor needs another guardian.
    Ended,
}

/// A guardian as named at an enrolment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NamedGuardian {
    /// Who.
    pub guardian: PersonId,
    /// Whether they stood at the counter and agreed.
    pub agreed: bool,
}

/// One minor and their guardian.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Guardianship {
    /// The minor.
    pub minor: PersonId,
    /// Who answers for them.
    pub guardian: PersonId,
    /// When the minor comes of age.
    pub of_age_ms: u64,
    /// Since when the state is what it is.
    pub changed_ms: u64,
    /// Whether the guardian agreed.
    pub state: GuardianState,
}

/// What the age in a document asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AgeOfConsent {
    /// Decides alone.
    GrownUp,
    /// Has a guardian, and a say of their own over their data.
    Minor,
    /// The guardian agrees before anything is kept.
    Child,
}

impl Guardianship {
    /// Whether the person is a minor at this moment.
    pub const fn is_minor(&self, now_ms: u64) -> bool {
        now_ms < self.of_age_ms
    }

    /// Whether the minor is below fourteen: the guardian's yes then covers the data too.
    pub const fn is_child(&self, now_ms: u64) -> bool {
        // Any four years between 1901 and 2099 have this many days.
        const FOUR_YEARS_MS: u64 = 1_461 * 86_400_000;
        now_ms.saturating_add(FOUR_YEARS_MS) < self.of_age_ms
    }
}

impl std::fmt::Debug for Guardianship {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Guardianship(hidden)")
    }
}

impl GuardianState {
    const ALL: [Self; 3] = [Self::Asked, Self::Agreed, Self::Ended];

    /// The stable code, in keys of words and in exports.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Asked => "asked",
            Self::Agreed => "agreed",
            Self::Ended => "ended",
        }
    }
}

impl crate::BirthDate {
    /// What somebody born on this day may decide at a moment.
    pub fn consent_at(self, now_ms: u64) -> AgeOfConsent {
        match self.age_at(now_ms) {
            years if years >= OF_AGE_YEARS => AgeOfConsent::GrownUp,
            years if years >= OWN_DATA_YEARS => AgeOfConsent::Minor,
            _ => AgeOfConsent::Child,
        }
    }

    /// The first moment at which somebody born on this day is of age.
    pub fn of_age_ms(self) -> u64 {
        self.birthday_ms(OF_AGE_YEARS)
    }
}

impl Vault {
    /// Who answers for somebody, also after the minor has come of age; none for a grown-up.
    pub async fn guardianship(&self, minor: PersonId) -> Result<Option<Guardianship>, VaultError> {
        let sealed: Option<Vec<u8>> =
            sqlx::query_scalar("SELECT sealed_words FROM guardian WHERE person = ?")
                .bind(&minor.0[..])
                .fetch_optional(self.store.records())
                .await?;
        let Some(sealed) = sealed else {
            return Ok(None);
        };
        let key = self.store.data_key(minor).await?;
        open(&key, minor, &sealed)
    }

    /// Everybody for whom a person answers or answered, minors of now only.
    pub async fn wards(
        &self,
        guardian: PersonId,
        now_ms: u64,
    ) -> Result<Vec<Guardianship>, VaultError> {
        let index = self.issuer.guardian_index(&guardian.0);
        let rows = sqlx::query(
            "SELECT guardian.person FROM guardian JOIN subject
             ON subject.person = guardian.person AND state = 'active'
             WHERE guardian_index = ? ORDER BY guardian.person",
        )
        .bind(&index[..])
        .fetch_all(self.store.records())
        .await?;
        let mut wards = Vec::with_capacity(rows.len());
        for row in &rows {
            let minor = PersonId::from_slice(row.try_get("person")?)?;
            let found = self.guardianship(minor).await?;
            wards.extend(found.filter(|one| one.is_minor(now_ms)));
        }
        Ok(wards)
    }

    /// Says yes, or takes it back. Only the guardian of a minor can; for anybody else there is no
    /// such guardianship.
    pub async fn move_guardianship(
        &self,
        (guardian, minor): (PersonId, PersonId),
        state: GuardianState,
        now_ms: u64,
    ) -> Result<(), VaultError> {
        let found = self.guardianship(minor).await?;
        let before = found.filter(|one| one.guardian == guardian && one.is_minor(now_ms));
        let before = before.ok_or(VaultError::UnknownPerson)?;
        let moved = Guardianship {
            state,
            changed_ms: now_ms,
            ..before
        };
        self.replace_guardianship(&moved).await
    }

    /// Gives a minor another guardian, who stands at the counter and agrees.
    pub async fn change_guardian(
        &self,
        minor: PersonId,
        guardian: PersonId,
        now_ms: u64,
    ) -> Result<(), VaultError> {
        let before = self.guardianship(minor).await?;
        let before = before.filter(|one| one.is_minor(now_ms));
        let before = before.ok_or(VaultError::UnknownPerson)?;
        self.check_guardian(guardian, now_ms).await?;
        let changed = Guardianship {
            guardian,
            state: GuardianState::Agreed,
            changed_ms: now_ms,
            ..before
        };
        self.replace_guardianship(&changed).await
    }

    async fn replace_guardianship(&self, new: &Guardianship) -> Result<(), VaultError> {
        let key = self.store.data_key(new.minor).await?;
        let sealed = key.seal(place(new.minor), &words(Some(new)))?;
        sqlx::query("UPDATE guardian SET guardian_index = ?, sealed_words = ? WHERE person = ?")
            .bind(&self.issuer.guardian_index(&new.guardian.0)[..])
            .bind(sealed)
            .bind(&new.minor.0[..])
            .execute(self.store.records_writer())
            .await?;
        Ok(())
    }

    /// A guardian is an enrolled, grown-up natural person with few wards.
    pub async fn check_guardian(&self, guardian: PersonId, now_ms: u64) -> Result<(), VaultError> {
        let subject = self.check_active(guardian).await?;
        let own = self.guardianship(guardian).await?;
        let is_minor = own.is_some_and(|one| one.is_minor(now_ms));
        let wards = self.wards(guardian, now_ms).await?.len();
        if subject.kind != SubjectKind::Natural || is_minor || wards >= WARDS_MAX {
            return Err(VaultError::GuardianUnfit);
        }
        Ok(())
    }

    /// Writes the row of a person who is being enrolled; a grown-up's looks like any other.
    pub(crate) async fn insert_guardian(
        &self,
        records: &mut Transaction<'_, Sqlite>,
        key: &SealKey,
        (person, guardianship): (PersonId, Option<&Guardianship>),
    ) -> Result<(), VaultError> {
        let index = match guardianship {
            Some(one) => {
                let known = "SELECT 1 FROM subject WHERE person = ? AND state = 'active'";
                if !exists(records, known, &one.guardian.0).await? {
                    return Err(VaultError::GuardianUnfit);
                }
                self.issuer.guardian_index(&one.guardian.0)
            }
            None => random::bytes()?,
        };
        sqlx::query("INSERT INTO guardian (person, guardian_index, sealed_words) VALUES (?, ?, ?)")
            .bind(&person.0[..])
            .bind(&index[..])
            .bind(key.seal(place(person), &words(guardianship))?)
            .execute(&mut **records)
            .await?;
        Ok(())
    }
}

/// What an enrolment says about age: a minor without a guardian is not enrolled at all.
pub(crate) fn at_enrolment(
    minor: PersonId,
    born: crate::BirthDate,
    named: Option<NamedGuardian>,
    now_ms: u64,
) -> Result<Option<Guardianship>, VaultError> {
    let age = born.consent_at(now_ms);
    if age == AgeOfConsent::GrownUp {
        return Ok(None);
    }
    let named = named.filter(|named| named.guardian != minor);
    let named = named.filter(|named| named.agreed || age == AgeOfConsent::Minor);
    let named = named.ok_or(VaultError::GuardianMissing)?;
    let state = if named.agreed {
        GuardianState::Agreed
    } else {
        GuardianState::Asked
    };
    Ok(Some(Guardianship {
        minor,
        guardian: named.guardian,
        of_age_ms: born.of_age_ms(),
        changed_ms: now_ms,
        state,
    }))
}

fn place(person: PersonId) -> Place<'static> {
    Place {
        person,
        class: "guardian",
        item: b"",
    }
}

/// The same length for everybody; zeros for a grown-up.
fn words(one: Option<&Guardianship>) -> [u8; WORDS_LENGTH] {
    let mut words = [0; WORDS_LENGTH];
    if let Some(one) = one {
        words[..16].copy_from_slice(&one.guardian.0);
        words[16..24].copy_from_slice(&one.of_age_ms.to_be_bytes());
        words[24..32].copy_from_slice(&one.changed_ms.to_be_bytes());
        words[32] = one.state as u8;
    }
    words
}

fn open(key: &SealKey, minor: PersonId, sealed: &[u8]) -> Result<Option<Guardianship>, VaultError> {
    let opened = key.open(place(minor), sealed)?;
    let words: &[u8; WORDS_LENGTH] = opened
        .as_slice()
        .try_into()
        .map_err(|_| VaultError::Tampered)?;
    if words.iter().all(|byte| *byte == 0) {
        return Ok(None);
    }
    let number = |start: usize| {
        words[start..start + 8]
            .iter()
            .fold(0_u64, |sum, byte| (sum << 8) | u64::from(*byte))
    };
    let state = GuardianState::ALL.get(usize::from(words[32]));
    Ok(Some(Guardianship {
        minor,
        guardian: PersonId::from_slice(&words[..16])?,
        of_age_ms: number(16),
        changed_ms: number(24),
        state: *state.ok_or(VaultError::UnknownCode)?,
    }))
}
