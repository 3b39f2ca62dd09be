//! Questions about points.

use super::account_key;
use crate::{
    Error, Page, Projections,
    codes::words,
    columns::{self, integer},
};
use ledger::{
    ExchangeId, OperationId, Points, Timestamp, TransferId,
    state::accounts::{AccountId, Cause, Claim},
};
use sqlx::sqlite::SqliteRow;

/// The balances of an account.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Account {
    /// Final points.
    pub settled: Points,
    /// Points of movements that can still be taken back.
    pub pending: Points,
    /// Points promised to bookings.
    pub held: Points,
    /// What can still be promised.
    pub available: Points,
}

/// How final a line is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LineStatus {
    /// Can still be taken back.
    Pending,
    /// Final.
    Settled,
    /// Undone.
    Reversed,
    /// Final, and made good by a contra entry.
    Corrected,
    /// The community's guarantee pays instead; nothing is taken from this account.
    Lifted,
}

words!(LineStatus {
    Pending = "pending",
    Settled = "settled",
    Reversed = "reversed",
    Corrected = "corrected",
    Lifted = "lifted",
});

/// A line of a passbook.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Position in lists.
    pub sequence: i64,
    /// The movement.
    pub transfer: TransferId,
    /// Positive is received, negative is given.
    pub amount: Points,
    /// Settled and pending together after this line was posted.
    pub balance: Points,
    /// How final.
    pub status: LineStatus,
    /// Why points moved.
    pub cause: Cause,
    /// The service behind it, if there is one.
    pub exchange: Option<ExchangeId>,
    /// When it was posted.
    pub posted_at: Timestamp,
    /// When it may be settled.
    pub settles_at: Timestamp,
    /// When its status last changed.
    pub changed_at: Timestamp,
    /// The operation that posted it.
    pub operation: OperationId,
}

fn line_from(row: &SqliteRow) -> Result<Line, Error> {
    Ok(Line {
        sequence: columns::number(row, "line")?,
        transfer: TransferId(columns::bytes(row, "transfer")?),
        amount: columns::points(row, "amount")?,
        balance: columns::points(row, "balance")?,
        status: columns::word(row, "line_status")?,
        cause: ledger::decode(&columns::blob(row, "cause")?).ok_or(Error::Column("cause"))?,
        exchange: columns::optional_bytes(row, "exchange")?.map(ExchangeId),
        posted_at: columns::time(row, "posted_at")?,
        settles_at: columns::time(row, "settles_at")?,
        changed_at: columns::time(row, "changed_at")?,
        operation: OperationId(columns::bytes(row, "operation")?),
    })
}

/// Points promised, cooling or frozen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hold {
    /// To what.
    pub claim: Claim,
    /// How many.
    pub amount: Points,
    /// Since when.
    pub held_at: Timestamp,
}

/// All points there are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Circulation {
    /// Final points of all parties.
    pub parties: Points,
    /// Final points of all pools.
    pub pools: Points,
    /// Final points that were issued: the sum of both.
    pub issued: Points,
    /// Points that parties and pools received and that can still be taken back.
    pub pending: Points,
    /// Points promised to bookings.
    pub held: Points,
}

impl Projections {
    /// The balances of an account; zero for one that never had points.
    pub async fn account(&self, account: AccountId) -> Result<Account, Error> {
        let row = sqlx::query(
            "SELECT settled, pending, held, settled + pending - held AS available
             FROM accounts WHERE account = ?",
        )
        .bind(account_key(account))
        .fetch_optional(self.readers())
        .await?;
        let Some(row) = row else {
            return Ok(Account::default());
        };
        Ok(Account {
            settled: columns::points(&row, "settled")?,
            pending: columns::points(&row, "pending")?,
            held: columns::points(&row, "held")?,
            available: columns::points(&row, "available")?,
        })
    }

    /// The lines of an account, newest first.
    pub async fn passbook(&self, account: AccountId, page: Page) -> Result<Vec<Line>, Error> {
        let rows = sqlx::query(
            "SELECT passbook.*, CASE lifted WHEN 1 THEN 'lifted' ELSE status END AS line_status,
             cause, exchange, posted_at, settles_at, changed_at, operation
             FROM passbook JOIN transfers USING (transfer)
             WHERE account = ? AND line < ? ORDER BY line DESC LIMIT ?",
        )
        .bind(account_key(account))
        .bind(page.bound())
        .bind(page.limit)
        .fetch_all(self.readers())
        .await?;
        columns::all(&rows, line_from)
    }

    /// What the points of an account are promised to, newest first.
    pub async fn holds(&self, account: AccountId) -> Result<Vec<Hold>, Error> {
        let query = "SELECT * FROM holds WHERE account = ? ORDER BY held_at DESC, claim";
        let rows = sqlx::query(query)
            .bind(account_key(account))
            .fetch_all(self.readers())
            .await?;
        columns::all(&rows, |row| {
            Ok(Hold {
                claim: ledger::decode(&columns::blob(row, "claim")?)
                    .ok_or(Error::Column("claim"))?,
                amount: columns::points(row, "amount")?,
                held_at: columns::time(row, "held_at")?,
            })
        })
    }

    /// Movements that an office may make final at this time, longest due first.
    pub async fn due_for_settlement(
        &self,
        time: Timestamp,
        limit: u32,
    ) -> Result<Vec<TransferId>, Error> {
        let rows = sqlx::query(
            "SELECT transfer FROM transfers WHERE status = 'pending' AND settles_at < ?
             ORDER BY settles_at, transfer LIMIT ?",
        )
        .bind(integer(time.0))
        .bind(limit)
        .fetch_all(self.readers())
        .await?;
        columns::all(&rows, |row| {
            Ok(TransferId(columns::bytes(row, "transfer")?))
        })
    }

    /// All points there are. Settled and pending points each sum to zero over all accounts, which
    /// this checks.
    pub async fn circulation(&self) -> Result<Circulation, Error> {
        let mut circulation = Circulation::default();
        let (mut issuance_settled, mut issuance_pending) = (Points::ZERO, Points::ZERO);
        let query = "SELECT kind, sum(settled) AS settled, sum(pending) AS pending,
             sum(held) AS held FROM accounts GROUP BY kind";
        for row in &sqlx::query(query).fetch_all(self.readers()).await? {
            let settled = columns::points(row, "settled")?;
            let pending = columns::points(row, "pending")?;
            match columns::text(row, "kind")?.as_str() {
                "issuance" => (issuance_settled, issuance_pending) = (settled, pending),
                "pool" | "reserve" => {
                    circulation.pools.0 += settled.0;
                    circulation.pending.0 += pending.0;
                }
                _ => {
                    circulation.parties.0 += settled.0;
                    circulation.pending.0 += pending.0;
                    circulation.held.0 += columns::points(row, "held")?.0;
                }
            }
        }
        circulation.issued = Points(-issuance_settled.0);
        assert!(
            circulation.parties.0 + circulation.pools.0 == circulation.issued.0
                && circulation.pending.0 == -issuance_pending.0,
            "every movement of points sums to zero"
        );
        Ok(circulation)
    }
}
