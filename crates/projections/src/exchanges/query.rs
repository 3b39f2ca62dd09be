//! Questions about exchanges.

use super::StepKind;
use crate::{
    Error, Page, Projections,
    columns::{self, integer},
};
use ledger::{
    ExchangeId, ListingId, OperationId, PartyId, Points, Timestamp, TransferId,
    state::records::{ExchangeStatus, Funding, Statement},
    time::DAY_MS,
};
use sqlx::sqlite::SqliteRow;

/// One service between two parties.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exchange {
    /// Position in lists.
    pub sequence: i64,
    /// Its id.
    pub exchange: ExchangeId,
    /// The listing that was asked for.
    pub listing: ListingId,
    /// The asking side's own listing, if it belongs to one.
    pub own_listing: Option<ListingId>,
    /// Who serves.
    pub provider: PartyId,
    /// Who is served.
    pub receiver: PartyId,
    /// Who asked.
    pub asked_by: PartyId,
    /// Who pays.
    pub funding: Funding,
    /// What the receiver promised.
    pub price: Points,
    /// Agreed beginning.
    pub start: Timestamp,
    /// Agreed duration.
    pub minutes: u16,
    /// Where it stands.
    pub status: ExchangeStatus,
    /// When it was asked.
    pub asked_at: Timestamp,
    /// When the status last changed.
    pub changed_at: Timestamp,
    /// The provider's statement.
    pub provider_statement: Option<Statement>,
    /// The receiver's statement.
    pub receiver_statement: Option<Statement>,
    /// Who reported a no-show.
    pub no_show_by: Option<PartyId>,
    /// Who cancelled; nobody when points behind it were reversed.
    pub cancelled_by: Option<PartyId>,
    /// Cancelled less than two hours before the start.
    pub cancelled_late: bool,
    /// The points it brought.
    pub transfer: Option<TransferId>,
    /// The operation that asked.
    pub operation: OperationId,
}

impl Exchange {
    /// The other side, when `party` is one of the two.
    #[must_use]
    pub fn other_side(&self, party: PartyId) -> Option<PartyId> {
        if party == self.provider {
            Some(self.receiver)
        } else if party == self.receiver {
            Some(self.provider)
        } else {
            None
        }
    }
}

/// Whether an exchange still runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Asked or agreed.
    Open,
    /// Ended, in whatever way.
    Past,
}

/// Something that happened to an exchange.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// What.
    pub what: StepKind,
    /// Who did it.
    pub by: PartyId,
    /// The duration of a statement.
    pub minutes: Option<u16>,
    /// When.
    pub at: Timestamp,
    /// The operation.
    pub operation: OperationId,
    /// Its block.
    pub height: u64,
}

fn step_from(row: &SqliteRow) -> Result<Step, Error> {
    Ok(Step {
        what: columns::word(row, "what")?,
        by: PartyId(columns::bytes(row, "by")?),
        minutes: columns::optional_number(row, "minutes")?,
        at: columns::time(row, "at")?,
        operation: OperationId(columns::bytes(row, "operation")?),
        height: columns::number(row, "height")?,
    })
}

fn statement_from(
    row: &SqliteRow,
    minutes: &'static str,
    at: &'static str,
) -> Result<Option<Statement>, Error> {
    columns::optional_number(row, minutes)?
        .map(|minutes| {
            Ok(Statement {
                minutes,
                at: columns::time(row, at)?,
            })
        })
        .transpose()
}

fn exchange_from(row: &SqliteRow) -> Result<Exchange, Error> {
    Ok(Exchange {
        sequence: columns::number(row, "sequence")?,
        exchange: ExchangeId(columns::bytes(row, "exchange")?),
        listing: ListingId(columns::bytes(row, "listing")?),
        own_listing: columns::optional_bytes(row, "own_listing")?.map(ListingId),
        provider: PartyId(columns::bytes(row, "provider")?),
        receiver: PartyId(columns::bytes(row, "receiver")?),
        asked_by: PartyId(columns::bytes(row, "asked_by")?),
        funding: columns::word(row, "funding")?,
        price: columns::points(row, "price")?,
        start: columns::time(row, "start")?,
        minutes: columns::number(row, "minutes")?,
        status: columns::word(row, "status")?,
        asked_at: columns::time(row, "asked_at")?,
        changed_at: columns::time(row, "changed_at")?,
        provider_statement: statement_from(row, "provider_minutes", "provider_stated_at")?,
        receiver_statement: statement_from(row, "receiver_minutes", "receiver_stated_at")?,
        no_show_by: columns::optional_bytes(row, "no_show_by")?.map(PartyId),
        cancelled_by: columns::optional_bytes(row, "cancelled_by")?.map(PartyId),
        cancelled_late: columns::number::<i64>(row, "cancelled_late")? != 0,
        transfer: columns::optional_bytes(row, "transfer")?.map(TransferId),
        operation: OperationId(columns::bytes(row, "operation")?),
    })
}

impl Projections {
    /// One exchange.
    pub async fn exchange(&self, exchange: ExchangeId) -> Result<Option<Exchange>, Error> {
        sqlx::query("SELECT * FROM exchanges WHERE exchange = ?")
            .bind(exchange.0.as_slice())
            .fetch_optional(self.readers())
            .await?
            .map(|row| exchange_from(&row))
            .transpose()
    }

    /// The exchanges in which a party is one of the two sides, newest first.
    pub async fn exchanges_of(
        &self,
        party: PartyId,
        standing: Standing,
        page: Page,
    ) -> Result<Vec<Exchange>, Error> {
        let rows = sqlx::query(
            "SELECT * FROM exchanges WHERE (provider = ?1 OR receiver = ?1) AND sequence < ?2
             AND (status IN ('requested', 'invited', 'accepted', 'contested')) = ?3
             ORDER BY sequence DESC LIMIT ?4",
        )
        .bind(party.0.as_slice())
        .bind(page.bound())
        .bind(standing == Standing::Open)
        .bind(page.limit)
        .fetch_all(self.readers())
        .await?;
        columns::all(&rows, exchange_from)
    }

    /// The exchanges that a listing is part of, newest first.
    pub async fn exchanges_on(
        &self,
        listing: ListingId,
        page: Page,
    ) -> Result<Vec<Exchange>, Error> {
        let rows = sqlx::query(
            "SELECT * FROM exchanges WHERE (listing = ?1 OR own_listing = ?1) AND sequence < ?2
             ORDER BY sequence DESC LIMIT ?3",
        )
        .bind(listing.0.as_slice())
        .bind(page.bound())
        .bind(page.limit)
        .fetch_all(self.readers())
        .await?;
        columns::all(&rows, exchange_from)
    }

    /// Questions that an office may end at this time because nobody answered, longest due first.
    pub async fn due_for_expiry(
        &self,
        time: Timestamp,
        limit: u32,
    ) -> Result<Vec<ExchangeId>, Error> {
        let rows = sqlx::query(
            "SELECT exchange FROM exchanges WHERE status IN ('requested', 'invited') AND start < ?1
             AND changed_at < ?2 ORDER BY start, sequence LIMIT ?3",
        )
        .bind(integer(time.0))
        .bind(integer(time.0) - integer(DAY_MS))
        .bind(limit)
        .fetch_all(self.readers())
        .await?;
        columns::all(&rows, |row| {
            Ok(ExchangeId(columns::bytes(row, "exchange")?))
        })
    }

    /// Exchanges that wait for somebody who has been silent for too long, longest due first; the
    /// ledger knows whether they are due.
    pub async fn due_for_silence(
        &self,
        time: Timestamp,
        limit: u32,
    ) -> Result<Vec<ExchangeId>, Error> {
        let rows = sqlx::query(
            "SELECT exchange FROM exchanges WHERE silence_at < ?1 ORDER BY silence_at, sequence
             LIMIT ?2",
        )
        .bind(integer(time.0))
        .bind(limit)
        .fetch_all(self.readers())
        .await?;
        columns::all(&rows, |row| {
            Ok(ExchangeId(columns::bytes(row, "exchange")?))
        })
    }

    /// How many services a party has completed for others.
    pub async fn completed_services(&self, provider: PartyId) -> Result<u64, Error> {
        let count: i64 = sqlx::query_scalar(
            "SELECT count(*) FROM exchanges WHERE provider = ? AND status = 'completed'",
        )
        .bind(provider.0.as_slice())
        .fetch_one(self.readers())
        .await?;
        Ok(u64::try_from(count).unwrap_or_default())
    }

    /// When the services begin that a provider agreed to or rendered, from a moment on, in order.
    pub async fn services_since(
        &self,
        provider: PartyId,
        since: Timestamp,
    ) -> Result<Vec<Timestamp>, Error> {
        let rows = sqlx::query(
            "SELECT start FROM exchanges WHERE provider = ? AND start >= ?
             AND status IN ('accepted', 'completed') ORDER BY start",
        )
        .bind(provider.0.as_slice())
        .bind(integer(since.0))
        .fetch_all(self.readers())
        .await?;
        columns::all(&rows, |row| columns::time(row, "start"))
    }

    /// The minutes that a party served others, by what both sides stated, in services that began
    /// within a time.
    pub async fn served_minutes(
        &self,
        provider: PartyId,
        (from, before): (Timestamp, Timestamp),
    ) -> Result<u64, Error> {
        let minutes: i64 = sqlx::query_scalar(
            "SELECT coalesce(sum(min(coalesce(provider_minutes, receiver_minutes, minutes),
                                     coalesce(receiver_minutes, provider_minutes, minutes))), 0)
             FROM exchanges
             WHERE provider = ? AND status = 'completed' AND start >= ? AND start < ?",
        )
        .bind(provider.0.as_slice())
        .bind(integer(from.0))
        .bind(integer(before.0))
        .fetch_one(self.readers())
        .await?;
        Ok(u64::try_from(minutes).unwrap_or_default())
    }

    /// What happened to an exchange, in order.
    pub async fn timeline(&self, exchange: ExchangeId) -> Result<Vec<Step>, Error> {
        let rows = sqlx::query("SELECT * FROM exchange_steps WHERE exchange = ? ORDER BY step")
            .bind(exchange.0.as_slice())
            .fetch_all(self.readers())
            .await?;
        columns::all(&rows, step_from)
    }
}
