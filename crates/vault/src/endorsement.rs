//! What organisations attest about a person: sealed under the person's key, with the organisation
//! and its evidence, so that nobody learns from the store who vouched for whom, or what for.

use serde_json::{Value, json};
use sqlx::Row as _;
use sqlx::sqlite::SqliteRow;

use crate::seal::{Place, SealKey};
use crate::store::{load_time, store_time};
use crate::{PersonId, Vault, VaultError};

/// The most attestations of one person that are kept.
const ENDORSEMENTS_MAX: usize = 100;

/// How far an attestation has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EndorsementState {
    /// It waits for the person's consent, and says nothing to anybody else.
    Asked,
    /// It holds.
    Standing,
    /// The person says that it is wrong.
    Objected,
    /// It was refused, taken back, given up or is over.
    Ended,
}

/// One fact about a person, and who vouches for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Endorsement {
    /// Its id; the ledger's where the ledger knows it.
    pub id: [u8; 16],
    /// About whom.
    pub person: PersonId,
    /// Who attests.
    pub organisation: PersonId,
    /// The class, by a code of the caller.
    pub kind: String,
    /// The fact in words.
    pub fact: String,
    /// What it rests on, so that the organisation finds it again.
    pub evidence: String,
    /// What the ledger's commitment is salted with; with it, the person can prove the words.
    pub salt: [u8; 16],
    /// How far it has come.
    pub state: EndorsementState,
    /// When it was attested.
    pub stated_ms: u64,
    /// Until when it holds.
    pub until_ms: u64,
    /// When the person objected.
    pub objected_ms: Option<u64>,
}

impl EndorsementState {
    const fn code(self) -> i64 {
        match self {
            Self::Asked => 0,
            Self::Standing => 1,
            Self::Objected => 2,
            Self::Ended => 3,
        }
    }

    fn from_code(code: i64) -> Result<Self, VaultError> {
        match code {
            0 => Ok(Self::Asked),
            1 => Ok(Self::Standing),
            2 => Ok(Self::Objected),
            3 => Ok(Self::Ended),
            _ => Err(VaultError::UnknownCode),
        }
    }
}

impl Vault {
    /// Keeps what an organisation attests.
    pub async fn keep_endorsement(&self, new: &Endorsement) -> Result<(), VaultError> {
        self.check_active(new.person).await?;
        if self.endorsements(new.person).await?.len() >= ENDORSEMENTS_MAX {
            return Err(VaultError::TooManyCredentials);
        }
        let key = self.store.data_key(new.person).await?;
        let words = json!({
            "organisation": hex::encode(new.organisation.0),
            "kind": new.kind,
            "fact": new.fact,
            "evidence": new.evidence,
            "salt": hex::encode(new.salt),
        });
        let sealed = key.seal(place(new.person, &new.id), words.to_string().as_bytes())?;
        let index = self.issuer.endorser_index(&new.organisation.0);
        sqlx::query("INSERT INTO endorsement VALUES (?, ?, ?, ?, ?, ?, ?, ?)")
            .bind(&new.id[..])
            .bind(&new.person.0[..])
            .bind(&index[..])
            .bind(sealed)
            .bind(new.state.code())
            .bind(store_time(new.stated_ms)?)
            .bind(store_time(new.until_ms)?)
            .bind(new.objected_ms.map(store_time).transpose()?)
            .execute(self.store.records_writer())
            .await?;
        Ok(())
    }

    /// What is attested about a person, newest first; nothing for somebody who is gone.
    pub async fn endorsements(&self, person: PersonId) -> Result<Vec<Endorsement>, VaultError> {
        let rows =
            sqlx::query("SELECT * FROM endorsement WHERE person = ? ORDER BY stated_ms DESC, id")
                .bind(&person.0[..])
                .fetch_all(self.store.records())
                .await?;
        self.opened(&rows).await
    }

    /// What an organisation attested, newest first.
    pub async fn endorsements_by(
        &self,
        organisation: PersonId,
    ) -> Result<Vec<Endorsement>, VaultError> {
        let index = self.issuer.endorser_index(&organisation.0);
        let rows = sqlx::query(
            "SELECT * FROM endorsement WHERE organisation_index = ? ORDER BY stated_ms DESC, id",
        )
        .bind(&index[..])
        .fetch_all(self.store.records())
        .await?;
        self.opened(&rows).await
    }

    /// Everything that nobody has decided about within a time: objected to before a moment, or
    /// over.
    pub async fn endorsements_due(
        &self,
        objected_before_ms: u64,
        now_ms: u64,
    ) -> Result<Vec<Endorsement>, VaultError> {
        let rows = sqlx::query(
            "SELECT * FROM endorsement
             WHERE state <> 3 AND (until_ms <= ? OR (state = 2 AND objected_ms <= ?))",
        )
        .bind(store_time(now_ms)?)
        .bind(store_time(objected_before_ms)?)
        .fetch_all(self.store.records())
        .await?;
        self.opened(&rows).await
    }

    /// Writes how far an attestation has come. What has ended stays ended.
    pub async fn move_endorsement(
        &self,
        id: [u8; 16],
        state: EndorsementState,
        objected_ms: Option<u64>,
    ) -> Result<(), VaultError> {
        sqlx::query(
            "UPDATE endorsement SET state = ?, objected_ms = ? WHERE id = ? AND state <> 3",
        )
        .bind(state.code())
        .bind(objected_ms.map(store_time).transpose()?)
        .bind(&id[..])
        .execute(self.store.records_writer())
        .await?;
        Ok(())
    }

    async fn opened(&self, rows: &[SqliteRow]) -> Result<Vec<Endorsement>, VaultError> {
        let mut opened = Vec::with_capacity(rows.len());
        for row in rows {
            let person = PersonId::from_slice(row.try_get("person")?)?;
            match self.store.data_key(person).await {
                // An old copy of the file may still name somebody whose key is destroyed.
                Err(VaultError::Erased | VaultError::UnknownPerson) => {}
                key => opened.push(load(row, person, &key?)?),
            }
        }
        Ok(opened)
    }
}

fn place(person: PersonId, id: &[u8; 16]) -> Place<'_> {
    Place {
        person,
        class: "endorsement",
        item: id,
    }
}

fn load(row: &SqliteRow, person: PersonId, key: &SealKey) -> Result<Endorsement, VaultError> {
    let id: Vec<u8> = row.try_get("id")?;
    let id: [u8; 16] = id.try_into().map_err(|_| VaultError::Tampered)?;
    let plain = key.open(place(person, &id), row.try_get("sealed_words")?)?;
    let words: Value = serde_json::from_slice(&plain).map_err(|_| VaultError::Tampered)?;
    let text = |name: &str| words[name].as_str().unwrap_or_default().to_owned();
    let organisation = hex::decode(text("organisation")).map_err(|_| VaultError::Tampered)?;
    let mut salt = [0; 16];
    hex::decode_to_slice(text("salt"), &mut salt).map_err(|_| VaultError::Tampered)?;
    let objected_ms: Option<i64> = row.try_get("objected_ms")?;
    Ok(Endorsement {
        id,
        person,
        organisation: PersonId::from_slice(&organisation)?,
        kind: text("kind"),
        fact: text("fact"),
        evidence: text("evidence"),
        salt,
        state: EndorsementState::from_code(row.try_get("state")?)?,
        stated_ms: load_time(row.try_get("stated_ms")?)?,
        until_ms: load_time(row.try_get("until_ms")?)?,
        objected_ms: objected_ms.map(load_time).transpose()?,
    })
}
