//! Sharing huts and where they stand.

use crate::{
    Error, Projections,
    columns::{self, integer},
    facts::BlockFacts,
    view::View,
};
use async_trait::async_trait;
use ledger::{
    Action, AreaCode, Event, Hash, HutId, OperationId, Timestamp, event::IdentityEvent,
    operation::IdentityAction, operation::listing::ContentRef,
};
use sqlx::{SqliteConnection, sqlite::SqliteRow};

pub(crate) struct Huts;

#[async_trait]
impl View for Huts {
    fn name(&self) -> &'static str {
        "huts"
    }

    fn version(&self) -> u32 {
        1
    }

    fn tables(&self) -> &'static [&'static str] {
        &["huts"]
    }

    fn schema(&self) -> &'static str {
        include_str!("huts/schema.sql")
    }

    async fn apply(&self, db: &mut SqliteConnection, block: &BlockFacts<'_>) -> Result<(), Error> {
        for (operation, fact) in block.all() {
            let (
                Action::Identity(IdentityAction::RegisterHut(command)),
                Event::Identity(IdentityEvent::HutRegistered { .. }),
            ) = (fact.action, fact.event)
            else {
                continue;
            };
            sqlx::query("INSERT INTO huts VALUES (?, ?, ?, ?, ?, ?)")
                .bind(command.hut.0.as_slice())
                .bind(integer(command.community.0))
                .bind(command.content.hash.0.as_slice())
                .bind(command.content.bytes)
                .bind(integer(operation.time.0))
                .bind(operation.id.0.as_slice())
                .execute(&mut *db)
                .await?;
        }
        Ok(())
    }
}

/// A sharing hut.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hut {
    /// Which one.
    pub hut: HutId,
    /// Where it stands.
    pub community: AreaCode,
    /// Its name, address and hours.
    pub content: ContentRef,
    /// Since when it is on the map.
    pub registered_at: Timestamp,
    /// The operation that put it there.
    pub operation: OperationId,
}

fn hut_from(row: &SqliteRow) -> Result<Hut, Error> {
    Ok(Hut {
        hut: HutId(columns::bytes(row, "hut")?),
        community: AreaCode(columns::number(row, "community")?),
        content: ContentRef {
            hash: Hash(columns::bytes(row, "content_hash")?),
            bytes: columns::number(row, "content_bytes")?,
        },
        registered_at: columns::time(row, "registered_at")?,
        operation: OperationId(columns::bytes(row, "operation")?),
    })
}

impl Projections {
    /// One hut.
    pub async fn hut(&self, hut: HutId) -> Result<Option<Hut>, Error> {
        sqlx::query("SELECT * FROM huts WHERE hut = ?")
            .bind(hut.0.as_slice())
            .fetch_optional(self.readers())
            .await?
            .map(|row| hut_from(&row))
            .transpose()
    }

    /// The huts of an area and everything within it.
    pub async fn huts(&self, area: AreaCode) -> Result<Vec<Hut>, Error> {
        let [own, children, grandchildren] = columns::area_ranges(area);
        let rows = sqlx::query(
            "SELECT * FROM huts WHERE community BETWEEN ? AND ? OR community BETWEEN ? AND ?
             OR community BETWEEN ? AND ? ORDER BY community, hut",
        )
        .bind(own.0)
        .bind(own.1)
        .bind(children.0)
        .bind(children.1)
        .bind(grandchildren.0)
        .bind(grandchildren.1)
        .fetch_all(self.readers())
        .await?;
        columns::all(&rows, hut_from)
    }
}
