//! Lockout: failed attempts are counted before the secret is looked at, for accounts and clients.

use sqlx::{Row as _, Sqlite, Transaction};

use crate::store::{load_time, store_time};
use crate::{Vault, VaultError};

/// The two counters of one attempt, by keyed hash, so that unknown accounts count alike.
#[derive(Clone, Copy)]
pub(crate) struct Counters {
    pub(crate) account: [u8; 32],
    pub(crate) client: [u8; 32],
}

struct Counter {
    failures: u32,
    window_start_ms: u64,
    locked_until_ms: u64,
}

impl Vault {
    /// Counts an attempt as failed in advance, or says until when it is locked.
    ///
    /// Counting first means that a crash, or a hundred attempts at once, gain nothing.
    pub(crate) async fn begin_attempt(
        &self,
        counters: Counters,
        now_ms: u64,
    ) -> Result<Result<(), u64>, VaultError> {
        let mut records = self.store.write_records().await?;
        let account = load_counter(&mut records, &counters.account, now_ms).await?;
        let client = load_counter(&mut records, &counters.client, now_ms).await?;
        let locked_until_ms = account.locked_until_ms.max(client.locked_until_ms);
        if locked_until_ms > now_ms {
            return Ok(Err(locked_until_ms));
        }
        let settings = &self.settings;
        for (key, counter, failures_max) in [
            (&counters.account, account, settings.account_failures_max),
            (&counters.client, client, settings.client_failures_max),
        ] {
            let counter = counter.after_failure(failures_max, settings.lockout_ms, now_ms);
            store_counter(&mut records, key, &counter).await?;
        }
        self.forget_old_attempts(&mut records, now_ms).await?;
        records.commit().await?;
        Ok(Ok(()))
    }

    /// Takes the advance failure back: the account starts anew, the client loses only this one.
    pub(crate) async fn clear_attempt(
        &self,
        records: &mut Transaction<'_, Sqlite>,
        counters: Counters,
    ) -> Result<(), VaultError> {
        sqlx::query("DELETE FROM sign_in_attempt WHERE counter = ?")
            .bind(&counters.account[..])
            .execute(&mut **records)
            .await?;
        sqlx::query(
            "UPDATE sign_in_attempt SET failures = max(failures - 1, 0), locked_until_ms = 0
             WHERE counter = ?",
        )
        .bind(&counters.client[..])
        .execute(&mut **records)
        .await?;
        Ok(())
    }

    async fn forget_old_attempts(
        &self,
        records: &mut Transaction<'_, Sqlite>,
        now_ms: u64,
    ) -> Result<(), VaultError> {
        sqlx::query(
            "DELETE FROM sign_in_attempt WHERE window_start_ms < ? AND locked_until_ms < ?",
        )
        .bind(store_time(now_ms.saturating_sub(self.settings.lockout_ms))?)
        .bind(store_time(now_ms)?)
        .execute(&mut **records)
        .await?;
        Ok(())
    }
}

impl Counter {
    fn after_failure(self, failures_max: u32, lockout_ms: u64, now_ms: u64) -> Self {
        let expired = now_ms.saturating_sub(self.window_start_ms) >= lockout_ms;
        let (failures, window_start_ms) = if expired {
            (1, now_ms)
        } else {
            (self.failures + 1, self.window_start_ms)
        };
        let locked_until_ms = if failures >= failures_max {
            now_ms.saturating_add(lockout_ms)
        } else {
            0
        };
        Self {
            failures,
            window_start_ms,
            locked_until_ms,
        }
    }
}

async fn load_counter(
    records: &mut Transaction<'_, Sqlite>,
    key: &[u8; 32],
    now_ms: u64,
) -> Result<Counter, VaultError> {
    let row = sqlx::query("SELECT * FROM sign_in_attempt WHERE counter = ?")
        .bind(&key[..])
        .fetch_optional(&mut **records)
        .await?;
    let Some(row) = row else {
        return Ok(Counter {
            failures: 0,
            window_start_ms: now_ms,
            locked_until_ms: 0,
        });
    };
    Ok(Counter {
        failures: row.try_get("failures")?,
        window_start_ms: load_time(row.try_get("window_start_ms")?)?,
        locked_until_ms: load_time(row.try_get("locked_until_ms")?)?,
    })
}

async fn store_counter(
    records: &mut Transaction<'_, Sqlite>,
    key: &[u8; 32],
    counter: &Counter,
) -> Result<(), VaultError> {
    sqlx::query(
        "INSERT OR REPLACE INTO sign_in_attempt
         (counter, failures, window_start_ms, locked_until_ms) VALUES (?, ?, ?, ?)",
    )
    .bind(&key[..])
    .bind(counter.failures)
    .bind(store_time(counter.window_start_ms)?)
    .bind(store_time(counter.locked_until_ms)?)
    .execute(&mut **records)
    .await?;
    Ok(())
}
