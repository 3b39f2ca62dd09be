//! Disputes and complaints with the clock that runs and who holds it.

use crate::{
    Error, Projections,
    columns::{self, integer},
    facts::{BlockFacts, Fact, OperationFacts},
    view::View,
};
use async_trait::async_trait;
use ledger::{
    Action, AreaCode, CaseId, Event, OperationId, PartyId, Timestamp,
    event::DisputeEvent,
    operation::{
        DisputeAction,
        dispute::{Remedy, Subject},
    },
    state::accounts::AccountId,
};
use sqlx::{SqliteConnection, sqlite::SqliteRow};

pub(crate) struct Disputes;

#[async_trait]
impl View for Disputes {
    fn name(&self) -> &'static str {
        "disputes"
    }

    fn version(&self) -> u32 {
        2
    }

    fn tables(&self) -> &'static [&'static str] {
        &["disputes", "panel_seats"]
    }

    fn schema(&self) -> &'static str {
        include_str!("disputes/schema.sql")
    }

    async fn apply(&self, db: &mut SqliteConnection, block: &BlockFacts<'_>) -> Result<(), Error> {
        for (operation, fact) in block.all() {
            if let Event::Dispute(event) = fact.event {
                apply_event(db, operation, fact, event).await?;
            }
        }
        Ok(())
    }
}

async fn apply_event(
    db: &mut SqliteConnection,
    operation: &OperationFacts<'_>,
    fact: Fact<'_>,
    event: &DisputeEvent,
) -> Result<(), Error> {
    match event {
        DisputeEvent::DisputeFiled { case, area, due } => {
            file(db, operation, fact, (*case, *area, *due)).await
        }
        DisputeEvent::DisputeAnswered { case, due } => {
            step(db, *case, "answered", Some(*due)).await
        }
        DisputeEvent::AnswerAppealed { case, due } => step(db, *case, "appealed", Some(*due)).await,
        DisputeEvent::DisputeWithdrawn { case } => step(db, *case, "withdrawn", None).await,
        DisputeEvent::DisputeClosed { case, remedy } => {
            sqlx::query("UPDATE disputes SET granted = ? WHERE dispute = ?")
                .bind(remedy_word(*remedy))
                .bind(case.0.as_slice())
                .execute(&mut *db)
                .await?;
            step(db, *case, "closed", None).await
        }
        DisputeEvent::AnswerLate { case } => {
            sqlx::query("UPDATE disputes SET late = 1 WHERE dispute = ?")
                .bind(case.0.as_slice())
                .execute(db)
                .await?;
            Ok(())
        }
        DisputeEvent::PanelDrawn { case, members } => seat(db, *case, members).await,
        DisputeEvent::PanelistRecused { case, person } => {
            sqlx::query("DELETE FROM panel_seats WHERE dispute = ? AND person = ?")
                .bind(case.0.as_slice())
                .bind(person.0.as_slice())
                .execute(db)
                .await?;
            Ok(())
        }
        DisputeEvent::AnswerAccepted { .. }
        | DisputeEvent::PanelPoolJoined { .. }
        | DisputeEvent::PanelPoolLeft { .. }
        | DisputeEvent::PanelVoteCast { .. }
        | DisputeEvent::CalendarPublished { .. } => Ok(()),
    }
}

async fn seat(db: &mut SqliteConnection, case: CaseId, members: &[PartyId]) -> Result<(), Error> {
    for person in members {
        sqlx::query("INSERT OR IGNORE INTO panel_seats VALUES (?, ?)")
            .bind(case.0.as_slice())
            .bind(person.0.as_slice())
            .execute(&mut *db)
            .await?;
    }
    Ok(())
}

async fn file(
    db: &mut SqliteConnection,
    operation: &OperationFacts<'_>,
    fact: Fact<'_>,
    (case, area, due): (CaseId, AreaCode, Timestamp),
) -> Result<(), Error> {
    let (subject, hidden) = match fact.action {
        Action::Dispute(DisputeAction::FileDispute(command)) => (command.subject, false),
        Action::Dispute(DisputeAction::FileHiddenComplaint(command)) => (command.subject, true),
        _ => return Ok(()),
    };
    let (kind, id) = subject_parts(subject);
    sqlx::query("INSERT INTO disputes VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'filed', 0, NULL, ?)")
        .bind(case.0.as_slice())
        .bind(kind)
        .bind(id)
        .bind(operation.actor.0.as_slice())
        .bind(hidden)
        .bind(integer(area.0))
        .bind(integer(operation.time.0))
        .bind(integer(due.0))
        .bind(operation.id.0.as_slice())
        .execute(db)
        .await?;
    Ok(())
}

async fn step(
    db: &mut SqliteConnection,
    case: CaseId,
    status: &str,
    due: Option<Timestamp>,
) -> Result<(), Error> {
    sqlx::query("UPDATE disputes SET status = ?, due = ? WHERE dispute = ?")
        .bind(status)
        .bind(due.map(|due| integer(due.0)))
        .bind(case.0.as_slice())
        .execute(db)
        .await?;
    Ok(())
}

fn subject_parts(subject: Subject) -> (&'static str, Vec<u8>) {
    match subject {
        Subject::Transfer(id) => ("transfer", id.0.to_vec()),
        Subject::Exchange(id) => ("exchange", id.0.to_vec()),
        Subject::Content(hash) => ("content", hash.0.to_vec()),
        Subject::Party(party) => ("party", party.0.to_vec()),
        Subject::Hut(hut) => ("hut", hut.0.to_vec()),
    }
}

fn remedy_word(remedy: Remedy) -> String {
    match remedy {
        Remedy::Words => "words".to_owned(),
        Remedy::Reversal => "reversal".to_owned(),
        Remedy::Minutes(minutes) => format!("minutes:{minutes}"),
    }
}

/// A dispute as a desk sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DisputeRow {
    /// Its id.
    pub case: CaseId,
    /// `transfer`, `exchange`, `content`, `party` or `hut`.
    pub subject: String,
    /// The id of what it is about.
    pub subject_id: Vec<u8>,
    /// Who filed it; for a hidden complaint the one who filed it for somebody.
    pub filed_by: PartyId,
    /// Filed for somebody who stays hidden.
    pub hidden: bool,
    /// Whose office holds it.
    pub area: AreaCode,
    /// When it was filed.
    pub filed_at: Timestamp,
    /// When the clock that runs now ends.
    pub due: Option<Timestamp>,
    /// `filed`, `answered`, `appealed`, `closed` or `withdrawn`.
    pub status: String,
    /// The office did not answer in time.
    pub late: bool,
    /// What was granted.
    pub granted: Option<String>,
    /// The operation that filed it.
    pub operation: OperationId,
}

fn dispute_from(row: &SqliteRow) -> Result<DisputeRow, Error> {
    use sqlx::Row as _;
    Ok(DisputeRow {
        case: CaseId(columns::bytes(row, "dispute")?),
        subject: columns::text(row, "subject")?,
        subject_id: row.try_get("subject_id")?,
        filed_by: PartyId(columns::bytes(row, "filed_by")?),
        hidden: columns::number::<i64>(row, "hidden")? != 0,
        area: AreaCode(columns::number(row, "area")?),
        filed_at: columns::time(row, "filed_at")?,
        due: columns::optional_time(row, "due")?,
        status: columns::text(row, "status")?,
        late: columns::number::<i64>(row, "late")? != 0,
        granted: row.try_get("granted")?,
        operation: OperationId(columns::bytes(row, "operation")?),
    })
}

impl Projections {
    /// One dispute.
    pub async fn dispute(&self, case: CaseId) -> Result<Option<DisputeRow>, Error> {
        let row = sqlx::query("SELECT * FROM disputes WHERE dispute = ?")
            .bind(case.0.as_slice())
            .fetch_optional(self.readers())
            .await?;
        row.as_ref().map(dispute_from).transpose()
    }

    /// The disputes that somebody filed, that concern them, or on whose panel they sit, the newest
    /// first. Of words and huts there is nobody on the other side.
    pub async fn disputes_of(&self, person: PartyId, limit: u32) -> Result<Vec<DisputeRow>, Error> {
        let rows = sqlx::query(
            "SELECT * FROM disputes WHERE filed_by = ?1
             OR (subject = 'party' AND subject_id = ?1)
             OR dispute IN (SELECT dispute FROM panel_seats WHERE person = ?1)
             OR (subject = 'exchange' AND subject_id IN
                 (SELECT exchange FROM exchanges WHERE provider = ?1 OR receiver = ?1))
             OR (subject = 'transfer' AND subject_id IN
                 (SELECT transfer FROM passbook WHERE account = ?2))
             ORDER BY filed_at DESC, dispute LIMIT ?3",
        )
        .bind(person.0.as_slice())
        .bind(ledger::encode(&AccountId::Party(person)))
        .bind(limit)
        .fetch_all(self.readers())
        .await?;
        columns::all(&rows, dispute_from)
    }

    /// What the offices hold in an area and everything in it, the most urgent first.
    pub async fn open_disputes(
        &self,
        area: AreaCode,
        limit: u32,
    ) -> Result<Vec<DisputeRow>, Error> {
        let rows = sqlx::query(
            "SELECT * FROM disputes WHERE status IN ('filed', 'answered', 'appealed')
             ORDER BY due, dispute LIMIT ?",
        )
        .bind(limit)
        .fetch_all(self.readers())
        .await?;
        let mut open = columns::all(&rows, dispute_from)?;
        open.retain(|one| one.area.is_within(area));
        Ok(open)
    }

    /// Disputes without an answer in time that nobody has called late yet.
    pub async fn late_disputes(&self, time: Timestamp, limit: u32) -> Result<Vec<CaseId>, Error> {
        self.overdue_disputes("filed", time, limit).await
    }

    /// Answers against which nobody appealed in time.
    pub async fn disputes_to_close(
        &self,
        time: Timestamp,
        limit: u32,
    ) -> Result<Vec<CaseId>, Error> {
        self.overdue_disputes("answered", time, limit).await
    }

    async fn overdue_disputes(
        &self,
        status: &str,
        time: Timestamp,
        limit: u32,
    ) -> Result<Vec<CaseId>, Error> {
        let rows = sqlx::query(
            "SELECT dispute FROM disputes WHERE status = ?1 AND due < ?2
             AND (status = 'answered' OR late = 0) ORDER BY due, dispute LIMIT ?3",
        )
        .bind(status)
        .bind(integer(time.0))
        .bind(limit)
        .fetch_all(self.readers())
        .await?;
        columns::all(&rows, |row| Ok(CaseId(columns::bytes(row, "dispute")?)))
    }
}
