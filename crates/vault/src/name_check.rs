//! How a real name was checked, by whom and when.

use sqlx::Row as _;
use sqlx::sqlite::SqliteRow;

use crate::store::{load_time, store_time};
use crate::{PersonId, Vault, VaultError};

/// What a real name was checked against.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NameBasis {
    /// A clerk saw the original document.
    Document,
    /// A register answered that name and ID number belong together.
    Register,
}

/// One check.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NameCheck {
    /// Which clerk looked or asked.
    pub clerk: PersonId,
    /// Against what.
    pub basis: NameBasis,
    /// When.
    pub at_ms: u64,
}

impl NameBasis {
    /// The stable code in the store and in the keys of words.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Document => "document",
            Self::Register => "register",
        }
    }

    fn from_code(code: &str) -> Result<Self, VaultError> {
        let mut all = [Self::Document, Self::Register].into_iter();
        all.find(|basis| basis.code() == code)
            .ok_or(VaultError::UnknownCode)
    }
}

impl Vault {
    /// Notes how a real name was checked.
    pub async fn record_name_check(
        &self,
        person: PersonId,
        basis: NameBasis,
        clerk: PersonId,
        now_ms: u64,
    ) -> Result<(), VaultError> {
        self.check_active(person).await?;
        sqlx::query("INSERT INTO name_check (person, clerk, basis, at_ms) VALUES (?, ?, ?, ?)")
            .bind(&person.0[..])
            .bind(&clerk.0[..])
            .bind(basis.code())
            .bind(store_time(now_ms)?)
            .execute(self.store.records_writer())
            .await?;
        Ok(())
    }

    /// How a real name was checked, newest first.
    pub async fn name_checks(&self, person: PersonId) -> Result<Vec<NameCheck>, VaultError> {
        let rows = sqlx::query("SELECT * FROM name_check WHERE person = ? ORDER BY id DESC")
            .bind(&person.0[..])
            .fetch_all(self.store.records())
            .await?;
        let load = |row: &SqliteRow| {
            Ok(NameCheck {
                clerk: PersonId::from_slice(row.try_get("clerk")?)?,
                basis: NameBasis::from_code(row.try_get("basis")?)?,
                at_ms: load_time(row.try_get("at_ms")?)?,
            })
        };
        rows.iter().map(load).collect()
    }
}
