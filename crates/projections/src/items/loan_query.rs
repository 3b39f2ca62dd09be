//! Questions about loans: of a thing (its calendar), of a person, and what is due.

use crate::{
    Error, Page, Projections,
    codes::Word as _,
    columns::{self, integer},
};
use ledger::{
    HutId, ItemId, LoanId, OperationId, PartyId, Points, Timestamp,
    operation::loan::{INSPECTION_DAYS, OVERDUE_DAYS},
    state::sharing::LoanStatus,
    time::DAY_MS,
};
use sqlx::{QueryBuilder, sqlite::SqliteRow};

/// A loan of a thing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Loan {
    /// Position in lists.
    pub sequence: i64,
    /// Its id.
    pub loan: LoanId,
    /// Which thing.
    pub item: ItemId,
    /// Who lends.
    pub lender: PartyId,
    /// Who borrows.
    pub borrower: PartyId,
    /// First day, counted since 1970 in China Standard Time.
    pub from_day: u32,
    /// Last day.
    pub last_day: u32,
    /// The longer last day that the borrower asks for.
    pub proposed_day: Option<u32>,
    /// Set aside now.
    pub deposit: Points,
    /// Where it stands.
    pub status: LoanStatus,
    /// When the status last changed.
    pub changed_at: Timestamp,
    /// The lending side has stated the hand-over or return under way.
    pub lender_stated: bool,
    /// The borrower has stated it.
    pub borrower_stated: bool,
    /// When the thing was handed over.
    pub handed_over_at: Option<Timestamp>,
    /// The hut that handed it over.
    pub source_hut: Option<HutId>,
    /// The day it came back.
    pub returned_day: Option<u32>,
    /// How many of the three overdue marks it has.
    pub overdue_marks: u8,
    /// When a kiosk's entry about it was merged: it can be contested for seven days.
    pub merged_at: Option<Timestamp>,
    /// The operation that asked for it.
    pub operation: OperationId,
}

/// Which loans; whatever is `None` does not restrict.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LoanFilter {
    /// Of this thing.
    pub item: Option<ItemId>,
    /// By this borrower.
    pub borrower: Option<PartyId>,
    /// From this lender.
    pub lender: Option<PartyId>,
    /// In this state.
    pub status: Option<LoanStatus>,
}

/// A transition whose time has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DueLoan {
    /// Nobody answered, or nobody picked it up.
    Expire(LoanId),
    /// It is late.
    MarkOverdue(LoanId),
    /// Nobody inspected the return.
    Close(LoanId),
}

fn loan_from(row: &SqliteRow) -> Result<Loan, Error> {
    Ok(Loan {
        sequence: columns::number(row, "sequence")?,
        loan: LoanId(columns::bytes(row, "loan")?),
        item: ItemId(columns::bytes(row, "item")?),
        lender: PartyId(columns::bytes(row, "lender")?),
        borrower: PartyId(columns::bytes(row, "borrower")?),
        from_day: columns::number(row, "from_day")?,
        last_day: columns::number(row, "last_day")?,
        proposed_day: columns::optional_number(row, "proposed_day")?,
        deposit: columns::points(row, "deposit")?,
        status: columns::word(row, "status")?,
        changed_at: columns::time(row, "changed_at")?,
        lender_stated: columns::number::<u8>(row, "lender_stated")? == 1,
        borrower_stated: columns::number::<u8>(row, "borrower_stated")? == 1,
        handed_over_at: columns::optional_time(row, "handed_over_at")?,
        source_hut: columns::optional_bytes(row, "source_hut")?.map(HutId),
        returned_day: columns::optional_number(row, "returned_day")?,
        overdue_marks: columns::number(row, "overdue_marks")?,
        merged_at: columns::optional_time(row, "merged_at")?,
        operation: OperationId(columns::bytes(row, "operation")?),
    })
}

impl Projections {
    /// One loan.
    pub async fn loan(&self, loan: LoanId) -> Result<Option<Loan>, Error> {
        sqlx::query("SELECT * FROM loans WHERE loan = ?")
            .bind(loan.0.as_slice())
            .fetch_optional(self.readers())
            .await?
            .map(|row| loan_from(&row))
            .transpose()
    }

    /// Loans, newest first.
    pub async fn loans(&self, filter: &LoanFilter, page: Page) -> Result<Vec<Loan>, Error> {
        let mut query = QueryBuilder::new("SELECT * FROM loans WHERE sequence < ");
        query.push_bind(page.bound());
        if let Some(item) = filter.item {
            query.push(" AND item = ").push_bind(item.0.to_vec());
        }
        if let Some(borrower) = filter.borrower {
            query
                .push(" AND borrower = ")
                .push_bind(borrower.0.to_vec());
        }
        if let Some(lender) = filter.lender {
            query.push(" AND lender = ").push_bind(lender.0.to_vec());
        }
        if let Some(status) = filter.status {
            query.push(" AND status = ").push_bind(status.word());
        }
        query
            .push(" ORDER BY sequence DESC LIMIT ")
            .push_bind(page.limit);
        let rows = query.build().fetch_all(self.readers()).await?;
        columns::all(&rows, loan_from)
    }

    /// The days of a thing that are asked for, reserved or lent, by their first day.
    pub async fn item_calendar(&self, item: ItemId) -> Result<Vec<Loan>, Error> {
        let rows = sqlx::query(
            "SELECT * FROM loans WHERE item = ? AND status IN
             ('requested', 'reserved', 'handed_over', 'loss', 'contested') ORDER BY from_day",
        )
        .bind(item.0.as_slice())
        .fetch_all(self.readers())
        .await?;
        columns::all(&rows, loan_from)
    }

    /// How many loans of somebody's things went to their end: the credit of a lender.
    pub async fn lender_credit(&self, lender: PartyId) -> Result<u64, Error> {
        let row = sqlx::query(
            "SELECT count(*) AS count FROM loans WHERE lender = ? AND status = 'closed'",
        )
        .bind(lender.0.as_slice())
        .fetch_one(self.readers())
        .await?;
        columns::number(&row, "count")
    }

    /// Loans whose next step is due at a moment, at most `limit` of each kind.
    pub async fn due_loans(&self, now: Timestamp, limit: u32) -> Result<Vec<DueLoan>, Error> {
        let today = now.china_day();
        let inspected = now.minus_ms(INSPECTION_DAYS.saturating_mul(DAY_MS));
        let [one, two, three] = OVERDUE_DAYS;
        let over = sqlx::query(
            "SELECT loan FROM loans WHERE status = 'requested' AND from_day < ?1
             OR status = 'reserved' AND last_day < ?1 LIMIT ?2",
        )
        .bind(today)
        .bind(limit);
        let late = sqlx::query(
            "SELECT loan FROM loans WHERE status = 'handed_over' AND overdue_marks < 3 AND
             last_day + CASE overdue_marks WHEN 0 THEN ?1 WHEN 1 THEN ?2 ELSE ?3 END <= ?4
             LIMIT ?5",
        )
        .bind(one)
        .bind(two)
        .bind(three)
        .bind(today)
        .bind(limit);
        let back = sqlx::query(
            "SELECT loan FROM loans WHERE status = 'returned' AND changed_at < ? LIMIT ?",
        )
        .bind(integer(inspected.0))
        .bind(limit);
        let mut due = Vec::new();
        for (query, kind) in [
            (over, DueLoan::Expire as fn(LoanId) -> DueLoan),
            (late, DueLoan::MarkOverdue),
            (back, DueLoan::Close),
        ] {
            for row in query.fetch_all(self.readers()).await? {
                due.push(kind(LoanId(columns::bytes(&row, "loan")?)));
            }
        }
        Ok(due)
    }
}
