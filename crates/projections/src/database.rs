//! One SQLite file: opening it, and taking in blocks one after the other.

use crate::{Error, columns, columns::integer, facts::BlockFacts, view::VIEWS};
use jieba_rs::Jieba;
use ledger::{Block, Genesis, Hash};
use sqlx::{
    AssertSqlSafe, Row as _, SqliteConnection, SqlitePool,
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous},
};
use std::{borrow::Borrow, path::Path, sync::Arc, time::Duration};

const READERS_MAX: u32 = 4;
const BUSY_TIMEOUT: Duration = Duration::from_secs(10);

/// The read models of one network; a clone shares the file.
#[derive(Clone, Debug)]
pub struct Projections {
    genesis: Genesis,
    readers: SqlitePool,
    writer: SqlitePool,
    /// Lent by whoever splits text as well; without it, one is loaded when it is needed.
    pub(crate) dictionary: Option<Arc<Jieba>>,
}

/// What became of a block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Applied {
    /// It was taken in now.
    New,
    /// It was in already.
    Known,
}

/// Which part of a long list: newest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Page {
    /// Only what is older than this sequence number; `None` begins with the newest.
    pub before: Option<i64>,
    /// At most so many.
    pub limit: u32,
}

impl Page {
    /// The newest `limit`.
    #[must_use]
    pub const fn first(limit: u32) -> Self {
        Self {
            before: None,
            limit,
        }
    }

    /// What follows a row with this sequence number.
    #[must_use]
    pub const fn after(sequence: i64, limit: u32) -> Self {
        Self {
            before: Some(sequence),
            limit,
        }
    }

    pub(crate) fn bound(self) -> i64 {
        self.before.unwrap_or(i64::MAX)
    }
}

impl Projections {
    /// Opens or creates the file. A file made by other versions of the views is emptied:
    /// [`Projections::height`] is `None` then, and the blocks come again from 0.
    pub async fn open(path: &Path, genesis: &Genesis) -> Result<Self, Error> {
        let options = SqliteConnectOptions::new()
            .filename(path)
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            // What a power cut takes is in the blocks.
            .synchronous(SqliteSynchronous::Normal)
            .busy_timeout(BUSY_TIMEOUT)
            .statement_cache_capacity(256);
        let writer = SqlitePoolOptions::new()
            .max_connections(1)
            .connect_with(options.clone())
            .await?;
        let projections = Self {
            genesis: genesis.clone(),
            readers: SqlitePoolOptions::new()
                .max_connections(READERS_MAX)
                .connect_lazy_with(options.read_only(true).create_if_missing(false)),
            writer,
            dictionary: None,
        };
        projections.prepare().await?;
        Ok(projections)
    }

    async fn prepare(&self) -> Result<(), Error> {
        let mut db = self.writer.begin_with("BEGIN IMMEDIATE").await?;
        sqlx::raw_sql(include_str!("database/schema.sql"))
            .execute(&mut *db)
            .await?;
        let network: Option<Vec<u8>> = sqlx::query_scalar("SELECT network FROM cursor")
            .fetch_optional(&mut *db)
            .await?;
        if network.is_some_and(|network| network != self.genesis.network().0) {
            return Err(Error::OtherNetwork);
        }
        if !versions_are_current(&mut db).await? {
            reset_all(&mut db).await?;
        }
        db.commit().await?;
        Ok(())
    }

    pub(crate) const fn readers(&self) -> &SqlitePool {
        &self.readers
    }

    pub(crate) const fn writer(&self) -> &SqlitePool {
        &self.writer
    }

    /// The description of the network that these are the read models of.
    #[must_use]
    pub const fn genesis(&self) -> &Genesis {
        &self.genesis
    }

    /// The height of the newest block taken in; `None` before block 0.
    pub async fn height(&self) -> Result<Option<u64>, Error> {
        let mut db = self.readers.acquire().await?;
        Ok(load_cursor(&mut db).await?.map(|(height, _)| height))
    }

    /// Takes in the next block, in one transaction with the cursor.
    pub async fn apply(&self, block: &Block) -> Result<Applied, Error> {
        let facts = BlockFacts::of(block)?;
        let mut db = self.writer.begin_with("BEGIN IMMEDIATE").await?;
        if is_known(&mut db, &facts).await? {
            return Ok(Applied::Known);
        }
        if facts.height == 0 {
            if facts.digest != self.genesis.block().header.digest() {
                return Err(Error::OtherNetwork);
            }
            for view in VIEWS {
                view.start(&mut db, &self.genesis).await?;
            }
        } else {
            require_parent(&mut db, block).await?;
        }
        for view in VIEWS {
            view.apply(&mut db, &facts).await?;
        }
        sqlx::query(
            "INSERT OR REPLACE INTO cursor (one, network, height, digest) VALUES (1, ?, ?, ?)",
        )
        .bind(block.header.network.0.as_slice())
        .bind(integer(facts.height))
        .bind(facts.digest.0.as_slice())
        .execute(&mut *db)
        .await?;
        db.commit().await?;
        Ok(Applied::New)
    }

    /// Empties every view and takes in `blocks` from block 0; returns how many there were. When
    /// it is interrupted, [`Projections::height`] says where to go on.
    pub async fn rebuild<B: Borrow<Block>>(
        &self,
        blocks: impl IntoIterator<Item = B>,
    ) -> Result<u64, Error> {
        let mut db = self.writer.begin_with("BEGIN IMMEDIATE").await?;
        reset_all(&mut db).await?;
        db.commit().await?;
        let mut count = 0;
        for block in blocks {
            self.apply(block.borrow()).await?;
            count += 1;
        }
        Ok(count)
    }

    /// Every row of every view as text, sorted: what two builds are compared by.
    pub async fn dump(&self) -> Result<String, Error> {
        let mut db = self.readers.acquire().await?;
        let mut lines = Vec::new();
        for table in VIEWS.iter().flat_map(|view| view.tables()) {
            let names = format!("SELECT name FROM pragma_table_info('{table}')");
            let columns: Vec<String> = sqlx::query_scalar(AssertSqlSafe(names))
                .fetch_all(&mut *db)
                .await?;
            let cells: Vec<String> = columns
                .iter()
                .map(|column| format!("'{column}=' || quote(\"{column}\")"))
                .collect();
            let select = format!(
                "SELECT '{table} ' || {} FROM {table}",
                cells.join(" || ' ' || ")
            );
            let rows: Vec<String> = sqlx::query_scalar(AssertSqlSafe(select))
                .fetch_all(&mut *db)
                .await?;
            lines.extend(rows);
        }
        lines.sort_unstable();
        Ok(lines.join("\n"))
    }

    /// Waits for what is being written and closes the file.
    pub async fn close(self) {
        self.readers.close().await;
        self.writer.close().await;
    }
}

async fn versions_are_current(db: &mut SqliteConnection) -> Result<bool, Error> {
    let rows = sqlx::query("SELECT name, version FROM views ORDER BY name")
        .fetch_all(&mut *db)
        .await?;
    let mut stored = Vec::with_capacity(rows.len());
    for row in &rows {
        stored.push((
            row.try_get::<String, _>("name")?,
            columns::number(row, "version")?,
        ));
    }
    let mut current: Vec<(String, u32)> = VIEWS
        .iter()
        .map(|view| (view.name().to_owned(), view.version()))
        .collect();
    current.sort_unstable();
    Ok(stored == current)
}

async fn reset_all(db: &mut SqliteConnection) -> Result<(), Error> {
    sqlx::raw_sql("DELETE FROM cursor; DELETE FROM views;")
        .execute(&mut *db)
        .await?;
    for view in VIEWS {
        view.reset(db).await?;
        sqlx::query("INSERT INTO views (name, version) VALUES (?, ?)")
            .bind(view.name())
            .bind(view.version())
            .execute(&mut *db)
            .await?;
    }
    Ok(())
}

async fn load_cursor(db: &mut SqliteConnection) -> Result<Option<(u64, Hash)>, Error> {
    sqlx::query("SELECT height, digest FROM cursor")
        .fetch_optional(&mut *db)
        .await?
        .map(|row| {
            let height = columns::number(&row, "height")?;
            Ok((height, Hash(columns::bytes(&row, "digest")?)))
        })
        .transpose()
}

/// Whether the block is in already; refuses another block of a height that is in, and a gap.
async fn is_known(db: &mut SqliteConnection, block: &BlockFacts<'_>) -> Result<bool, Error> {
    let cursor = load_cursor(db).await?;
    let expected = cursor.map_or(0, |(height, _)| height + 1);
    if block.height > expected {
        let found = block.height;
        return Err(Error::Gap { expected, found });
    }
    if block.height == expected {
        return Ok(false);
    }
    let digest: Vec<u8> = sqlx::query_scalar("SELECT digest FROM blocks WHERE height = ?")
        .bind(integer(block.height))
        .fetch_one(&mut *db)
        .await?;
    if digest == block.digest.0 {
        Ok(true)
    } else {
        let height = block.height;
        Err(Error::DifferentBlock { height })
    }
}

async fn require_parent(db: &mut SqliteConnection, block: &Block) -> Result<(), Error> {
    match load_cursor(db).await? {
        Some((_, digest)) if digest == block.header.parent => Ok(()),
        _ => Err(Error::DifferentBlock {
            height: block.header.height,
        }),
    }
}
