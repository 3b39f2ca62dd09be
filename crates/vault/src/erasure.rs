//! Erasure: the key is destroyed first, and what an old copy brings back is buried again.

use sqlx::SqlitePool;

use crate::store::store_time;
use crate::{PersonId, Vault, VaultError, record};

impl Vault {
    /// Erases a person for ever: key, records, secrets and sessions. A tombstone stays.
    pub async fn erase(&self, person: PersonId, now_ms: u64) -> Result<(), VaultError> {
        if self.store.erased_ms(person).await?.is_none() {
            // Refuses an id that was never here.
            self.subject(person).await?;
            self.destroy_key(person, now_ms).await?;
        }
        let mut records = self.store.write_records().await?;
        record::delete_subject(&mut records, person).await?;
        records.commit().await?;
        empty_journal(self.store.records_writer()).await
    }

    /// When a person was erased, if they were.
    pub async fn erased_ms(&self, person: PersonId) -> Result<Option<u64>, VaultError> {
        self.store.erased_ms(person).await
    }

    /// Key and tombstone change places in one write: from here on nothing of the person opens.
    async fn destroy_key(&self, person: PersonId, now_ms: u64) -> Result<(), VaultError> {
        let mut keys = self.store.write_keys().await?;
        sqlx::query("INSERT OR IGNORE INTO tombstone (person, erased_ms) VALUES (?, ?)")
            .bind(&person.0[..])
            .bind(store_time(now_ms)?)
            .execute(&mut *keys)
            .await?;
        sqlx::query("DELETE FROM data_key WHERE person = ?")
            .bind(&person.0[..])
            .execute(&mut *keys)
            .await?;
        keys.commit().await?;
        empty_journal(self.store.keys_writer()).await
    }

    /// Deletes whatever a crash or a restored `vault.db` left of the erased.
    pub(crate) async fn bury_restored(&self) -> Result<(), VaultError> {
        let buried: Vec<Vec<u8>> = sqlx::query_scalar("SELECT person FROM tombstone")
            .fetch_all(self.store.keys())
            .await?;
        let mut records = self.store.write_records().await?;
        for person in &buried {
            record::delete_subject(&mut records, PersonId::from_slice(person)?).await?;
        }
        records.commit().await?;
        empty_journal(self.store.records_writer()).await?;
        empty_journal(self.store.keys_writer()).await
    }
}

/// Moves the journal into the file and empties it, so that it keeps no copy of what was deleted.
pub(crate) async fn empty_journal(pool: &SqlitePool) -> Result<(), VaultError> {
    sqlx::query("PRAGMA wal_checkpoint(TRUNCATE)")
        .execute(pool)
        .await?;
    Ok(())
}
