//! What opens a sealed rating: kept for its author until both sides have spoken, then forgotten.

use sqlx::Row as _;
use zeroize::Zeroizing;

use crate::seal::Place;
use crate::store::store_time;
use crate::{PersonId, Vault, VaultError};

/// How long an opening is kept at most: the window of two weeks, the day to open it, and a week for
/// an office that stood still.
pub const RATING_OPENING_KEPT_MS: u64 = 22 * 24 * 60 * 60 * 1000;

impl Vault {
    /// Keeps an opening, in place of an earlier one about the same exchange.
    pub async fn keep_rating_opening(
        &self,
        person: PersonId,
        exchange: [u8; 16],
        opening: &[u8],
        now_ms: u64,
    ) -> Result<(), VaultError> {
        self.check_active(person).await?;
        let key = self.store.data_key(person).await?;
        let sealed = key.seal(place(person, &exchange), opening)?;
        sqlx::query("INSERT OR REPLACE INTO rating_opening VALUES (?, ?, ?, ?)")
            .bind(&exchange[..])
            .bind(&person.0[..])
            .bind(sealed)
            .bind(store_time(now_ms)?)
            .execute(self.store.records_writer())
            .await?;
        Ok(())
    }

    /// What was kept about an exchange; `None` when nothing is, or the person was erased.
    pub async fn rating_opening(
        &self,
        person: PersonId,
        exchange: [u8; 16],
    ) -> Result<Option<Zeroizing<Vec<u8>>>, VaultError> {
        let row = sqlx::query(
            "SELECT sealed_opening FROM rating_opening WHERE exchange = ? AND person = ?",
        )
        .bind(&exchange[..])
        .bind(&person.0[..])
        .fetch_optional(self.store.records())
        .await?;
        let Some(row) = row else {
            return Ok(None);
        };
        let key = match self.store.data_key(person).await {
            Err(VaultError::Erased | VaultError::UnknownPerson) => return Ok(None),
            key => key?,
        };
        let sealed: &[u8] = row.try_get("sealed_opening")?;
        key.open(place(person, &exchange), sealed).map(Some)
    }

    /// Forgets openings that nobody can use any more; returns how many.
    pub(crate) async fn forget_old_openings(&self, now_ms: u64) -> Result<u64, VaultError> {
        let cutoff = now_ms.saturating_sub(RATING_OPENING_KEPT_MS);
        let gone = sqlx::query("DELETE FROM rating_opening WHERE kept_ms <= ?")
            .bind(store_time(cutoff)?)
            .execute(self.store.records_writer())
            .await?;
        Ok(gone.rows_affected())
    }

    /// Forgets an opening that is open, or that nobody will open any more.
    pub async fn forget_rating_opening(
        &self,
        person: PersonId,
        exchange: [u8; 16],
    ) -> Result<(), VaultError> {
        sqlx::query("DELETE FROM rating_opening WHERE exchange = ? AND person = ?")
            .bind(&exchange[..])
            .bind(&person.0[..])
            .execute(self.store.records_writer())
            .await?;
        Ok(())
    }
}

fn place(person: PersonId, exchange: &[u8; 16]) -> Place<'_> {
    Place {
        person,
        class: "rating_opening",
        item: exchange,
    }
}
