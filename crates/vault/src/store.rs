//! The two SQLite files: opening them, tying them together, and the key of each person.

use std::fs::{self, DirBuilder, OpenOptions};
use std::io::ErrorKind;
use std::os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _};
use std::path::Path;
use std::time::Duration;

use sqlx::migrate::{Migration, MigrationType, Migrator};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{SqlSafeStr as _, Sqlite, SqlitePool, Transaction};

use crate::seal::{Place, SealKey};
use crate::{Issuer, OfficeKey, PersonId, VaultError, random};

const RECORDS_FILE: &str = "vault.db";
const KEYS_FILE: &str = "keys.db";
const READERS_MAX: u32 = 4;
const BUSY_TIMEOUT: Duration = Duration::from_secs(10);
const ISSUER_SECRET: &str = "issuer";
const NOBODY: PersonId = PersonId([0; 16]);

// Listed by hand: `sqlx::migrate!` would need sqlx's macro crate, and misses a file that was added.
const KEYS_MIGRATIONS: [(i64, &str, &str); 1] =
    [(1, "keys", include_str!("../migrations/keys/0001_keys.sql"))];
const RECORDS_MIGRATIONS: [(i64, &str, &str); 9] = [
    (
        1,
        "vault",
        include_str!("../migrations/vault/0001_vault.sql"),
    ),
    (
        2,
        "ways in",
        include_str!("../migrations/vault/0002_ways_in.sql"),
    ),
    (
        3,
        "counter",
        include_str!("../migrations/vault/0003_counter.sql"),
    ),
    (
        4,
        "name checks",
        include_str!("../migrations/vault/0004_name_check.sql"),
    ),
    (
        5,
        "rating openings",
        include_str!("../migrations/vault/0005_rating_openings.sql"),
    ),
    (
        6,
        "credentials",
        include_str!("../migrations/vault/0006_credentials.sql"),
    ),
    (
        7,
        "endorsements",
        include_str!("../migrations/vault/0007_endorsements.sql"),
    ),
    (
        8,
        "order",
        include_str!("../migrations/vault/0008_order.sql"),
    ),
    (
        9,
        "guardians",
        include_str!("../migrations/vault/0009_guardians.sql"),
    ),
];

/// Both files, open, checked against each other and against the office key.
#[derive(Debug)]
pub(crate) struct Store {
    records: Database,
    keys: Database,
    office: SealKey,
}

/// One file: many read at once; one writes, and writers queue here in order instead of polling.
#[derive(Debug)]
struct Database {
    readers: SqlitePool,
    writer: SqlitePool,
}

impl Store {
    pub(crate) async fn open(dir: &Path, office_key: &OfficeKey) -> Result<Self, VaultError> {
        DirBuilder::new().recursive(true).mode(0o700).create(dir)?;
        let keys_path = dir.join(KEYS_FILE);
        let records = open_file(&dir.join(RECORDS_FILE), &RECORDS_MIGRATIONS).await?;
        let recorded_id = load_vault_id(&records.readers).await?;
        if recorded_id.is_some() && !fs::exists(&keys_path)? {
            return Err(VaultError::KeysMissing);
        }
        let keys = open_file(&keys_path, &KEYS_MIGRATIONS).await?;
        let office = SealKey::from_slice(office_key.bytes())?;
        let store = Self {
            records,
            keys,
            office,
        };
        store.tie(recorded_id).await?;
        Ok(store)
    }

    /// Makes sure that both files and the office key belong together; a first open binds them.
    async fn tie(&self, recorded_id: Option<Vec<u8>>) -> Result<(), VaultError> {
        let held: Option<(Vec<u8>, Vec<u8>)> =
            sqlx::query_as("SELECT vault_id, sealed_check FROM store")
                .fetch_optional(&self.keys.readers)
                .await?;
        let vault_id = match (held, &recorded_id) {
            (None, Some(_)) => return Err(VaultError::KeysMissing),
            (None, None) => self.create_keys().await?,
            (Some((vault_id, sealed_check)), _) => {
                self.office
                    .open(check_place(&vault_id), &sealed_check)
                    .map_err(|_| VaultError::WrongOfficeKey)?;
                vault_id
            }
        };
        match recorded_id {
            Some(recorded_id) if recorded_id == vault_id => Ok(()),
            Some(_) => Err(VaultError::StoresDiffer),
            None => self.create_records(&vault_id).await,
        }
    }

    async fn create_keys(&self) -> Result<Vec<u8>, VaultError> {
        let vault_id = random::bytes::<16>()?.to_vec();
        let check = self.office.seal(check_place(&vault_id), b"")?;
        let issuer = random::secret::<32>()?;
        let sealed_issuer = self
            .office
            .seal(secret_place(ISSUER_SECRET), issuer.as_slice())?;
        let mut transaction = self.write_keys().await?;
        sqlx::query("INSERT INTO store (one, vault_id, sealed_check) VALUES (1, ?, ?)")
            .bind(&vault_id)
            .bind(check)
            .execute(&mut *transaction)
            .await?;
        sqlx::query("INSERT INTO office_secret (name, sealed) VALUES (?, ?)")
            .bind(ISSUER_SECRET)
            .bind(sealed_issuer)
            .execute(&mut *transaction)
            .await?;
        transaction.commit().await?;
        Ok(vault_id)
    }

    /// Binds an empty `vault.db`; refuses when the key store already knows people.
    async fn create_records(&self, vault_id: &[u8]) -> Result<(), VaultError> {
        let known: i64 = sqlx::query_scalar("SELECT count(*) FROM data_key")
            .fetch_one(&self.keys.readers)
            .await?;
        if known > 0 {
            return Err(VaultError::RecordsMissing);
        }
        sqlx::query("INSERT INTO store (one, vault_id) VALUES (1, ?)")
            .bind(vault_id)
            .execute(&self.records.writer)
            .await?;
        Ok(())
    }

    pub(crate) fn records(&self) -> &SqlitePool {
        &self.records.readers
    }

    /// For a write of one statement; never inside a transaction of the same file.
    pub(crate) fn records_writer(&self) -> &SqlitePool {
        &self.records.writer
    }

    pub(crate) fn keys(&self) -> &SqlitePool {
        &self.keys.readers
    }

    /// For a write of one statement; never inside a transaction of the same file.
    pub(crate) fn keys_writer(&self) -> &SqlitePool {
        &self.keys.writer
    }

    /// Starts a write to `vault.db`, taking the write lock at once so that checks stay true.
    pub(crate) async fn write_records(&self) -> Result<Transaction<'static, Sqlite>, VaultError> {
        Ok(self.records.writer.begin_with("BEGIN IMMEDIATE").await?)
    }

    /// Starts a write to `keys.db`, taking the write lock at once.
    pub(crate) async fn write_keys(&self) -> Result<Transaction<'static, Sqlite>, VaultError> {
        Ok(self.keys.writer.begin_with("BEGIN IMMEDIATE").await?)
    }

    pub(crate) async fn load_issuer(&self) -> Result<Issuer, VaultError> {
        let sealed: Vec<u8> = sqlx::query_scalar("SELECT sealed FROM office_secret WHERE name = ?")
            .bind(ISSUER_SECRET)
            .fetch_one(&self.keys.readers)
            .await?;
        let plain = self.office.open(secret_place(ISSUER_SECRET), &sealed)?;
        let mut key = zeroize::Zeroizing::new([0; 32]);
        key.copy_from_slice(SealKey::from_slice(&plain)?.bytes());
        Ok(Issuer::new(key))
    }

    pub(crate) fn seal_data_key(
        &self,
        person: PersonId,
        key: &SealKey,
    ) -> Result<Vec<u8>, VaultError> {
        self.office.seal(data_key_place(person), key.bytes())
    }

    pub(crate) async fn data_key(&self, person: PersonId) -> Result<SealKey, VaultError> {
        let sealed: Option<Vec<u8>> =
            sqlx::query_scalar("SELECT sealed FROM data_key WHERE person = ?")
                .bind(&person.0[..])
                .fetch_optional(&self.keys.readers)
                .await?;
        match sealed {
            Some(sealed) => {
                SealKey::from_slice(&self.office.open(data_key_place(person), &sealed)?)
            }
            None if self.erased_ms(person).await?.is_some() => Err(VaultError::Erased),
            None => Err(VaultError::UnknownPerson),
        }
    }

    pub(crate) async fn erased_ms(&self, person: PersonId) -> Result<Option<u64>, VaultError> {
        let erased: Option<i64> =
            sqlx::query_scalar("SELECT erased_ms FROM tombstone WHERE person = ?")
                .bind(&person.0[..])
                .fetch_optional(&self.keys.readers)
                .await?;
        erased.map(load_time).transpose()
    }

    pub(crate) async fn close(&self) {
        for database in [&self.records, &self.keys] {
            database.readers.close().await;
            database.writer.close().await;
        }
    }
}

/// Turns a time into what SQLite stores.
pub(crate) fn store_time(time_ms: u64) -> Result<i64, VaultError> {
    i64::try_from(time_ms).map_err(|_| VaultError::TimeOutOfRange)
}

/// Turns a stored time back.
pub(crate) fn load_time(stored_ms: i64) -> Result<u64, VaultError> {
    u64::try_from(stored_ms).map_err(|_| VaultError::TimeOutOfRange)
}

fn check_place(vault_id: &[u8]) -> Place<'_> {
    Place {
        person: NOBODY,
        class: "office_key_check",
        item: vault_id,
    }
}

fn secret_place(name: &str) -> Place<'_> {
    Place {
        person: NOBODY,
        class: "office_secret",
        item: name.as_bytes(),
    }
}

fn data_key_place(person: PersonId) -> Place<'static> {
    Place {
        person,
        class: "data_key",
        item: b"",
    }
}

async fn load_vault_id(records: &SqlitePool) -> Result<Option<Vec<u8>>, VaultError> {
    Ok(sqlx::query_scalar("SELECT vault_id FROM store")
        .fetch_optional(records)
        .await?)
}

async fn open_file(
    path: &Path,
    migrations: &[(i64, &'static str, &'static str)],
) -> Result<Database, VaultError> {
    // Made here first, so that neither the file nor the journals beside it are readable by others.
    match OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(path)
    {
        Err(error) if error.kind() != ErrorKind::AlreadyExists => return Err(error.into()),
        Ok(_) | Err(_) => {}
    }
    let options = SqliteConnectOptions::new()
        .filename(path)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .foreign_keys(true)
        .busy_timeout(BUSY_TIMEOUT)
        // What is deleted is overwritten with zeros.
        .pragma("secure_delete", "ON");
    let writer = SqlitePoolOptions::new()
        .max_connections(1)
        .connect_with(options.clone())
        .await?;
    let migrations = migrations.iter().map(|&(version, name, sql)| {
        Migration::new(
            version,
            name.into(),
            MigrationType::Simple,
            sql.into_sql_str(),
            false,
        )
    });
    Migrator::with_migrations(migrations.collect())
        .run(&writer)
        .await?;
    let readers = SqlitePoolOptions::new()
        .max_connections(READERS_MAX)
        .connect_with(options)
        .await?;
    Ok(Database { readers, writer })
}
