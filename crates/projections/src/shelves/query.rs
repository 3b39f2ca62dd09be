//! Questions about a hut's day: doors, shifts, stocktakes with their differences, and conflicts.

use crate::{Error, Page, Projections, columns};
use ledger::{HutId, ItemId, KioskId, OperationId, PartyId, Timestamp, event::hut::Conflict};

/// Whether a hut is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Doors {
    /// It is.
    pub open: bool,
    /// Since when.
    pub changed_at: Timestamp,
}

/// A keeper's time in charge.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shift {
    /// Who.
    pub keeper: PartyId,
    /// From when.
    pub begun_at: Timestamp,
    /// Until when, if it is over.
    pub ended_at: Option<Timestamp>,
}

/// What kind of difference a count found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DifferenceKind {
    /// It should have been there.
    Missing,
    /// It was missing or on the way, and turned up.
    Found,
    /// It was there although somebody else is said to have it.
    Surplus,
}

/// One difference.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Difference {
    /// Which thing.
    pub item: ItemId,
    /// What kind.
    pub kind: DifferenceKind,
    /// When a missing thing was found later.
    pub found_at: Option<Timestamp>,
}

/// One count of the shelves.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stocktake {
    /// Position in lists.
    pub sequence: i64,
    /// Who was in charge.
    pub keeper: PartyId,
    /// When.
    pub at: Timestamp,
    /// How many listed things were counted.
    pub counted: u32,
    /// Things that are listed nowhere.
    pub unlisted: u16,
    /// The operation that stated it.
    pub operation: OperationId,
}

/// An entry of a kiosk that could not be taken as it stood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KioskConflict {
    /// Position in lists.
    pub sequence: i64,
    /// Which kiosk.
    pub kiosk: KioskId,
    /// Position of the statement.
    pub statement: u64,
    /// Which thing.
    pub item: ItemId,
    /// Why.
    pub conflict: Conflict,
    /// When it was merged.
    pub at: Timestamp,
    /// The operation that carried it.
    pub operation: OperationId,
}

impl Projections {
    /// The doors of a hut; nothing before they were first opened.
    pub async fn hut_doors(&self, hut: HutId) -> Result<Option<Doors>, Error> {
        sqlx::query("SELECT * FROM hut_doors WHERE hut = ?")
            .bind(hut.0.as_slice())
            .fetch_optional(self.readers())
            .await?
            .map(|row| {
                Ok(Doors {
                    open: columns::number::<u8>(&row, "open")? == 1,
                    changed_at: columns::time(&row, "changed_at")?,
                })
            })
            .transpose()
    }

    /// The shifts at a hut, newest first.
    pub async fn hut_shifts(&self, hut: HutId, limit: u32) -> Result<Vec<Shift>, Error> {
        let rows =
            sqlx::query("SELECT * FROM hut_shifts WHERE hut = ? ORDER BY sequence DESC LIMIT ?")
                .bind(hut.0.as_slice())
                .bind(limit)
                .fetch_all(self.readers())
                .await?;
        columns::all(&rows, |row| {
            Ok(Shift {
                keeper: PartyId(columns::bytes(row, "keeper")?),
                begun_at: columns::time(row, "begun_at")?,
                ended_at: columns::optional_time(row, "ended_at")?,
            })
        })
    }

    /// The stocktakes of a hut, newest first.
    pub async fn stocktakes(&self, hut: HutId, page: Page) -> Result<Vec<Stocktake>, Error> {
        let rows = sqlx::query(
            "SELECT * FROM stocktakes WHERE hut = ? AND sequence < ? ORDER BY sequence DESC
             LIMIT ?",
        )
        .bind(hut.0.as_slice())
        .bind(page.bound())
        .bind(page.limit)
        .fetch_all(self.readers())
        .await?;
        columns::all(&rows, |row| {
            Ok(Stocktake {
                sequence: columns::number(row, "sequence")?,
                keeper: PartyId(columns::bytes(row, "keeper")?),
                at: columns::time(row, "at")?,
                counted: columns::number(row, "counted")?,
                unlisted: columns::number(row, "unlisted")?,
                operation: OperationId(columns::bytes(row, "operation")?),
            })
        })
    }

    /// The differences of a stocktake.
    pub async fn stock_differences(&self, stocktake: i64) -> Result<Vec<Difference>, Error> {
        let rows = sqlx::query("SELECT * FROM stock_differences WHERE stocktake = ? ORDER BY item")
            .bind(stocktake)
            .fetch_all(self.readers())
            .await?;
        columns::all(&rows, |row| {
            Ok(Difference {
                item: ItemId(columns::bytes(row, "item")?),
                kind: columns::word(row, "kind")?,
                found_at: columns::optional_time(row, "found_at")?,
            })
        })
    }

    /// What the keeper of a hut must clear up, newest first.
    pub async fn kiosk_conflicts(
        &self,
        hut: HutId,
        page: Page,
    ) -> Result<Vec<KioskConflict>, Error> {
        let rows = sqlx::query(
            "SELECT kiosk_conflicts.* FROM kiosk_conflicts JOIN kiosks USING (kiosk)
             WHERE hut = ? AND sequence < ? ORDER BY sequence DESC LIMIT ?",
        )
        .bind(hut.0.as_slice())
        .bind(page.bound())
        .bind(page.limit)
        .fetch_all(self.readers())
        .await?;
        columns::all(&rows, |row| {
            Ok(KioskConflict {
                sequence: columns::number(row, "sequence")?,
                kiosk: KioskId(columns::bytes(row, "kiosk")?),
                statement: columns::number(row, "statement")?,
                item: ItemId(columns::bytes(row, "item")?),
                conflict: columns::word(row, "conflict")?,
                at: columns::time(row, "at")?,
                operation: OperationId(columns::bytes(row, "operation")?),
            })
        })
    }
}
