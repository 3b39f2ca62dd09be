//! The points bank as its customers see it: balances, lines, promises.

mod query;

pub use query::{Account, Circulation, Hold, Line, LineStatus};

use crate::{
    Error,
    codes::Word as _,
    columns::integer,
    facts::{BlockFacts, OperationFacts},
    view::View,
};
use async_trait::async_trait;
use ledger::{
    Event, Points, Timestamp, TransferId,
    event::{Leg, LoanEvent, PointsEvent},
    state::accounts::{AccountId, Cause, Claim, TransferStatus},
};
use sqlx::{Row as _, SqliteConnection};

pub(crate) struct Passbook;

#[async_trait]
impl View for Passbook {
    fn name(&self) -> &'static str {
        "passbook"
    }

    fn version(&self) -> u32 {
        2
    }

    fn tables(&self) -> &'static [&'static str] {
        &["accounts", "transfers", "passbook", "holds"]
    }

    fn schema(&self) -> &'static str {
        include_str!("passbook/schema.sql")
    }

    async fn apply(&self, db: &mut SqliteConnection, block: &BlockFacts<'_>) -> Result<(), Error> {
        for (operation, fact) in block.all() {
            match fact.event {
                Event::Points(PointsEvent::PointsHeld {
                    account,
                    claim,
                    amount,
                }) => hold(db, *account, *claim, (*amount, operation.time)).await?,
                Event::Points(PointsEvent::PointsReleased {
                    account,
                    claim,
                    amount,
                }) => release(db, *account, *claim, *amount).await?,
                Event::Loan(LoanEvent::DepositHeld {
                    borrower, amount, ..
                }) => {
                    let account = account_key(AccountId::Party(*borrower));
                    change(db, &account, 0, 0, amount.0).await?;
                }
                Event::Loan(LoanEvent::DepositReleased {
                    borrower, amount, ..
                }) => {
                    let account = account_key(AccountId::Party(*borrower));
                    change(db, &account, 0, 0, -amount.0).await?;
                }
                Event::Points(PointsEvent::PointsPosted {
                    transfer,
                    cause,
                    legs,
                    settles_at,
                }) => {
                    record(db, operation, *cause, (*transfer, *settles_at)).await?;
                    for leg in legs {
                        post(db, *transfer, leg).await?;
                    }
                }
                Event::Points(PointsEvent::TransferSettled { transfer }) => {
                    finish(db, *transfer, TransferStatus::Settled, operation.time).await?;
                }
                Event::Points(PointsEvent::TransferReversed { transfer }) => {
                    finish(db, *transfer, TransferStatus::Reversed, operation.time).await?;
                }
                Event::Points(PointsEvent::TransferCorrected { transfer, .. }) => {
                    correct(db, *transfer, operation.time).await?;
                }
                Event::Points(PointsEvent::TransferGuaranteed { transfer }) => {
                    guarantee(db, *transfer).await?;
                }
                _ => {}
            }
        }
        Ok(())
    }
}

/// The key of an account in columns.
pub(crate) fn account_key(account: AccountId) -> Vec<u8> {
    ledger::encode(&account)
}

/// Changes the balances of an account, which comes into being with its first points.
async fn change(
    db: &mut SqliteConnection,
    account: &[u8],
    settled: i64,
    pending: i64,
    held: i64,
) -> Result<(), Error> {
    let kind = match ledger::decode(account) {
        Some(AccountId::Issuance) => "issuance",
        Some(AccountId::Party(_)) => "party",
        Some(AccountId::Pool(_)) => "pool",
        Some(AccountId::Honour(_)) => "honour",
        Some(AccountId::Grant(_)) => "grant",
        Some(AccountId::Household(_)) => "household",
        Some(AccountId::Sponsor(_)) => "sponsor",
        Some(AccountId::Reserve(_)) => "reserve",
        None => return Err(Error::Column("account")),
    };
    sqlx::query(
        "INSERT INTO accounts VALUES (?, ?, ?, ?, ?) ON CONFLICT (account) DO UPDATE SET
         settled = settled + excluded.settled, pending = pending + excluded.pending,
         held = held + excluded.held",
    )
    .bind(account)
    .bind(kind)
    .bind(settled)
    .bind(pending)
    .bind(held)
    .execute(db)
    .await?;
    Ok(())
}

async fn hold(
    db: &mut SqliteConnection,
    account: AccountId,
    claim: Claim,
    (amount, at): (Points, Timestamp),
) -> Result<(), Error> {
    let account = account_key(account);
    change(db, &account, 0, 0, amount.0).await?;
    sqlx::query("INSERT INTO holds VALUES (?, ?, ?, ?)")
        .bind(account)
        .bind(ledger::encode(&claim))
        .bind(amount.0)
        .bind(integer(at.0))
        .execute(db)
        .await?;
    Ok(())
}

async fn release(
    db: &mut SqliteConnection,
    account: AccountId,
    claim: Claim,
    amount: Points,
) -> Result<(), Error> {
    let account = account_key(account);
    change(db, &account, 0, 0, -amount.0).await?;
    sqlx::query("DELETE FROM holds WHERE account = ? AND claim = ?")
        .bind(account)
        .bind(ledger::encode(&claim))
        .execute(db)
        .await?;
    Ok(())
}

async fn record(
    db: &mut SqliteConnection,
    operation: &OperationFacts<'_>,
    cause: Cause,
    (transfer, settles_at): (TransferId, Timestamp),
) -> Result<(), Error> {
    let exchange = match cause {
        Cause::Service(exchange) => Some(exchange),
        _ => None,
    };
    sqlx::query("INSERT INTO transfers VALUES (?, ?, ?, ?, ?, ?, ?, ?)")
        .bind(transfer.0.as_slice())
        .bind(ledger::encode(&cause))
        .bind(exchange.as_ref().map(|id| id.0.as_slice()))
        .bind(TransferStatus::Pending.word())
        .bind(integer(operation.time.0))
        .bind(integer(settles_at.0))
        .bind(integer(operation.time.0))
        .bind(operation.id.0.as_slice())
        .execute(db)
        .await?;
    Ok(())
}

async fn post(db: &mut SqliteConnection, transfer: TransferId, leg: &Leg) -> Result<(), Error> {
    let account = account_key(leg.account);
    change(db, &account, 0, leg.amount.0, 0).await?;
    sqlx::query(
        "INSERT INTO passbook (account, transfer, amount, balance, lifted)
         SELECT account, ?, ?, settled + pending, 0 FROM accounts WHERE account = ?",
    )
    .bind(transfer.0.as_slice())
    .bind(leg.amount.0)
    .bind(account)
    .execute(db)
    .await?;
    Ok(())
}

/// The lines of a movement that still count, as account and amount.
async fn lines_of(
    db: &mut SqliteConnection,
    transfer: TransferId,
) -> Result<Vec<(Vec<u8>, i64)>, Error> {
    let rows = sqlx::query(
        "SELECT account, amount FROM passbook WHERE transfer = ? AND lifted = 0 ORDER BY line",
    )
    .bind(transfer.0.as_slice())
    .fetch_all(db)
    .await?;
    rows.iter()
        .map(|row| Ok((row.try_get("account")?, row.try_get("amount")?)))
        .collect()
}

async fn finish(
    db: &mut SqliteConnection,
    transfer: TransferId,
    status: TransferStatus,
    at: Timestamp,
) -> Result<(), Error> {
    for (account, amount) in lines_of(db, transfer).await? {
        let settled = match status {
            TransferStatus::Settled => amount,
            TransferStatus::Pending | TransferStatus::Reversed | TransferStatus::Corrected => 0,
        };
        change(db, &account, settled, -amount, 0).await?;
    }
    sqlx::query("UPDATE transfers SET status = ?, changed_at = ? WHERE transfer = ?")
        .bind(status.word())
        .bind(integer(at.0))
        .bind(transfer.0.as_slice())
        .execute(db)
        .await?;
    Ok(())
}

/// A final movement was made good by another; both stay.
async fn correct(
    db: &mut SqliteConnection,
    transfer: TransferId,
    at: Timestamp,
) -> Result<(), Error> {
    sqlx::query("UPDATE transfers SET status = ?, changed_at = ? WHERE transfer = ?")
        .bind(TransferStatus::Corrected.word())
        .bind(integer(at.0))
        .bind(transfer.0.as_slice())
        .execute(db)
        .await?;
    Ok(())
}

/// The payer's line is lifted; issuance pays instead.
async fn guarantee(db: &mut SqliteConnection, transfer: TransferId) -> Result<(), Error> {
    for (account, amount) in lines_of(db, transfer).await? {
        if amount >= 0 {
            continue;
        }
        change(db, &account, 0, -amount, 0).await?;
        sqlx::query("UPDATE passbook SET lifted = 1 WHERE transfer = ? AND account = ?")
            .bind(transfer.0.as_slice())
            .bind(&account)
            .execute(&mut *db)
            .await?;
        let leg = Leg {
            account: AccountId::Issuance,
            amount: Points(amount),
        };
        post(db, transfer, &leg).await?;
    }
    Ok(())
}
