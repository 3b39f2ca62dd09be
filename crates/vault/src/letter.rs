//! Words between named people about one thing: sealed under their author's key, found by the
//! thing, gone with the author.

use serde_json::{Value, json};
use sqlx::Row as _;
use sqlx::sqlite::SqliteRow;

use crate::seal::{Place, SealKey};
use crate::store::{load_time, store_time};
use crate::{PersonId, Vault, VaultError, random};

/// The most letters of one person about one thing that are kept.
const LETTERS_MAX: i64 = 200;

/// What a letter belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Topic {
    /// A dispute: complaint, answer, evidence.
    Case,
    /// A conversation between the two sides of an exchange.
    Talk,
    /// The appeal of an author against a takedown.
    Appeal,
}

impl Topic {
    const fn code(self) -> i64 {
        match self {
            Self::Case => 0,
            Self::Talk => 1,
            Self::Appeal => 2,
        }
    }
}

/// Words that somebody wrote.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Letter {
    /// Its id; random.
    pub id: [u8; 16],
    /// Who wrote it.
    pub author: PersonId,
    /// The words.
    pub words: String,
    /// What a commitment to the words is salted with.
    pub salt: [u8; 16],
    /// When, in milliseconds since 1970.
    pub written_ms: u64,
}

impl Vault {
    /// Keeps words about a thing.
    pub async fn keep_letter(
        &self,
        (topic, thing): (Topic, &[u8]),
        new: &Letter,
    ) -> Result<(), VaultError> {
        self.check_active(new.author).await?;
        let kept: i64 = sqlx::query_scalar(
            "SELECT count(*) FROM letter WHERE topic = ? AND thing = ? AND person = ?",
        )
        .bind(topic.code())
        .bind(thing)
        .bind(&new.author.0[..])
        .fetch_one(self.store.records())
        .await?;
        if kept >= LETTERS_MAX {
            return Err(VaultError::TooManyCredentials);
        }
        let key = self.store.data_key(new.author).await?;
        let words = json!({ "words": new.words, "salt": hex::encode(new.salt) });
        let sealed = key.seal(place(new.author, &new.id), words.to_string().as_bytes())?;
        sqlx::query("INSERT INTO letter VALUES (?, ?, ?, ?, ?, ?)")
            .bind(&new.id[..])
            .bind(&new.author.0[..])
            .bind(topic.code())
            .bind(thing)
            .bind(sealed)
            .bind(store_time(new.written_ms)?)
            .execute(self.store.records_writer())
            .await?;
        Ok(())
    }

    /// A letter of now, with an id and a salt of its own.
    pub fn new_letter(
        author: PersonId,
        words: String,
        written_ms: u64,
    ) -> Result<Letter, VaultError> {
        Ok(Letter {
            id: random::bytes()?,
            author,
            words,
            salt: random::bytes()?,
            written_ms,
        })
    }

    /// What was written about a thing, oldest first. Words of people who are gone are gone.
    pub async fn letters(&self, topic: Topic, thing: &[u8]) -> Result<Vec<Letter>, VaultError> {
        let rows = sqlx::query(
            "SELECT * FROM letter WHERE topic = ? AND thing = ? ORDER BY written_ms, id",
        )
        .bind(topic.code())
        .bind(thing)
        .fetch_all(self.store.records())
        .await?;
        self.opened_letters(&rows).await
    }

    /// Everything that somebody wrote, newest first.
    pub async fn letters_by(&self, author: PersonId) -> Result<Vec<Letter>, VaultError> {
        let rows =
            sqlx::query("SELECT * FROM letter WHERE person = ? ORDER BY written_ms DESC, id")
                .bind(&author.0[..])
                .fetch_all(self.store.records())
                .await?;
        self.opened_letters(&rows).await
    }

    /// Wants to hear no more from somebody, or does again.
    pub async fn set_silence(
        &self,
        (person, other): (PersonId, PersonId),
        since_ms: Option<u64>,
    ) -> Result<(), VaultError> {
        let query = match since_ms {
            Some(since_ms) => sqlx::query("INSERT OR IGNORE INTO silence VALUES (?, ?, ?)")
                .bind(&person.0[..])
                .bind(&other.0[..])
                .bind(store_time(since_ms)?),
            None => sqlx::query("DELETE FROM silence WHERE person = ? AND other = ?")
                .bind(&person.0[..])
                .bind(&other.0[..]),
        };
        query.execute(self.store.records_writer()).await?;
        Ok(())
    }

    /// Whether somebody wants to hear no more from another.
    pub async fn is_silent(&self, person: PersonId, other: PersonId) -> Result<bool, VaultError> {
        let found = sqlx::query("SELECT 1 FROM silence WHERE person = ? AND other = ?")
            .bind(&person.0[..])
            .bind(&other.0[..])
            .fetch_optional(self.store.records())
            .await?;
        Ok(found.is_some())
    }

    async fn opened_letters(&self, rows: &[SqliteRow]) -> Result<Vec<Letter>, VaultError> {
        let mut opened = Vec::with_capacity(rows.len());
        for row in rows {
            let author = PersonId::from_slice(row.try_get("person")?)?;
            match self.store.data_key(author).await {
                Err(VaultError::Erased | VaultError::UnknownPerson) => {}
                key => opened.push(load(row, author, &key?)?),
            }
        }
        Ok(opened)
    }
}

fn place(person: PersonId, id: &[u8; 16]) -> Place<'_> {
    Place {
        person,
        class: "letter",
        item: id,
    }
}

fn load(row: &SqliteRow, author: PersonId, key: &SealKey) -> Result<Letter, VaultError> {
    let id: Vec<u8> = row.try_get("id")?;
    let id: [u8; 16] = id.try_into().map_err(|_| VaultError::Tampered)?;
    let plain = key.open(place(author, &id), row.try_get("sealed_words")?)?;
    let words: Value = serde_json::from_slice(&plain).map_err(|_| VaultError::Tampered)?;
    let text = |name: &str| words[name].as_str().unwrap_or_default().to_owned();
    let mut salt = [0; 16];
    hex::decode_to_slice(text("salt"), &mut salt).map_err(|_| VaultError::Tampered)?;
    Ok(Letter {
        id,
        author,
        words: text("words"),
        salt,
        written_ms: load_time(row.try_get("written_ms")?)?,
    })
}
