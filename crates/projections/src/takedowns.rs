//! Content that was taken off the pages: for its author, and for whoever looks at an appeal.

use crate::{
    Error, Projections,
    columns::{self, integer},
    facts::BlockFacts,
    view::View,
};
use async_trait::async_trait;
use ledger::{
    Action, AreaCode, Event, Hash, PartyId, Timestamp, event::ContentEvent,
    operation::ContentAction,
};
use sqlx::{SqliteConnection, sqlite::SqliteRow};

pub(crate) struct Takedowns;

#[async_trait]
impl View for Takedowns {
    fn name(&self) -> &'static str {
        "takedowns"
    }

    fn version(&self) -> u32 {
        1
    }

    fn tables(&self) -> &'static [&'static str] {
        &["takedowns"]
    }

    fn schema(&self) -> &'static str {
        include_str!("takedowns/schema.sql")
    }

    async fn apply(&self, db: &mut SqliteConnection, block: &BlockFacts<'_>) -> Result<(), Error> {
        for (operation, fact) in block.all() {
            let Event::Content(event) = fact.event else {
                continue;
            };
            match (event, fact.action) {
                (
                    ContentEvent::ContentTakenDown { content },
                    Action::Content(ContentAction::TakeDownContent(command)),
                ) => {
                    sqlx::query("INSERT OR REPLACE INTO takedowns VALUES (?, ?, ?, ?, 0, 0)")
                        .bind(content.0.as_slice())
                        .bind(command.owner.0.as_slice())
                        .bind(integer(command.area.0))
                        .bind(integer(operation.time.0))
                        .execute(&mut *db)
                        .await?;
                }
                (ContentEvent::TakedownAppealed { content }, _) => {
                    sqlx::query("UPDATE takedowns SET appealed = 1 WHERE content = ?")
                        .bind(content.0.as_slice())
                        .execute(&mut *db)
                        .await?;
                }
                (ContentEvent::ContentRestored { content }, _) => {
                    sqlx::query("UPDATE takedowns SET restored = 1 WHERE content = ?")
                        .bind(content.0.as_slice())
                        .execute(&mut *db)
                        .await?;
                }
                (ContentEvent::ContentTakenDown { .. }, _) => {}
            }
        }
        Ok(())
    }
}

/// Content that was taken down.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TakedownRow {
    /// Its hash.
    pub content: Hash,
    /// Who published it.
    pub owner: PartyId,
    /// Where.
    pub area: AreaCode,
    /// When it was taken down.
    pub at: Timestamp,
    /// Its author asked that somebody else look at it.
    pub appealed: bool,
    /// It is back.
    pub restored: bool,
}

fn takedown_from(row: &SqliteRow) -> Result<TakedownRow, Error> {
    Ok(TakedownRow {
        content: Hash(columns::bytes(row, "content")?),
        owner: PartyId(columns::bytes(row, "owner")?),
        area: AreaCode(columns::number(row, "area")?),
        at: columns::time(row, "at")?,
        appealed: columns::number::<i64>(row, "appealed")? != 0,
        restored: columns::number::<i64>(row, "restored")? != 0,
    })
}

impl Projections {
    /// What was taken down of somebody's, newest first.
    pub async fn takedowns_of(
        &self,
        owner: PartyId,
        limit: u32,
    ) -> Result<Vec<TakedownRow>, Error> {
        let rows = sqlx::query(
            "SELECT * FROM takedowns WHERE owner = ? ORDER BY at DESC, content LIMIT ?",
        )
        .bind(owner.0.as_slice())
        .bind(limit)
        .fetch_all(self.readers())
        .await?;
        columns::all(&rows, takedown_from)
    }

    /// Appeals that nobody has decided about, oldest first.
    pub async fn open_appeals(&self, limit: u32) -> Result<Vec<TakedownRow>, Error> {
        let rows = sqlx::query(
            "SELECT * FROM takedowns WHERE appealed = 1 AND restored = 0
             ORDER BY at, content LIMIT ?",
        )
        .bind(limit)
        .fetch_all(self.readers())
        .await?;
        columns::all(&rows, takedown_from)
    }
}
