//! Passkeys: the public half of a key on somebody's device, kept for whoever checks the signature.

use sqlx::Row as _;
use sqlx::sqlite::SqliteRow;
use zeroize::Zeroizing;

use crate::seal::Place;
use crate::store::{load_time, store_time};
use crate::{PersonId, Vault, VaultError};

/// The most passkeys of one person.
const PASSKEYS_MAX: usize = 10;

/// A passkey as it was stored.
#[derive(Clone)]
pub struct StoredPasskey {
    /// Names the passkey in a list; it is a keyed hash of the credential id.
    pub index: [u8; 32],
    /// What the checker of signatures wrote.
    pub credential: Zeroizing<Vec<u8>>,
    /// When it was added.
    pub added_ms: u64,
    /// When it was last used.
    pub used_ms: u64,
}

impl Vault {
    /// Adds a passkey to a confirmed person.
    pub async fn add_passkey(
        &self,
        person: PersonId,
        credential_id: &[u8],
        credential: &[u8],
        now_ms: u64,
    ) -> Result<(), VaultError> {
        self.check_active(person).await?;
        let index = self.issuer.credential_index(credential_id);
        let key = self.store.data_key(person).await?;
        let sealed = key.seal(place(person, &index), credential)?;
        if self.passkeys(person).await?.len() >= PASSKEYS_MAX {
            return Err(VaultError::TooManyPasskeys);
        }
        sqlx::query(
            "INSERT INTO passkey (credential_index, person, sealed_credential, added_ms, used_ms)
             VALUES (?, ?, ?, ?, ?)",
        )
        .bind(&index[..])
        .bind(&person.0[..])
        .bind(sealed)
        .bind(store_time(now_ms)?)
        .bind(store_time(now_ms)?)
        .execute(self.store.records_writer())
        .await?;
        Ok(())
    }

    /// Lists the passkeys of a person, oldest first; none for somebody who is unknown or erased.
    pub async fn passkeys(&self, person: PersonId) -> Result<Vec<StoredPasskey>, VaultError> {
        let rows = sqlx::query("SELECT * FROM passkey WHERE person = ? ORDER BY added_ms")
            .bind(&person.0[..])
            .fetch_all(self.store.records())
            .await?;
        if rows.is_empty() {
            return Ok(Vec::new());
        }
        let key = match self.store.data_key(person).await {
            Err(VaultError::Erased | VaultError::UnknownPerson) => return Ok(Vec::new()),
            key => key?,
        };
        let load = |row: &SqliteRow| {
            let index: Vec<u8> = row.try_get("credential_index")?;
            let index = index.try_into().map_err(|_| VaultError::Tampered)?;
            Ok(StoredPasskey {
                credential: key.open(place(person, &index), row.try_get("sealed_credential")?)?,
                index,
                added_ms: load_time(row.try_get("added_ms")?)?,
                used_ms: load_time(row.try_get("used_ms")?)?,
            })
        };
        rows.iter().map(load).collect()
    }

    /// Notes that a passkey was used, with what its checker wants to remember.
    pub async fn touch_passkey(
        &self,
        person: PersonId,
        index: &[u8; 32],
        credential: &[u8],
        now_ms: u64,
    ) -> Result<(), VaultError> {
        let key = self.store.data_key(person).await?;
        sqlx::query(
            "UPDATE passkey SET sealed_credential = ?, used_ms = ?
             WHERE person = ? AND credential_index = ?",
        )
        .bind(key.seal(place(person, index), credential)?)
        .bind(store_time(now_ms)?)
        .bind(&person.0[..])
        .bind(&index[..])
        .execute(self.store.records_writer())
        .await?;
        Ok(())
    }

    /// Removes a passkey of a person; removing it twice is harmless.
    pub async fn remove_passkey(
        &self,
        person: PersonId,
        index: &[u8; 32],
    ) -> Result<(), VaultError> {
        sqlx::query("DELETE FROM passkey WHERE person = ? AND credential_index = ?")
            .bind(&person.0[..])
            .bind(&index[..])
            .execute(self.store.records_writer())
            .await?;
        Ok(())
    }
}

fn place(person: PersonId, index: &[u8; 32]) -> Place<'_> {
    Place {
        person,
        class: "passkey",
        item: index,
    }
}
