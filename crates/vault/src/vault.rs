//! The vault itself: what it is opened with, and the lookups that reveal nothing.

use std::path::Path;
use std::sync::Arc;

use sqlx::Row as _;
use tokio::sync::Semaphore;

use crate::store::{Store, load_time};
use crate::{
    Argon2Cost, Argon2id, IdNumber, Issuer, MemberNumber, OfficeKey, PersonId, PhoneCodes,
    SecretHasher, SubjectKind, VaultError,
};

/// How many secrets are hashed at once; each takes the memory that [`Argon2Cost`] names.
pub(crate) const HASHES_AT_ONCE: usize = 2;

/// Limits and costs that an office may choose.
#[derive(Clone, Debug)]
pub struct VaultSettings {
    /// What hashing a PIN or code costs.
    pub argon2_cost: Argon2Cost,
    /// Failures on one account before it is locked.
    pub account_failures_max: u32,
    /// Failures from one client before it is locked: more, because a hut shares one kiosk.
    pub client_failures_max: u32,
    /// How long failures are counted, and how long a lock lasts.
    pub lockout_ms: u64,
    /// How long a session lives without use.
    pub session_idle_ms: u64,
    /// How long a session lives at most.
    pub session_lifetime_ms: u64,
}

impl Default for VaultSettings {
    fn default() -> Self {
        const MINUTE_MS: u64 = 60_000;
        Self {
            argon2_cost: Argon2Cost::default(),
            account_failures_max: 5,
            client_failures_max: 20,
            lockout_ms: 15 * MINUTE_MS,
            session_idle_ms: 30 * MINUTE_MS,
            session_lifetime_ms: 12 * 60 * MINUTE_MS,
        }
    }
}

/// Personal data at rest of one office.
pub struct Vault {
    pub(crate) store: Store,
    pub(crate) issuer: Issuer,
    pub(crate) settings: VaultSettings,
    pub(crate) hasher: Arc<dyn SecretHasher>,
    pub(crate) hashing: Semaphore,
    pub(crate) phone_codes: PhoneCodes,
}

/// What may be known about a subject without reading personal data.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Subject {
    /// The opaque id.
    pub person: PersonId,
    /// Natural person or organisation.
    pub kind: SubjectKind,
    /// Whether the enrolment was confirmed.
    pub confirmed: bool,
    /// Whether it is a sample that stands for nobody.
    pub sample: bool,
    /// When the enrolment began.
    pub enrolled_ms: u64,
    /// Who enrolled.
    pub enrolled_by: PersonId,
}

impl Vault {
    /// Opens the vault in a folder, or makes an empty one, with the default settings.
    pub async fn open(dir: &Path, office_key: OfficeKey) -> Result<Self, VaultError> {
        Self::open_with(dir, office_key, VaultSettings::default()).await
    }

    /// Opens the vault with chosen settings.
    pub async fn open_with(
        dir: &Path,
        office_key: OfficeKey,
        settings: VaultSettings,
    ) -> Result<Self, VaultError> {
        Self::open_with_hasher(dir, office_key, settings, Arc::new(Argon2id)).await
    }

    /// Opens the vault with another way to hash secrets: the seam where tests count the work.
    pub async fn open_with_hasher(
        dir: &Path,
        office_key: OfficeKey,
        settings: VaultSettings,
        hasher: Arc<dyn SecretHasher>,
    ) -> Result<Self, VaultError> {
        let store = Store::open(dir, &office_key).await?;
        let issuer = store.load_issuer().await?;
        let hashing = Semaphore::new(HASHES_AT_ONCE);
        let vault = Self {
            store,
            issuer,
            settings,
            hasher,
            hashing,
            phone_codes: PhoneCodes::default(),
        };
        vault.bury_restored().await?;
        Ok(vault)
    }

    /// Writes everything out and closes both files; dropping the vault instead loses nothing.
    pub async fn close(&self) {
        self.store.close().await;
    }

    /// The office's issuer of pseudonyms.
    pub fn issuer(&self) -> &Issuer {
        &self.issuer
    }

    /// Looks up what may be known without reading personal data.
    pub async fn subject(&self, person: PersonId) -> Result<Subject, VaultError> {
        let row = sqlx::query(
            "SELECT kind, state, sample, enrolled_ms, enrolled_by FROM subject WHERE person = ?",
        )
        .bind(&person.0[..])
        .fetch_optional(self.store.records())
        .await?;
        let Some(row) = row else {
            let erased = self.store.erased_ms(person).await?.is_some();
            return Err(if erased {
                VaultError::Erased
            } else {
                VaultError::UnknownPerson
            });
        };
        Ok(Subject {
            person,
            kind: SubjectKind::from_code(row.try_get("kind")?)?,
            confirmed: row.try_get::<&str, _>("state")? == "active",
            sample: row.try_get("sample")?,
            enrolled_ms: load_time(row.try_get("enrolled_ms")?)?,
            enrolled_by: PersonId::from_slice(row.try_get("enrolled_by")?)?,
        })
    }

    /// Finds the person with this ID number, enrolled or pending.
    pub async fn find_by_id_number(
        &self,
        id_number: &IdNumber,
    ) -> Result<Option<PersonId>, VaultError> {
        self.find(
            "SELECT person FROM subject WHERE pseudonym = ?",
            self.issuer.pseudonym(id_number),
        )
        .await
    }

    /// Finds the person with this member number, enrolled or pending.
    pub async fn find_by_member_number(
        &self,
        number: MemberNumber,
    ) -> Result<Option<PersonId>, VaultError> {
        self.find(
            "SELECT person FROM subject WHERE member_index = ?",
            self.issuer.member_index(number),
        )
        .await
    }

    async fn find(
        &self,
        sql: &'static str,
        index: [u8; 32],
    ) -> Result<Option<PersonId>, VaultError> {
        let found: Option<Vec<u8>> = sqlx::query_scalar(sql)
            .bind(&index[..])
            .fetch_optional(self.store.records())
            .await?;
        found.map(|bytes| PersonId::from_slice(&bytes)).transpose()
    }

    /// Refuses a subject who is unknown, erased or not confirmed yet.
    pub(crate) async fn check_active(&self, person: PersonId) -> Result<Subject, VaultError> {
        let subject = self.subject(person).await?;
        if !subject.confirmed {
            return Err(VaultError::EnrolmentPending);
        }
        Ok(subject)
    }
}

impl std::fmt::Debug for Vault {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("Vault")
            .field("settings", &self.settings)
            .finish_non_exhaustive()
    }
}
