//! Custodial keys: the vault signs with them, and their seeds never leave it.

use ed25519_zebra::{SigningKey, VerificationKeyBytes};
use sqlx::{Sqlite, Transaction};
use zeroize::Zeroizing;

use crate::issuer::keyed_hash;
use crate::seal::{Place, SealKey};
use crate::{PersonId, Vault, VaultError};

const FIRST_SLOT: i64 = 0;
const FIRST_SLOT_ITEM: [u8; 8] = FIRST_SLOT.to_be_bytes();
const SALT_DOMAIN: &[u8] = b"_LINLI_VAULT_COMMITMENT_SALT";

impl Vault {
    /// Signs with the key that the office holds for a confirmed person or organisation.
    pub async fn sign(&self, person: PersonId, message: &[u8]) -> Result<[u8; 64], VaultError> {
        self.check_active(person).await?;
        self.sign_pending(person, message).await
    }

    /// Signs also for a person whose enrolment is pending: the registration itself may need it.
    pub async fn sign_pending(
        &self,
        person: PersonId,
        message: &[u8],
    ) -> Result<[u8; 64], VaultError> {
        let key = self.store.data_key(person).await?;
        let sealed: Option<Vec<u8>> = sqlx::query_scalar(
            "SELECT sealed_seed FROM custodial_key WHERE person = ? AND slot = ?",
        )
        .bind(&person.0[..])
        .bind(FIRST_SLOT)
        .fetch_optional(self.store.records())
        .await?;
        let sealed = sealed.ok_or(VaultError::UnknownPerson)?;
        let seed = key.open(seed_place(person), &sealed)?;
        let signing_key =
            SigningKey::try_from(seed.as_slice()).map_err(|_| VaultError::Tampered)?;
        Ok(signing_key.sign(message).into())
    }

    /// The public half of the key that the office holds.
    pub async fn public_key(&self, person: PersonId) -> Result<[u8; 32], VaultError> {
        let public_key: Option<Vec<u8>> = sqlx::query_scalar(
            "SELECT public_key FROM custodial_key WHERE person = ? AND slot = ?",
        )
        .bind(&person.0[..])
        .bind(FIRST_SLOT)
        .fetch_optional(self.store.records())
        .await?;
        let public_key = public_key.ok_or(VaultError::UnknownPerson)?;
        public_key.try_into().map_err(|_| VaultError::Tampered)
    }

    /// A salt for commitments on the ledger: the same for the same label, and gone with the person.
    pub async fn commitment_salt(
        &self,
        person: PersonId,
        label: &[u8],
    ) -> Result<Zeroizing<[u8; 32]>, VaultError> {
        let key = self.store.data_key(person).await?;
        Ok(Zeroizing::new(keyed_hash(
            key.bytes(),
            &[SALT_DOMAIN, label],
        )))
    }
}

fn seed_place(person: PersonId) -> Place<'static> {
    Place {
        person,
        class: "custodial_key",
        item: &FIRST_SLOT_ITEM,
    }
}

pub(crate) async fn insert_key(
    records: &mut Transaction<'_, Sqlite>,
    key: &SealKey,
    person: PersonId,
    seed: &Zeroizing<[u8; 32]>,
) -> Result<[u8; 32], VaultError> {
    let public_key: [u8; 32] = VerificationKeyBytes::from(&SigningKey::from(**seed)).into();
    sqlx::query(
        "INSERT INTO custodial_key (person, slot, public_key, sealed_seed) VALUES (?, ?, ?, ?)",
    )
    .bind(&person.0[..])
    .bind(FIRST_SLOT)
    .bind(&public_key[..])
    .bind(key.seal(seed_place(person), seed.as_slice())?)
    .execute(&mut **records)
    .await?;
    Ok(public_key)
}
