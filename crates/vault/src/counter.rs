//! A lost phone, a lost card, a changed name, a death: what each takes away, and the trace it
//! leaves, in one write.

use sqlx::Row as _;
use sqlx::sqlite::SqliteRow;

use crate::record::{self, check_text};
use crate::store::{load_time, store_time};
use crate::{Field, PersonId, PersonalText, Vault, VaultError};

/// What somebody came to the counter for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Loss {
    /// Sessions, passkeys and codes end; the PIN stays, because it was not in the phone.
    Phone,
    /// Everything that signs in ends; a new code is the next step.
    Card,
    /// Everything that signs in ends, and nobody is reached by phone any more.
    Death,
}

/// One line of the trace.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CounterTrace {
    /// Which clerk.
    pub clerk: PersonId,
    /// `lost_phone`, `lost_card`, `name_changed` or `death`.
    pub cause: String,
    /// When.
    pub at_ms: u64,
}

impl Loss {
    /// The stable code in the store.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Phone => "lost_phone",
            Self::Card => "lost_card",
            Self::Death => "death",
        }
    }

    const fn takes(&self) -> &'static [&'static str] {
        match self {
            Self::Phone => &[
                "DELETE FROM session WHERE person = ?",
                "DELETE FROM passkey WHERE person = ?",
                "DELETE FROM sign_in_secret WHERE person = ? AND kind = 'code'",
            ],
            Self::Card => &[
                "DELETE FROM session WHERE person = ?",
                "DELETE FROM passkey WHERE person = ?",
                "DELETE FROM sign_in_secret WHERE person = ?",
            ],
            Self::Death => &[
                "DELETE FROM session WHERE person = ?",
                "DELETE FROM passkey WHERE person = ?",
                "DELETE FROM sign_in_secret WHERE person = ?",
                "DELETE FROM phone WHERE person = ?",
            ],
        }
    }
}

impl Vault {
    /// Takes away what a loss endangers, and notes which clerk did it.
    pub async fn record_loss(
        &self,
        person: PersonId,
        loss: Loss,
        clerk: PersonId,
        now_ms: u64,
    ) -> Result<(), VaultError> {
        self.check_active(person).await?;
        let mut records = self.store.write_records().await?;
        for sql in loss.takes() {
            sqlx::query(*sql)
                .bind(&person.0[..])
                .execute(&mut *records)
                .await?;
        }
        insert_trace(&mut records, (person, clerk), loss.code(), now_ms).await?;
        Ok(records.commit().await?)
    }

    /// Replaces the legal name after a clerk has seen the new document.
    pub async fn change_name(
        &self,
        person: PersonId,
        name: PersonalText,
        clerk: PersonId,
        now_ms: u64,
    ) -> Result<(), VaultError> {
        self.check_active(person).await?;
        let name = check_text(Field::Name, name)?;
        let key = self.store.data_key(person).await?;
        let sealed = record::seal_field(&key, person, Field::Name, &name)?;
        let mut records = self.store.write_records().await?;
        record::write_field(&mut records, (person, Field::Name), sealed, now_ms).await?;
        insert_trace(&mut records, (person, clerk), "name_changed", now_ms).await?;
        Ok(records.commit().await?)
    }

    /// What was done for a person at the counter, newest first.
    pub async fn counter_traces(&self, person: PersonId) -> Result<Vec<CounterTrace>, VaultError> {
        let rows = sqlx::query("SELECT * FROM counter_trace WHERE person = ? ORDER BY id DESC")
            .bind(&person.0[..])
            .fetch_all(self.store.records())
            .await?;
        let load = |row: &SqliteRow| {
            Ok(CounterTrace {
                clerk: PersonId::from_slice(row.try_get("clerk")?)?,
                cause: row.try_get("cause")?,
                at_ms: load_time(row.try_get("at_ms")?)?,
            })
        };
        rows.iter().map(load).collect()
    }
}

async fn insert_trace(
    records: &mut sqlx::Transaction<'_, sqlx::Sqlite>,
    (person, clerk): (PersonId, PersonId),
    cause: &str,
    now_ms: u64,
) -> Result<(), VaultError> {
    sqlx::query("INSERT INTO counter_trace (person, clerk, cause, at_ms) VALUES (?, ?, ?, ?)")
        .bind(&person.0[..])
        .bind(&clerk.0[..])
        .bind(cause)
        .bind(store_time(now_ms)?)
        .execute(&mut **records)
        .await?;
    Ok(())
}
