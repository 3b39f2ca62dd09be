//! Retention: what the law makes an office keep ends on time, and not a day before.

use crate::store::{load_time, store_time};
use crate::{PersonId, SubjectKind, Vault, VaultError};

const DAY_MS: u64 = 86_400_000;

/// How long a line of the access log stays: the Cybersecurity Law asks for six months of logs.
pub const ACCESS_KEPT_MS: u64 = 180 * DAY_MS;

/// How long a decision stays after it ended: the proof of consent is kept three years.
pub const CONSENT_KEPT_MS: u64 = 3 * 366 * DAY_MS;

/// How many records a round of retention deleted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Expired {
    /// Lines of the access log.
    pub accesses: u64,
    /// Decisions about consent.
    pub consents: u64,
    /// Openings of ratings that nobody can use any more.
    pub openings: u64,
}

impl Vault {
    /// Deletes log lines and ended decisions whose time is over. Safe to run twice.
    pub async fn delete_expired(&self, now_ms: u64) -> Result<Expired, VaultError> {
        let accesses = sqlx::query("DELETE FROM access_log WHERE read_ms <= ?")
            .bind(store_time(now_ms.saturating_sub(ACCESS_KEPT_MS))?)
            .execute(self.store.records_writer())
            .await?
            .rows_affected();
        let cutoff_ms = now_ms.saturating_sub(CONSENT_KEPT_MS);
        let consents = self.delete_ended_decisions(cutoff_ms).await?
            + self.delete_decisions_of_erased(cutoff_ms).await?;
        Ok(Expired {
            accesses,
            consents,
            openings: self.forget_old_openings(now_ms).await?,
        })
    }

    /// A decision ended when a newer one took its place, when its own time ran out, or at once when
    /// it was a "no". One statement, so that no withdrawal goes before the consent that it ended.
    async fn delete_ended_decisions(&self, cutoff_ms: u64) -> Result<u64, VaultError> {
        let cutoff = store_time(cutoff_ms)?;
        let deleted = sqlx::query(
            "DELETE FROM consent WHERE id IN (
                 SELECT old.id FROM consent AS old
                 WHERE (old.decision <> 'granted' AND old.decided_ms <= ?1)
                    OR old.until_ms <= ?1
                    OR EXISTS (
                        SELECT 1 FROM consent AS newer
                        WHERE newer.person = old.person AND newer.purpose = old.purpose
                          AND newer.receiver_kind = old.receiver_kind
                          AND newer.receiver = old.receiver
                          AND newer.id > old.id AND newer.decided_ms <= ?1))",
        )
        .bind(cutoff)
        .execute(self.store.records_writer())
        .await?;
        Ok(deleted.rows_affected())
    }

    async fn delete_decisions_of_erased(&self, cutoff_ms: u64) -> Result<u64, VaultError> {
        let long_gone: Vec<Vec<u8>> =
            sqlx::query_scalar("SELECT person FROM tombstone WHERE erased_ms <= ?")
                .bind(store_time(cutoff_ms)?)
                .fetch_all(self.store.keys())
                .await?;
        let mut deleted = 0;
        for person in long_gone {
            deleted += sqlx::query("DELETE FROM consent WHERE person = ?")
                .bind(person)
                .execute(self.store.records_writer())
                .await?
                .rows_affected();
        }
        Ok(deleted)
    }

    /// The ids of every natural person who is enrolled here, and since when. Nothing personal.
    pub async fn enrolled_people(&self) -> Result<Vec<(PersonId, u64)>, VaultError> {
        let rows: Vec<(Vec<u8>, i64)> = sqlx::query_as(
            "SELECT person, enrolled_ms FROM subject WHERE kind = ? AND state = 'active'",
        )
        .bind(SubjectKind::Natural.code())
        .fetch_all(self.store.records())
        .await?;
        rows.into_iter()
            .map(|(id, enrolled)| Ok((PersonId::from_slice(&id)?, load_time(enrolled)?)))
            .collect()
    }
}
