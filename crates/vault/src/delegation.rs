//! Acting for somebody: within a scope, for a time, with a key that is the helper's own.

use std::fmt;

use ed25519_zebra::{SigningKey, VerificationKeyBytes};
use sqlx::Row as _;
use sqlx::sqlite::SqliteRow;
use zeroize::Zeroizing;

use crate::seal::Place;
use crate::store::{load_time, store_time};
use crate::{PersonId, Vault, VaultError, random};

/// Names a delegation.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct DelegationId(pub [u8; 16]);

/// One person acts for another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Delegation {
    /// Its name.
    pub id: DelegationId,
    /// For whom.
    pub elder: PersonId,
    /// Who acts.
    pub helper: PersonId,
    /// In what, by a code of the caller.
    pub scope: String,
    /// The public half of the helper's key for this.
    pub public_key: [u8; 32],
    /// Since when.
    pub begun_ms: u64,
    /// Until when at the latest.
    pub until_ms: u64,
    /// When it was ended before that.
    pub ended_ms: Option<u64>,
}

impl Delegation {
    /// Whether the helper may act now.
    pub fn holds(&self, now_ms: u64) -> bool {
        self.ended_ms.is_none() && now_ms < self.until_ms
    }
}

impl DelegationId {
    /// Takes an id from a path; none if it has not the form of one.
    pub fn parse(text: &str) -> Option<Self> {
        let mut bytes = [0; 16];
        hex::decode_to_slice(text, &mut bytes).ok()?;
        Some(Self(bytes))
    }
}

impl fmt::Display for DelegationId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&hex::encode(self.0))
    }
}

impl fmt::Debug for DelegationId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "DelegationId({self})")
    }
}

impl Vault {
    /// Writes that `helper` may act for `elder`, and draws the helper's key for it. The caller
    /// registers the public half on the ledger as a key that assists.
    pub async fn begin_delegation(
        &self,
        (elder, helper): (PersonId, PersonId),
        scope: &str,
        until_ms: u64,
        now_ms: u64,
    ) -> Result<Delegation, VaultError> {
        self.check_active(elder).await?;
        self.check_active(helper).await?;
        let id = DelegationId(random::bytes()?);
        let seed: Zeroizing<[u8; 32]> = random::secret()?;
        let public_key: [u8; 32] = VerificationKeyBytes::from(&SigningKey::from(*seed)).into();
        let key = self.store.data_key(helper).await?;
        sqlx::query(
            "INSERT INTO delegation
             (id, elder, helper, scope, public_key, sealed_seed, begun_ms, until_ms)
             VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        )
        .bind(&id.0[..])
        .bind(&elder.0[..])
        .bind(&helper.0[..])
        .bind(scope)
        .bind(&public_key[..])
        .bind(key.seal(place(helper, &id), seed.as_slice())?)
        .bind(store_time(now_ms)?)
        .bind(store_time(until_ms)?)
        .execute(self.store.records_writer())
        .await?;
        Ok(Delegation {
            id,
            elder,
            helper,
            scope: scope.to_owned(),
            public_key,
            begun_ms: now_ms,
            until_ms,
            ended_ms: None,
        })
    }

    /// Every delegation in which somebody is elder or helper, newest first.
    pub async fn delegations_of(&self, person: PersonId) -> Result<Vec<Delegation>, VaultError> {
        let rows = sqlx::query(
            "SELECT * FROM delegation WHERE elder = ?1 OR helper = ?1
             ORDER BY begun_ms DESC, id",
        )
        .bind(&person.0[..])
        .fetch_all(self.store.records())
        .await?;
        rows.iter().map(load).collect()
    }

    /// Delegations whose time is over and which nobody has ended yet.
    pub async fn delegations_over(&self, now_ms: u64) -> Result<Vec<Delegation>, VaultError> {
        let rows = sqlx::query(
            "SELECT * FROM delegation WHERE ended_ms IS NULL AND until_ms <= ? LIMIT 256",
        )
        .bind(store_time(now_ms)?)
        .fetch_all(self.store.records())
        .await?;
        rows.iter().map(load).collect()
    }

    /// The delegation by which `helper` may act for `elder` now.
    pub async fn delegation(
        &self,
        elder: PersonId,
        helper: PersonId,
        now_ms: u64,
    ) -> Result<Option<Delegation>, VaultError> {
        let all = self.delegations_of(elder).await?;
        let mut holding = all.into_iter().filter(|one| one.holds(now_ms));
        Ok(holding.find(|one| one.elder == elder && one.helper == helper))
    }

    /// Signs with the helper's key for this delegation, while it holds.
    pub async fn sign_as_helper(
        &self,
        delegation: &Delegation,
        message: &[u8],
    ) -> Result<[u8; 64], VaultError> {
        let sealed: Option<Vec<u8>> = sqlx::query_scalar(
            "SELECT sealed_seed FROM delegation WHERE id = ? AND ended_ms IS NULL",
        )
        .bind(&delegation.id.0[..])
        .fetch_optional(self.store.records())
        .await?;
        let sealed = sealed.ok_or(VaultError::DelegationOver)?;
        let key = self.store.data_key(delegation.helper).await?;
        let seed = key.open(place(delegation.helper, &delegation.id), &sealed)?;
        let signing_key =
            SigningKey::try_from(seed.as_slice()).map_err(|_| VaultError::Tampered)?;
        Ok(signing_key.sign(message).into())
    }

    /// Ends a delegation and every session that acts by it; the caller revokes the key.
    pub async fn end_delegation(
        &self,
        delegation: &Delegation,
        now_ms: u64,
    ) -> Result<(), VaultError> {
        let mut records = self.store.write_records().await?;
        sqlx::query("UPDATE delegation SET ended_ms = ? WHERE id = ? AND ended_ms IS NULL")
            .bind(store_time(now_ms)?)
            .bind(&delegation.id.0[..])
            .execute(&mut *records)
            .await?;
        sqlx::query("UPDATE session SET acting_for = NULL WHERE person = ? AND acting_for = ?")
            .bind(&delegation.helper.0[..])
            .bind(&delegation.elder.0[..])
            .execute(&mut *records)
            .await?;
        Ok(records.commit().await?)
    }
}

fn place<'a>(helper: PersonId, id: &'a DelegationId) -> Place<'a> {
    Place {
        person: helper,
        class: "delegation_key",
        item: &id.0,
    }
}

fn load(row: &SqliteRow) -> Result<Delegation, VaultError> {
    let id: Vec<u8> = row.try_get("id")?;
    let public_key: Vec<u8> = row.try_get("public_key")?;
    let ended_ms: Option<i64> = row.try_get("ended_ms")?;
    Ok(Delegation {
        id: DelegationId(id.try_into().map_err(|_| VaultError::Tampered)?),
        elder: PersonId::from_slice(row.try_get("elder")?)?,
        helper: PersonId::from_slice(row.try_get("helper")?)?,
        scope: row.try_get("scope")?,
        public_key: public_key.try_into().map_err(|_| VaultError::Tampered)?,
        begun_ms: load_time(row.try_get("begun_ms")?)?,
        until_ms: load_time(row.try_get("until_ms")?)?,
        ended_ms: ended_ms.map(load_time).transpose()?,
    })
}
