//! Who holds what was referred to a named person, and what somebody found when a pattern was put
//! before them.

use sqlx::Row as _;

use crate::store::{load_time, store_time};
use crate::{PersonId, Vault, VaultError};

/// What is referred.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Referred {
    /// A need that nobody met.
    Need,
    /// A dispute.
    Case,
}

impl Referred {
    const fn code(self) -> i64 {
        match self {
            Self::Need => 0,
            Self::Case => 1,
        }
    }
}

/// What somebody found in a pattern.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Finding {
    /// Nothing is wrong.
    Nothing,
    /// A case was opened.
    Opened,
}

impl Vault {
    /// A named person accepts what was referred. Whether they are its holder now: the first who
    /// accepts is.
    pub async fn accept_referral(
        &self,
        (topic, thing): (Referred, &[u8]),
        holder: PersonId,
        now_ms: u64,
    ) -> Result<bool, VaultError> {
        sqlx::query("INSERT OR IGNORE INTO referral VALUES (?, ?, ?, ?)")
            .bind(topic.code())
            .bind(thing)
            .bind(&holder.0[..])
            .bind(store_time(now_ms)?)
            .execute(self.store.records_writer())
            .await?;
        let held = self.referral(topic, thing).await?;
        Ok(held.is_some_and(|(by, _)| by == holder))
    }

    /// Who holds it, and since when.
    pub async fn referral(
        &self,
        topic: Referred,
        thing: &[u8],
    ) -> Result<Option<(PersonId, u64)>, VaultError> {
        let row = sqlx::query("SELECT holder, at_ms FROM referral WHERE topic = ? AND thing = ?")
            .bind(topic.code())
            .bind(thing)
            .fetch_optional(self.store.records())
            .await?;
        row.map(|row| {
            let holder: Vec<u8> = row.try_get("holder")?;
            let at_ms = load_time(row.try_get("at_ms")?)?;
            Ok((PersonId::from_slice(&holder)?, at_ms))
        })
        .transpose()
    }

    /// Keeps what somebody found; the first word stays.
    pub async fn keep_finding(
        &self,
        signal: [u8; 32],
        (decider, finding): (PersonId, Finding),
        now_ms: u64,
    ) -> Result<bool, VaultError> {
        let done = sqlx::query("INSERT OR IGNORE INTO finding VALUES (?, ?, ?, ?)")
            .bind(&signal[..])
            .bind(i64::from(finding == Finding::Opened))
            .bind(&decider.0[..])
            .bind(store_time(now_ms)?)
            .execute(self.store.records_writer())
            .await?;
        Ok(done.rows_affected() == 1)
    }

    /// Whether somebody has decided about a pattern.
    pub async fn is_decided(&self, signal: [u8; 32]) -> Result<bool, VaultError> {
        let found = sqlx::query("SELECT 1 FROM finding WHERE signal = ?")
            .bind(&signal[..])
            .fetch_optional(self.store.records())
            .await?;
        Ok(found.is_some())
    }
}
