//! Huts day by day: whose shift it is, whether the doors are open, what a count found, and what
//! kiosks noted that the keeper must clear up.

mod query;

pub use query::{Difference, DifferenceKind, Doors, KioskConflict, Shift, Stocktake};

use crate::{
    Error,
    codes::{Word as _, words},
    columns::integer,
    facts::{BlockFacts, Fact, OperationFacts},
    view::View,
};
use async_trait::async_trait;
use ledger::{
    Action, Event, HutId, ItemId, PartyId,
    event::{HutEvent, hut::Conflict},
    operation::{HutAction, hut::TakeStock},
};
use sqlx::SqliteConnection;

pub(crate) struct Shelves;

words!(Conflict {
    ItemUnknown = "item_unknown",
    BorrowerUnknown = "borrower_unknown",
    AlreadyLent = "already_lent",
    ItemElsewhere = "item_elsewhere",
    NotLent = "not_lent",
    DepositMissing = "deposit_missing",
});
words!(DifferenceKind { Missing = "missing", Found = "found", Surplus = "surplus" });

#[async_trait]
impl View for Shelves {
    fn name(&self) -> &'static str {
        "shelves"
    }

    fn version(&self) -> u32 {
        1
    }

    fn tables(&self) -> &'static [&'static str] {
        &[
            "hut_doors",
            "hut_shifts",
            "stocktakes",
            "stock_differences",
            "kiosks",
            "kiosk_conflicts",
        ]
    }

    fn schema(&self) -> &'static str {
        include_str!("shelves/schema.sql")
    }

    async fn apply(&self, db: &mut SqliteConnection, block: &BlockFacts<'_>) -> Result<(), Error> {
        for (operation, fact) in block.all() {
            if let Event::Hut(event) = fact.event {
                doors(db, operation, event).await?;
                stock(db, operation, fact, event).await?;
                kiosks(db, operation, fact, event).await?;
            }
        }
        Ok(())
    }
}

async fn doors(
    db: &mut SqliteConnection,
    operation: &OperationFacts<'_>,
    event: &HutEvent,
) -> Result<(), Error> {
    match event {
        HutEvent::HutOpened { hut } => set_doors(db, operation, *hut, true).await,
        HutEvent::HutClosed { hut } => set_doors(db, operation, *hut, false).await,
        HutEvent::ShiftBegun { hut, keeper } => {
            sqlx::query("INSERT INTO hut_shifts (hut, keeper, begun_at) VALUES (?, ?, ?)")
                .bind(hut.0.as_slice())
                .bind(keeper.0.as_slice())
                .bind(integer(operation.time.0))
                .execute(db)
                .await?;
            Ok(())
        }
        HutEvent::ShiftEnded { hut, keeper } => end_shift(db, operation, *hut, *keeper).await,
        _ => Ok(()),
    }
}

async fn set_doors(
    db: &mut SqliteConnection,
    operation: &OperationFacts<'_>,
    hut: HutId,
    open: bool,
) -> Result<(), Error> {
    sqlx::query("INSERT OR REPLACE INTO hut_doors VALUES (?, ?, ?)")
        .bind(hut.0.as_slice())
        .bind(open)
        .bind(integer(operation.time.0))
        .execute(db)
        .await?;
    Ok(())
}

async fn end_shift(
    db: &mut SqliteConnection,
    operation: &OperationFacts<'_>,
    hut: HutId,
    keeper: PartyId,
) -> Result<(), Error> {
    sqlx::query(
        "UPDATE hut_shifts SET ended_at = ? WHERE hut = ? AND keeper = ? AND ended_at IS NULL",
    )
    .bind(integer(operation.time.0))
    .bind(hut.0.as_slice())
    .bind(keeper.0.as_slice())
    .execute(db)
    .await?;
    Ok(())
}

async fn stock(
    db: &mut SqliteConnection,
    operation: &OperationFacts<'_>,
    fact: Fact<'_>,
    event: &HutEvent,
) -> Result<(), Error> {
    match (event, fact.action) {
        (HutEvent::StockTaken { .. }, Action::Hut(HutAction::TakeStock(command))) => {
            take_stock(db, operation, fact, command).await
        }
        (HutEvent::ItemMissed { item, hut }, _) => {
            differ(db, *hut, *item, DifferenceKind::Missing).await
        }
        (HutEvent::SurplusNoted { item, hut }, _) => {
            differ(db, *hut, *item, DifferenceKind::Surplus).await
        }
        (HutEvent::ItemFound { item, hut }, action) => {
            sqlx::query(
                "UPDATE stock_differences SET found_at = ? WHERE item = ? AND kind = 'missing'
                 AND found_at IS NULL",
            )
            .bind(integer(operation.time.0))
            .bind(item.0.as_slice())
            .execute(&mut *db)
            .await?;
            if matches!(action, Action::Hut(HutAction::TakeStock(_))) {
                differ(db, *hut, *item, DifferenceKind::Found).await?;
            }
            Ok(())
        }
        _ => Ok(()),
    }
}

async fn take_stock(
    db: &mut SqliteConnection,
    operation: &OperationFacts<'_>,
    fact: Fact<'_>,
    command: &TakeStock,
) -> Result<(), Error> {
    sqlx::query(
        "INSERT INTO stocktakes (hut, keeper, at, counted, unlisted, operation)
         VALUES (?, ?, ?, ?, ?, ?)",
    )
    .bind(command.hut.0.as_slice())
    .bind(fact.by.0.as_slice())
    .bind(integer(operation.time.0))
    .bind(command.counted)
    .bind(command.unlisted)
    .bind(operation.id.0.as_slice())
    .execute(db)
    .await?;
    Ok(())
}

/// A difference of the hut's newest stocktake.
async fn differ(
    db: &mut SqliteConnection,
    hut: HutId,
    item: ItemId,
    kind: DifferenceKind,
) -> Result<(), Error> {
    sqlx::query(
        "INSERT INTO stock_differences VALUES
         ((SELECT max(sequence) FROM stocktakes WHERE hut = ?), ?, ?, NULL)",
    )
    .bind(hut.0.as_slice())
    .bind(item.0.as_slice())
    .bind(kind.word())
    .execute(db)
    .await?;
    Ok(())
}

async fn kiosks(
    db: &mut SqliteConnection,
    operation: &OperationFacts<'_>,
    fact: Fact<'_>,
    event: &HutEvent,
) -> Result<(), Error> {
    let query = match (event, fact.action) {
        (HutEvent::KioskRegistered { kiosk }, Action::Hut(HutAction::RegisterKiosk(command))) => {
            sqlx::query("INSERT INTO kiosks VALUES (?, ?, false, 0)")
                .bind(kiosk.0.to_vec())
                .bind(command.hut.0.to_vec())
        }
        (HutEvent::KioskRevoked { kiosk }, _) => {
            sqlx::query("UPDATE kiosks SET revoked = true WHERE kiosk = ?").bind(kiosk.0.to_vec())
        }
        (HutEvent::StatementsMerged { kiosk, next }, _) => {
            sqlx::query("UPDATE kiosks SET next = ? WHERE kiosk = ?")
                .bind(integer(*next))
                .bind(kiosk.0.to_vec())
        }
        (
            HutEvent::StatementConflicted {
                kiosk,
                sequence,
                item,
                conflict,
            },
            _,
        ) => sqlx::query(
            "INSERT INTO kiosk_conflicts (kiosk, statement, item, conflict, at, operation)
             VALUES (?, ?, ?, ?, ?, ?)",
        )
        .bind(kiosk.0.to_vec())
        .bind(integer(*sequence))
        .bind(item.0.to_vec())
        .bind(conflict.word())
        .bind(integer(operation.time.0))
        .bind(operation.id.0.to_vec()),
        _ => return Ok(()),
    };
    query.execute(db).await?;
    Ok(())
}
