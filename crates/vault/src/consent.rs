//! Consent: given, refused or withdrawn for one purpose and one receiver, and remembered.

use sqlx::Row as _;
use sqlx::sqlite::SqliteRow;

use crate::store::{load_time, store_time};
use crate::{Basis, PersonId, Purpose, Vault, VaultError};

/// After a refusal nobody asks again for this long.
pub const REFUSAL_REMEMBERED_MS: u64 = 90 * 86_400_000;

/// Who may receive data under a consent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Receiver {
    /// The home office.
    Office,
    /// Another natural person.
    Person(PersonId),
    /// Another organisation.
    Organisation(PersonId),
}

/// What a person decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Decision {
    /// Given.
    Granted,
    /// Refused when asked.
    Refused,
    /// Given before, and taken back.
    Withdrawn,
}

/// One decision; decisions are never changed, the newest counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConsentRecord {
    /// The number of the decision, which the access log names.
    pub id: i64,
    /// What for.
    pub purpose: Purpose,
    /// For whom.
    pub receiver: Receiver,
    /// What was decided.
    pub decision: Decision,
    /// When.
    pub decided_ms: u64,
    /// When a given consent ends by itself.
    pub until_ms: Option<u64>,
}

impl ConsentRecord {
    /// Whether this decision, being the newest, allows a read at this time.
    pub fn allows(&self, now_ms: u64) -> bool {
        self.decision == Decision::Granted && self.until_ms.is_none_or(|until| now_ms < until)
    }
}

impl Vault {
    /// Records that a person consents, until a time or until withdrawn.
    pub async fn grant_consent(
        &self,
        person: PersonId,
        (purpose, receiver): (Purpose, Receiver),
        until_ms: Option<u64>,
        now_ms: u64,
    ) -> Result<i64, VaultError> {
        self.decide(
            person,
            (purpose, receiver),
            (Decision::Granted, until_ms),
            now_ms,
        )
        .await
    }

    /// Records that a person withdraws: one step, as giving was.
    pub async fn withdraw_consent(
        &self,
        person: PersonId,
        (purpose, receiver): (Purpose, Receiver),
        now_ms: u64,
    ) -> Result<i64, VaultError> {
        self.decide(
            person,
            (purpose, receiver),
            (Decision::Withdrawn, None),
            now_ms,
        )
        .await
    }

    /// Records that a person was asked and refused.
    pub async fn refuse_consent(
        &self,
        person: PersonId,
        (purpose, receiver): (Purpose, Receiver),
        now_ms: u64,
    ) -> Result<i64, VaultError> {
        self.decide(
            person,
            (purpose, receiver),
            (Decision::Refused, None),
            now_ms,
        )
        .await
    }

    /// Whether a person may be asked: not while consent holds, nor soon after a "no".
    pub async fn may_ask_consent(
        &self,
        person: PersonId,
        purpose: Purpose,
        receiver: Receiver,
        now_ms: u64,
    ) -> Result<bool, VaultError> {
        let Some(newest) = self.newest_consent(person, purpose, receiver).await? else {
            return Ok(true);
        };
        Ok(match newest.decision {
            Decision::Granted => !newest.allows(now_ms),
            Decision::Refused | Decision::Withdrawn => {
                now_ms.saturating_sub(newest.decided_ms) >= REFUSAL_REMEMBERED_MS
            }
        })
    }

    /// Lists every decision of a person, oldest first.
    pub async fn consents(&self, person: PersonId) -> Result<Vec<ConsentRecord>, VaultError> {
        sqlx::query("SELECT * FROM consent WHERE person = ? ORDER BY id")
            .bind(&person.0[..])
            .fetch_all(self.store.records())
            .await?
            .iter()
            .map(load_record)
            .collect()
    }

    pub(crate) async fn newest_consent(
        &self,
        person: PersonId,
        purpose: Purpose,
        receiver: Receiver,
    ) -> Result<Option<ConsentRecord>, VaultError> {
        let (kind, id) = receiver.columns();
        let row = sqlx::query(
            "SELECT * FROM consent
             WHERE person = ? AND purpose = ? AND receiver_kind = ? AND receiver = ?
             ORDER BY id DESC LIMIT 1",
        )
        .bind(&person.0[..])
        .bind(purpose.code())
        .bind(kind)
        .bind(id)
        .fetch_optional(self.store.records())
        .await?;
        row.as_ref().map(load_record).transpose()
    }

    async fn decide(
        &self,
        person: PersonId,
        (purpose, receiver): (Purpose, Receiver),
        (decision, until_ms): (Decision, Option<u64>),
        now_ms: u64,
    ) -> Result<i64, VaultError> {
        if purpose.entry().basis != Basis::Consent {
            return Err(VaultError::ConsentNotAsked(purpose));
        }
        self.check_active(person).await?;
        let (kind, id) = receiver.columns();
        let decided = sqlx::query(
            "INSERT INTO consent
             (person, purpose, receiver_kind, receiver, decision, decided_ms, until_ms)
             VALUES (?, ?, ?, ?, ?, ?, ?)",
        )
        .bind(&person.0[..])
        .bind(purpose.code())
        .bind(kind)
        .bind(id)
        .bind(decision.code())
        .bind(store_time(now_ms)?)
        .bind(until_ms.map(store_time).transpose()?)
        .execute(self.store.records_writer())
        .await?;
        Ok(decided.last_insert_rowid())
    }
}

fn load_record(row: &SqliteRow) -> Result<ConsentRecord, VaultError> {
    let until_ms: Option<i64> = row.try_get("until_ms")?;
    Ok(ConsentRecord {
        id: row.try_get("id")?,
        purpose: Purpose::from_code(row.try_get("purpose")?)?,
        receiver: Receiver::from_columns(row.try_get("receiver_kind")?, row.try_get("receiver")?)?,
        decision: Decision::from_code(row.try_get("decision")?)?,
        decided_ms: load_time(row.try_get("decided_ms")?)?,
        until_ms: until_ms.map(load_time).transpose()?,
    })
}

impl Receiver {
    fn columns(self) -> (&'static str, Vec<u8>) {
        match self {
            Self::Office => ("office", Vec::new()),
            Self::Person(id) => ("person", id.0.to_vec()),
            Self::Organisation(id) => ("organisation", id.0.to_vec()),
        }
    }

    fn from_columns(kind: &str, id: &[u8]) -> Result<Self, VaultError> {
        match kind {
            "office" => Ok(Self::Office),
            "person" => Ok(Self::Person(PersonId::from_slice(id)?)),
            "organisation" => Ok(Self::Organisation(PersonId::from_slice(id)?)),
            _ => Err(VaultError::UnknownCode),
        }
    }

    /// Reads what [`Receiver::code`] wrote.
    pub fn from_code(code: &str) -> Result<Self, VaultError> {
        let id = |text: &str| {
            let bytes = hex::decode(text).map_err(|_| VaultError::UnknownCode)?;
            PersonId::from_slice(&bytes)
        };
        match code.split_once(':') {
            None if code == "office" => Ok(Self::Office),
            Some(("person", text)) => Ok(Self::Person(id(text)?)),
            Some(("organisation", text)) => Ok(Self::Organisation(id(text)?)),
            _ => Err(VaultError::UnknownCode),
        }
    }

    /// The stable code in exports, with the id where there is one.
    pub fn code(self) -> String {
        match self {
            Self::Office => "office".to_owned(),
            Self::Person(id) => format!("person:{id}"),
            Self::Organisation(id) => format!("organisation:{id}"),
        }
    }
}

impl Decision {
    /// The stable code in the store and in exports.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Granted => "granted",
            Self::Refused => "refused",
            Self::Withdrawn => "withdrawn",
        }
    }

    fn from_code(code: &str) -> Result<Self, VaultError> {
        match code {
            "granted" => Ok(Self::Granted),
            "refused" => Ok(Self::Refused),
            "withdrawn" => Ok(Self::Withdrawn),
            _ => Err(VaultError::UnknownCode),
        }
    }
}
