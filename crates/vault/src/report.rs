//! Reports about what others wrote: who reported is sealed off from whoever it concerns, and each
//! has one holder.

use sqlx::Row as _;
use sqlx::sqlite::SqliteRow;

use crate::seal::Place;
use crate::store::{load_time, store_time};
use crate::{PersonId, Vault, VaultError, random};

/// The most open reports of one person; more is a nuisance, and the counter helps.
const OPEN_MAX: i64 = 20;

/// How far a report has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReportState {
    /// Nobody has taken it.
    Waiting,
    /// Somebody looks at it.
    Held,
    /// Somebody looked, and the content stays.
    Kept,
    /// Somebody looked, and proposed that it be taken down.
    Proposed,
}

impl ReportState {
    const fn code(self) -> i64 {
        match self {
            Self::Waiting => 0,
            Self::Held => 1,
            Self::Kept => 2,
            Self::Proposed => 3,
        }
    }

    fn from_code(code: i64) -> Result<Self, VaultError> {
        match code {
            0 => Ok(Self::Waiting),
            1 => Ok(Self::Held),
            2 => Ok(Self::Kept),
            3 => Ok(Self::Proposed),
            _ => Err(VaultError::UnknownCode),
        }
    }
}

/// What was reported, before anybody looked at it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewReport {
    /// Who reports.
    pub reporter: PersonId,
    /// What kind of thing, by a code of the caller.
    pub kind: String,
    /// The id of the thing.
    pub thing: Vec<u8>,
    /// The hash of its words or of its picture.
    pub content: [u8; 32],
    /// Who published it.
    pub owner: PersonId,
    /// Where.
    pub area: u64,
    /// Why, by a code of the caller.
    pub ground: String,
    /// In the reporter's words; may be empty.
    pub words: String,
}

/// A report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// Its id; random.
    pub id: [u8; 16],
    /// What was reported.
    pub new: NewReport,
    /// How far it has come.
    pub state: ReportState,
    /// Who looks at it, or decided.
    pub holder: Option<PersonId>,
    /// When it was reported.
    pub reported_ms: u64,
    /// When it was decided.
    pub decided_ms: Option<u64>,
}

impl Vault {
    /// Keeps a report. Whether it is new: the same person reports the same content once.
    pub async fn keep_report(&self, new: &NewReport, now_ms: u64) -> Result<bool, VaultError> {
        self.check_active(new.reporter).await?;
        let mine = self.reports_by(new.reporter).await?;
        if mine.iter().any(|one| one.new.content == new.content) {
            return Ok(false);
        }
        let is_open = |one: &&Report| one.decided_ms.is_none();
        if i64::try_from(mine.iter().filter(is_open).count()).unwrap_or(i64::MAX) >= OPEN_MAX {
            return Err(VaultError::TooManyCredentials);
        }
        let id: [u8; 16] = random::bytes()?;
        let key = self.store.data_key(new.reporter).await?;
        let sealed = key.seal(place(new.reporter, &id), new.words.as_bytes())?;
        sqlx::query("INSERT INTO report VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 0, NULL, ?, NULL)")
            .bind(&id[..])
            .bind(&new.reporter.0[..])
            .bind(&new.kind)
            .bind(&new.thing)
            .bind(&new.content[..])
            .bind(&new.owner.0[..])
            .bind(i64::try_from(new.area).map_err(|_| VaultError::UnknownCode)?)
            .bind(&new.ground)
            .bind(sealed)
            .bind(store_time(now_ms)?)
            .execute(self.store.records_writer())
            .await?;
        Ok(true)
    }

    /// What nobody has decided yet, oldest first.
    pub async fn open_reports(&self) -> Result<Vec<Report>, VaultError> {
        let rows = sqlx::query("SELECT * FROM report WHERE state < 2 ORDER BY reported_ms, id")
            .fetch_all(self.store.records())
            .await?;
        self.opened_reports(&rows).await
    }

    /// What somebody reported, newest first.
    pub async fn reports_by(&self, person: PersonId) -> Result<Vec<Report>, VaultError> {
        let rows =
            sqlx::query("SELECT * FROM report WHERE person = ? ORDER BY reported_ms DESC, id")
                .bind(&person.0[..])
                .fetch_all(self.store.records())
                .await?;
        self.opened_reports(&rows).await
    }

    /// Takes or decides a report. Whether it happened: who holds it, or anybody while nobody does.
    pub async fn move_report(
        &self,
        (id, holder): ([u8; 16], PersonId),
        state: ReportState,
        now_ms: u64,
    ) -> Result<bool, VaultError> {
        let decided = matches!(state, ReportState::Kept | ReportState::Proposed);
        let done = sqlx::query(
            "UPDATE report SET state = ?1, holder = ?2, decided_ms = ?3
             WHERE id = ?4 AND state < 2 AND (holder IS NULL OR holder = ?2)",
        )
        .bind(state.code())
        .bind(&holder.0[..])
        .bind(decided.then(|| store_time(now_ms)).transpose()?)
        .bind(&id[..])
        .execute(self.store.records_writer())
        .await?;
        Ok(done.rows_affected() == 1)
    }

    async fn opened_reports(&self, rows: &[SqliteRow]) -> Result<Vec<Report>, VaultError> {
        let mut opened = Vec::with_capacity(rows.len());
        for row in rows {
            let reporter = PersonId::from_slice(row.try_get("person")?)?;
            let key = match self.store.data_key(reporter).await {
                Err(VaultError::Erased | VaultError::UnknownPerson) => continue,
                key => key?,
            };
            let id = fixed(row, "id")?;
            let words = key.open(place(reporter, &id), row.try_get("sealed_words")?)?;
            let words = String::from_utf8(words.to_vec()).map_err(|_| VaultError::Tampered)?;
            opened.push(load(row, (id, reporter), words)?);
        }
        Ok(opened)
    }
}

fn place(person: PersonId, id: &[u8; 16]) -> Place<'_> {
    Place {
        person,
        class: "report",
        item: id,
    }
}

fn fixed<const N: usize>(row: &SqliteRow, column: &str) -> Result<[u8; N], VaultError> {
    let bytes: Vec<u8> = row.try_get(column)?;
    bytes.try_into().map_err(|_| VaultError::Tampered)
}

fn load(
    row: &SqliteRow,
    (id, reporter): ([u8; 16], PersonId),
    words: String,
) -> Result<Report, VaultError> {
    let area: i64 = row.try_get("area")?;
    let holder: Option<Vec<u8>> = row.try_get("holder")?;
    let decided_ms: Option<i64> = row.try_get("decided_ms")?;
    Ok(Report {
        id,
        new: NewReport {
            reporter,
            kind: row.try_get("kind")?,
            thing: row.try_get("thing")?,
            content: fixed(row, "content")?,
            owner: PersonId(fixed(row, "owner")?),
            area: u64::try_from(area).map_err(|_| VaultError::Tampered)?,
            ground: row.try_get("ground")?,
            words,
        },
        state: ReportState::from_code(row.try_get("state")?)?,
        holder: holder.map(|one| PersonId::from_slice(&one)).transpose()?,
        reported_ms: load_time(row.try_get("reported_ms")?)?,
        decided_ms: decided_ms.map(load_time).transpose()?,
    })
}
