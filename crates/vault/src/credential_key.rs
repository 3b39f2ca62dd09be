//! Keys on P-256 for credentials: the office's by generation, the holder's one for each credential,
//! so that two things that somebody shows are not tied together by a key.

use p256::ecdsa::{Signature, SigningKey, signature::Signer as _};
use sqlx::Row as _;
use sqlx::sqlite::SqliteRow;
use zeroize::Zeroizing;

use crate::issuer::keyed_hash;
use crate::store::{load_time, store_time};
use crate::{CredentialId, PersonId, Vault, VaultError};

const HOLDER_DOMAIN: &[u8] = b"_LINLI_VAULT_CREDENTIAL_HOLDER";
/// The length of an uncompressed point.
const POINT_BYTES: usize = 65;

/// One generation of the office's key for credentials.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CredentialKey {
    /// Its number, from 1.
    pub generation: u32,
    /// The public half: an uncompressed point on P-256.
    pub point: [u8; POINT_BYTES],
    /// Since when it signs.
    pub begun_ms: u64,
    /// Since when it signs no more; what it signed still holds.
    pub retired_ms: Option<u64>,
}

impl Vault {
    /// Every generation, newest first; the first call makes the first one.
    pub async fn credential_keys(&self, now_ms: u64) -> Result<Vec<CredentialKey>, VaultError> {
        sqlx::query("INSERT OR IGNORE INTO credential_key (generation, begun_ms) VALUES (1, ?)")
            .bind(store_time(now_ms)?)
            .execute(self.store.records_writer())
            .await?;
        let rows = sqlx::query("SELECT * FROM credential_key ORDER BY generation DESC")
            .fetch_all(self.store.records())
            .await?;
        rows.iter().map(|row| self.load_key(row)).collect()
    }

    /// Begins a new generation; the one before signs no more.
    pub async fn rotate_credential_key(&self, now_ms: u64) -> Result<(), VaultError> {
        self.credential_keys(now_ms).await?;
        let mut records = self.store.write_records().await?;
        sqlx::query("UPDATE credential_key SET retired_ms = ? WHERE retired_ms IS NULL")
            .bind(store_time(now_ms)?)
            .execute(&mut *records)
            .await?;
        sqlx::query(
            "INSERT INTO credential_key (generation, begun_ms)
             SELECT max(generation) + 1, ? FROM credential_key",
        )
        .bind(store_time(now_ms)?)
        .execute(&mut *records)
        .await?;
        Ok(records.commit().await?)
    }

    /// Signs as the office with one generation of its key (ES256).
    pub fn sign_credential(&self, generation: u32, message: &[u8]) -> Result<[u8; 64], VaultError> {
        Ok(sign(&self.office_pen(generation)?, message))
    }

    /// The public half of the key that the office keeps for one credential of a person.
    pub async fn holder_point(
        &self,
        person: PersonId,
        credential: CredentialId,
    ) -> Result<[u8; POINT_BYTES], VaultError> {
        point(&self.holder_pen(person, credential).await?)
    }

    /// Signs as the holder of one credential (ES256); nobody can once the person is erased.
    pub async fn sign_as_holder(
        &self,
        person: PersonId,
        credential: CredentialId,
        message: &[u8],
    ) -> Result<[u8; 64], VaultError> {
        Ok(sign(&self.holder_pen(person, credential).await?, message))
    }

    fn office_pen(&self, generation: u32) -> Result<SigningKey, VaultError> {
        pen(|attempt| self.issuer.credential_key(generation, attempt))
    }

    async fn holder_pen(
        &self,
        person: PersonId,
        credential: CredentialId,
    ) -> Result<SigningKey, VaultError> {
        self.check_active(person).await?;
        let key = self.store.data_key(person).await?;
        pen(|attempt| keyed_hash(key.bytes(), &[HOLDER_DOMAIN, &credential.0, &[attempt]]))
    }

    fn load_key(&self, row: &SqliteRow) -> Result<CredentialKey, VaultError> {
        let generation: i64 = row.try_get("generation")?;
        let generation = u32::try_from(generation).map_err(|_| VaultError::UnknownCode)?;
        let retired_ms: Option<i64> = row.try_get("retired_ms")?;
        Ok(CredentialKey {
            generation,
            point: point(&self.office_pen(generation)?)?,
            begun_ms: load_time(row.try_get("begun_ms")?)?,
            retired_ms: retired_ms.map(load_time).transpose()?,
        })
    }
}

/// The first of the derived numbers that is a key; all but one of 2^32 are.
fn pen(derive: impl Fn(u8) -> [u8; 32]) -> Result<SigningKey, VaultError> {
    (0..=u8::MAX)
        .find_map(|attempt| {
            let seed = Zeroizing::new(derive(attempt));
            SigningKey::from_slice(&seed[..]).ok()
        })
        .ok_or(VaultError::NoRandomness)
}

fn sign(pen: &SigningKey, message: &[u8]) -> [u8; 64] {
    let signature: Signature = pen.sign(message);
    signature.to_bytes().into()
}

fn point(pen: &SigningKey) -> Result<[u8; POINT_BYTES], VaultError> {
    let point = pen.verifying_key().to_sec1_point(false);
    point
        .as_bytes()
        .try_into()
        .map_err(|_| VaultError::Tampered)
}
