//! Credentials of a person: sealed like everything else, with a place in a status list that names
//! nobody and outlives them.

use std::fmt;

use sqlx::Row as _;
use sqlx::sqlite::SqliteRow;
use zeroize::Zeroizing;

use crate::seal::{Place, SealKey};
use crate::store::{load_time, store_time};
use crate::{PersonId, Vault, VaultError, random};

/// The most credentials of one person that hold at one time.
const CREDENTIALS_MAX: usize = 50;
/// A list is left for the next one when half of it is taken: a free place is found quickly, and a
/// place says little about when it was given.
const FULL: i64 = 1 << 15;
const PLACES: u64 = 1 << 16;
const ATTEMPTS_MAX: usize = 64;

/// Names one credential of one person.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct CredentialId(pub [u8; 16]);

/// Whether a credential holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum StandingOfCredential {
    /// It holds.
    Valid,
    /// It does not hold any more.
    Revoked,
    /// It does not hold at present.
    Suspended,
}

/// A credential before it is signed: its name and its place in a status list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NewCredential {
    /// Its name.
    pub id: CredentialId,
    /// The number of the list.
    pub list: u32,
    /// The place in it.
    pub slot: u32,
}

/// A credential of a person.
#[derive(Clone)]
pub struct StoredCredential {
    /// Its name and place.
    pub place: NewCredential,
    /// Its kind, by a code of the caller.
    pub kind: String,
    /// Whether it holds.
    pub standing: StandingOfCredential,
    /// The credential; nothing when a wallet holds it.
    pub text: Option<Zeroizing<String>>,
    /// When it was issued.
    pub issued_ms: u64,
    /// Until when it holds.
    pub expires_ms: u64,
}

impl CredentialId {
    /// Takes an id from a path; none if it has not the form of one.
    pub fn parse(text: &str) -> Option<Self> {
        let mut bytes = [0; 16];
        hex::decode_to_slice(text, &mut bytes).ok()?;
        Some(Self(bytes))
    }
}

impl fmt::Display for CredentialId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&hex::encode(self.0))
    }
}

impl fmt::Debug for CredentialId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "CredentialId({self})")
    }
}

impl StandingOfCredential {
    /// The code in the store, and the bits in a status list.
    pub const fn code(self) -> u8 {
        match self {
            Self::Valid => 0,
            Self::Revoked => 1,
            Self::Suspended => 2,
        }
    }

    fn from_code(code: i64) -> Result<Self, VaultError> {
        match code {
            0 => Ok(Self::Valid),
            1 => Ok(Self::Revoked),
            2 => Ok(Self::Suspended),
            _ => Err(VaultError::UnknownCode),
        }
    }
}

impl Vault {
    /// Draws a name and takes a place, at random among those of the newest list.
    pub async fn new_credential(&self) -> Result<NewCredential, VaultError> {
        let newest: (Option<i64>, i64) = sqlx::query_as(
            "SELECT max(list), count(*) FROM credential_status
             WHERE list = (SELECT max(list) FROM credential_status)",
        )
        .fetch_one(self.store.records())
        .await?;
        let list = match newest {
            (None, _) => 0,
            (Some(list), taken) if taken < FULL => list,
            (Some(list), _) => list.saturating_add(1),
        };
        for _ in 0..ATTEMPTS_MAX {
            let slot = random::below(PLACES)?;
            let taken = sqlx::query(
                "INSERT OR IGNORE INTO credential_status (list, slot, status) VALUES (?, ?, 0)",
            )
            .bind(list)
            .bind(store_time(slot)?)
            .execute(self.store.records_writer())
            .await?;
            if taken.rows_affected() == 1 {
                return Ok(NewCredential {
                    id: CredentialId(random::bytes()?),
                    list: number(list)?,
                    slot: number(store_time(slot)?)?,
                });
            }
        }
        Err(VaultError::NoRandomness)
    }

    /// Keeps a credential; without a text, a wallet holds it and only its standing is kept.
    pub async fn keep_credential(
        &self,
        person: PersonId,
        new: NewCredential,
        (kind, text): (&str, Option<&str>),
        (issued_ms, expires_ms): (u64, u64),
    ) -> Result<(), VaultError> {
        self.check_active(person).await?;
        let held = self.credentials(person).await?;
        let holds = |one: &&StoredCredential| {
            one.expires_ms > issued_ms && one.standing != StandingOfCredential::Revoked
        };
        if held.iter().filter(holds).count() >= CREDENTIALS_MAX {
            return Err(VaultError::TooManyCredentials);
        }
        let key = self.store.data_key(person).await?;
        let seal = |class, value: &str| key.seal(place(person, class, &new.id), value.as_bytes());
        sqlx::query(
            "INSERT INTO credential
             (id, person, sealed_kind, sealed_text, list, slot, issued_ms, expires_ms)
             VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        )
        .bind(&new.id.0[..])
        .bind(&person.0[..])
        .bind(seal("credential_kind", kind)?)
        .bind(text.map(|text| seal("credential", text)).transpose()?)
        .bind(new.list)
        .bind(new.slot)
        .bind(store_time(issued_ms)?)
        .bind(store_time(expires_ms)?)
        .execute(self.store.records_writer())
        .await?;
        Ok(())
    }

    /// The credentials of a person, newest first; none for somebody who is unknown or erased.
    pub async fn credentials(&self, person: PersonId) -> Result<Vec<StoredCredential>, VaultError> {
        let rows = sqlx::query(
            "SELECT credential.*, status FROM credential
             JOIN credential_status USING (list, slot)
             WHERE person = ? ORDER BY issued_ms DESC, id",
        )
        .bind(&person.0[..])
        .fetch_all(self.store.records())
        .await?;
        if rows.is_empty() {
            return Ok(Vec::new());
        }
        let key = match self.store.data_key(person).await {
            Err(VaultError::Erased | VaultError::UnknownPerson) => return Ok(Vec::new()),
            key => key?,
        };
        rows.iter().map(|row| load(row, person, &key)).collect()
    }

    /// Everybody who has a credential that has not run out.
    pub async fn credential_holders(&self, now_ms: u64) -> Result<Vec<PersonId>, VaultError> {
        let rows: Vec<Vec<u8>> = sqlx::query_scalar(
            "SELECT DISTINCT person FROM credential WHERE expires_ms > ? ORDER BY person",
        )
        .bind(store_time(now_ms)?)
        .fetch_all(self.store.records())
        .await?;
        rows.iter().map(|row| PersonId::from_slice(row)).collect()
    }

    /// Writes whether a credential holds. What was revoked stays revoked.
    pub async fn set_credential_standing(
        &self,
        place: NewCredential,
        standing: StandingOfCredential,
    ) -> Result<(), VaultError> {
        sqlx::query(
            "UPDATE credential_status SET status = ?
             WHERE list = ? AND slot = ? AND status <> 1",
        )
        .bind(standing.code())
        .bind(place.list)
        .bind(place.slot)
        .execute(self.store.records_writer())
        .await?;
        Ok(())
    }

    /// The places of a list that do not hold; nothing for a list that was never begun.
    pub async fn fallen_credentials(
        &self,
        list: u32,
    ) -> Result<Option<Vec<(u32, StandingOfCredential)>>, VaultError> {
        let begun: i64 =
            sqlx::query_scalar("SELECT EXISTS (SELECT 1 FROM credential_status WHERE list = ?)")
                .bind(list)
                .fetch_one(self.store.records())
                .await?;
        if begun == 0 {
            return Ok(None);
        }
        let rows: Vec<(i64, i64)> = sqlx::query_as(
            "SELECT slot, status FROM credential_status
             WHERE list = ? AND status <> 0 ORDER BY slot",
        )
        .bind(list)
        .fetch_all(self.store.records())
        .await?;
        let fallen = rows
            .into_iter()
            .map(|(slot, status)| Ok((number(slot)?, StandingOfCredential::from_code(status)?)));
        fallen.collect::<Result<_, VaultError>>().map(Some)
    }
}

fn place<'a>(person: PersonId, class: &'static str, id: &'a CredentialId) -> Place<'a> {
    Place {
        person,
        class,
        item: &id.0,
    }
}

fn number(stored: i64) -> Result<u32, VaultError> {
    u32::try_from(stored).map_err(|_| VaultError::UnknownCode)
}

fn load(row: &SqliteRow, person: PersonId, key: &SealKey) -> Result<StoredCredential, VaultError> {
    let id: Vec<u8> = row.try_get("id")?;
    let id = CredentialId(id.try_into().map_err(|_| VaultError::Tampered)?);
    let open = |class, sealed: &[u8]| {
        let plain = key.open(place(person, class, &id), sealed)?;
        let text = std::str::from_utf8(&plain).map_err(|_| VaultError::Tampered)?;
        Ok::<_, VaultError>(Zeroizing::new(text.to_owned()))
    };
    let text: Option<Vec<u8>> = row.try_get("sealed_text")?;
    Ok(StoredCredential {
        place: NewCredential {
            id,
            list: number(row.try_get("list")?)?,
            slot: number(row.try_get("slot")?)?,
        },
        kind: open("credential_kind", row.try_get("sealed_kind")?)?.to_string(),
        standing: StandingOfCredential::from_code(row.try_get("status")?)?,
        text: text.map(|text| open("credential", &text)).transpose()?,
        issued_ms: load_time(row.try_get("issued_ms")?)?,
        expires_ms: load_time(row.try_get("expires_ms")?)?,
    })
}
