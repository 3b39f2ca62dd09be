//! A district whose blocks flow into read models of its own.

use projections::{Applied, Projections};
use sqlx::{SqlitePool, sqlite::SqliteConnectOptions};
use tempfile::TempDir;
use testkit::{Chain, District};

/// Read models in a folder that goes away with them.
pub(crate) struct Office {
    pub(crate) reads: Projections,
    folder: TempDir,
}

impl Office {
    pub(crate) async fn open(chain: &Chain) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let reads = Projections::open(&folder.path().join("reads.db"), chain.genesis())
            .await
            .unwrap();
        Self { reads, folder }
    }

    /// Opens the same file again, as a program would whose views have another version.
    pub(crate) async fn reopen_after_upgrade(self, chain: &Chain) -> Self {
        self.reads.clone().close().await;
        let path = self.folder.path().join("reads.db");
        let options = SqliteConnectOptions::new().filename(path);
        let file = SqlitePool::connect_with(options).await.unwrap();
        sqlx::query("UPDATE views SET version = version - 1 WHERE name = 'notices'")
            .execute(&file)
            .await
            .unwrap();
        file.close().await;
        self.reopen(chain).await
    }

    /// Opens the same file again.
    pub(crate) async fn reopen(self, chain: &Chain) -> Self {
        self.reads.close().await;
        let reads = Projections::open(&self.folder.path().join("reads.db"), chain.genesis())
            .await
            .unwrap();
        Self { reads, ..self }
    }

    /// Takes in what is new.
    pub(crate) async fn follow(&self, chain: &Chain) {
        let from = self
            .reads
            .height()
            .await
            .unwrap()
            .map_or(0, |height| height + 1);
        for block in chain.blocks().iter().skip(usize::try_from(from).unwrap()) {
            assert_eq!(self.reads.apply(block).await.unwrap(), Applied::New);
        }
    }
}

/// Read models that have all of a district's blocks.
pub(crate) async fn office_of(district: &District) -> Office {
    let office = Office::open(district.chain()).await;
    office.follow(district.chain()).await;
    office
}
