//! Blocks and operations, as the explorer and a resident's own page list them.

use crate::{
    Error, Page, Projections,
    codes::Word as _,
    columns::{self, integer},
    facts::{BlockFacts, OperationFacts},
    view::View,
};
use async_trait::async_trait;
use ledger::{Action, Hash, OperationId, PartyId, Timestamp, Verdict, signature::Custody};
use sqlx::{SqliteConnection, sqlite::SqliteRow};

/// The verdict code of an operation that was applied.
pub const APPLIED: &str = "applied";

pub(crate) struct Operations;

#[async_trait]
impl View for Operations {
    fn name(&self) -> &'static str {
        "operations"
    }

    fn version(&self) -> u32 {
        1
    }

    fn tables(&self) -> &'static [&'static str] {
        &["blocks", "operations"]
    }

    fn schema(&self) -> &'static str {
        include_str!("operations/schema.sql")
    }

    async fn apply(&self, db: &mut SqliteConnection, block: &BlockFacts<'_>) -> Result<(), Error> {
        sqlx::query("INSERT INTO blocks VALUES (?, ?, ?, ?)")
            .bind(integer(block.height))
            .bind(block.digest.0.as_slice())
            .bind(integer(block.time.0))
            .bind(integer(block.operations.len()))
            .execute(&mut *db)
            .await?;
        for (position, operation) in block.operations.iter().enumerate() {
            insert(db, position, operation).await?;
        }
        Ok(())
    }
}

async fn insert(
    db: &mut SqliteConnection,
    position: usize,
    operation: &OperationFacts<'_>,
) -> Result<(), Error> {
    let actions = operation.envelope.intent.operation.actions();
    let mut names: Vec<&str> = Vec::new();
    for name in actions.iter().map(Action::name) {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    let verdict = match &operation.outcome.verdict {
        Verdict::Applied(_) => APPLIED,
        Verdict::Rejected(rejection) => rejection.code(),
    };
    sqlx::query(
        "INSERT INTO operations
         (operation, height, position, actor, custody, actions, names, verdict, time)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
    )
    .bind(operation.id.0.as_slice())
    .bind(integer(operation.height))
    .bind(integer(position))
    .bind(operation.actor.0.as_slice())
    .bind(operation.outcome.custody.word())
    .bind(integer(actions.len()))
    .bind(names.join(" "))
    .bind(verdict)
    .bind(integer(operation.time.0))
    .execute(db)
    .await?;
    Ok(())
}

/// An operation on the ledger.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OperationRow {
    /// Position in lists.
    pub sequence: i64,
    /// Its id.
    pub operation: OperationId,
    /// The block.
    pub height: u64,
    /// Position in the block.
    pub position: u32,
    /// Who asked.
    pub actor: PartyId,
    /// Who held the signing key.
    pub custody: Custody,
    /// How many actions it has.
    pub actions: u32,
    /// Their distinct names, for example `publish_listing`.
    pub names: Vec<String>,
    /// [`APPLIED`] or the code of the rejection.
    pub verdict: String,
    /// Block time.
    pub time: Timestamp,
}

impl OperationRow {
    /// Whether it changed the ledger.
    #[must_use]
    pub fn was_applied(&self) -> bool {
        self.verdict == APPLIED
    }
}

fn operation_from(row: &SqliteRow) -> Result<OperationRow, Error> {
    Ok(OperationRow {
        sequence: columns::number(row, "sequence")?,
        operation: OperationId(columns::bytes(row, "operation")?),
        height: columns::number(row, "height")?,
        position: columns::number(row, "position")?,
        actor: PartyId(columns::bytes(row, "actor")?),
        custody: columns::word(row, "custody")?,
        actions: columns::number(row, "actions")?,
        names: columns::text(row, "names")?
            .split(' ')
            .map(str::to_owned)
            .collect(),
        verdict: columns::text(row, "verdict")?,
        time: columns::time(row, "time")?,
    })
}

/// A block of the ledger.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BlockRow {
    /// Its number.
    pub height: u64,
    /// Its digest.
    pub digest: Hash,
    /// Block time.
    pub time: Timestamp,
    /// How many operations it carries.
    pub operations: u64,
}

fn block_from(row: &SqliteRow) -> Result<BlockRow, Error> {
    Ok(BlockRow {
        height: columns::number(row, "height")?,
        digest: Hash(columns::bytes(row, "digest")?),
        time: columns::time(row, "time")?,
        operations: columns::number(row, "operations")?,
    })
}

impl Projections {
    /// One operation.
    pub async fn operation(&self, operation: OperationId) -> Result<Option<OperationRow>, Error> {
        sqlx::query("SELECT * FROM operations WHERE operation = ?")
            .bind(operation.0.as_slice())
            .fetch_optional(self.readers())
            .await?
            .map(|row| operation_from(&row))
            .transpose()
    }

    /// What a party asked for, newest first.
    pub async fn operations_of(
        &self,
        actor: PartyId,
        page: Page,
    ) -> Result<Vec<OperationRow>, Error> {
        let rows = sqlx::query(
            "SELECT * FROM operations WHERE actor = ? AND sequence < ?
             ORDER BY sequence DESC LIMIT ?",
        )
        .bind(actor.0.as_slice())
        .bind(page.bound())
        .bind(page.limit)
        .fetch_all(self.readers())
        .await?;
        columns::all(&rows, operation_from)
    }

    /// The operations of a block, in order.
    pub async fn operations_in(&self, height: u64) -> Result<Vec<OperationRow>, Error> {
        let rows = sqlx::query("SELECT * FROM operations WHERE height = ? ORDER BY position")
            .bind(integer(height))
            .fetch_all(self.readers())
            .await?;
        columns::all(&rows, operation_from)
    }

    /// The newest operations of everybody.
    pub async fn operations(&self, page: Page) -> Result<Vec<OperationRow>, Error> {
        let rows = sqlx::query(
            "SELECT * FROM operations WHERE sequence < ? ORDER BY sequence DESC LIMIT ?",
        )
        .bind(page.bound())
        .bind(page.limit)
        .fetch_all(self.readers())
        .await?;
        columns::all(&rows, operation_from)
    }

    /// One block.
    pub async fn block(&self, height: u64) -> Result<Option<BlockRow>, Error> {
        sqlx::query("SELECT * FROM blocks WHERE height = ?")
            .bind(integer(height))
            .fetch_optional(self.readers())
            .await?
            .map(|row| block_from(&row))
            .transpose()
    }

    /// The digests of all blocks below a height, from block 0, as far as this view has come.
    pub async fn digests_before(&self, height: u64) -> Result<Vec<Hash>, Error> {
        let rows: Vec<(Vec<u8>,)> =
            sqlx::query_as("SELECT digest FROM blocks WHERE height < ? ORDER BY height")
                .bind(integer(height))
                .fetch_all(self.readers())
                .await?;
        let digests = rows.into_iter();
        Ok(digests
            .filter_map(|(digest,)| digest.try_into().ok().map(Hash))
            .collect())
    }

    /// Blocks, newest first; the sequence number is the height.
    pub async fn blocks(&self, page: Page) -> Result<Vec<BlockRow>, Error> {
        let rows =
            sqlx::query("SELECT * FROM blocks WHERE height < ? ORDER BY height DESC LIMIT ?")
                .bind(page.bound())
                .bind(page.limit)
                .fetch_all(self.readers())
                .await?;
        columns::all(&rows, block_from)
    }
}
