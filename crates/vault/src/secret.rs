//! Hashing what people sign in with: Argon2id, a stated cost, and a comparison in constant time.

use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use argon2::{Algorithm, Argon2, Block, Params, Version};
use subtle::ConstantTimeEq as _;
use zeroize::Zeroizing;

use crate::vault::HASHES_AT_ONCE;
use crate::{Vault, VaultError, random};

const SALT_LENGTH: usize = 16;
const TAG_LENGTH: usize = 32;
const DIGEST_LENGTH: usize = 12 + SALT_LENGTH + TAG_LENGTH;

/// What one Argon2id hash costs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Argon2Cost {
    /// Memory in kibibytes.
    pub memory_kib: u32,
    /// Passes over the memory.
    pub passes: u32,
    /// Lanes.
    pub lanes: u32,
}

impl Default for Argon2Cost {
    fn default() -> Self {
        Self {
            memory_kib: 19_456,
            passes: 2,
            lanes: 1,
        }
    }
}

/// Hashes a secret. There is one for use, [`Argon2id`]; tests wrap it to count the work.
pub trait SecretHasher: Send + Sync {
    /// Computes the 32-byte hash, or none when the cost is impossible.
    fn hash(&self, cost: Argon2Cost, salt: &[u8; 16], secret: &[u8]) -> Option<[u8; 32]>;
}

/// Argon2id, version 1.3.
#[derive(Clone, Copy, Debug)]
pub struct Argon2id;

impl SecretHasher for Argon2id {
    fn hash(&self, cost: Argon2Cost, salt: &[u8; 16], secret: &[u8]) -> Option<[u8; 32]> {
        let Argon2Cost {
            memory_kib,
            passes,
            lanes,
        } = cost;
        let params = Params::new(memory_kib, passes, lanes, Some(TAG_LENGTH)).ok()?;
        let mut memory = borrow_memory(params.block_count());
        let mut tag = [0; TAG_LENGTH];
        let hashed = Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
            .hash_password_into_with_memory(secret, salt, &mut tag, &mut memory[..]);
        return_memory(memory);
        hashed.ok().map(|()| tag)
    }
}

/// Memory that hashing has used and will use again. Handed back to the allocator each time, the
/// nineteen megabytes of every hash would stay with the process in as many pieces as threads.
static MEMORY: Mutex<Vec<Vec<Block>>> = Mutex::new(Vec::new());

fn borrow_memory(blocks: usize) -> Vec<Block> {
    let kept = MEMORY.lock().unwrap_or_else(PoisonError::into_inner).pop();
    let mut memory = kept.unwrap_or_default();
    memory.resize(blocks, Block::default());
    memory
}

fn return_memory(memory: Vec<Block>) {
    let mut kept = MEMORY.lock().unwrap_or_else(PoisonError::into_inner);
    if kept.len() < HASHES_AT_ONCE {
        kept.push(memory);
    }
}

/// A hashed secret with what is needed to hash another the same way.
#[derive(Clone)]
pub(crate) struct SecretDigest {
    cost: Argon2Cost,
    salt: [u8; SALT_LENGTH],
    tag: [u8; TAG_LENGTH],
}

impl SecretDigest {
    /// A digest that no secret has: an unknown account is checked against it, at the full cost.
    pub(crate) fn of_nobody(cost: Argon2Cost) -> Self {
        Self {
            cost,
            salt: [0; SALT_LENGTH],
            tag: [0; TAG_LENGTH],
        }
    }

    pub(crate) fn to_bytes(&self) -> Vec<u8> {
        let Argon2Cost {
            memory_kib,
            passes,
            lanes,
        } = self.cost;
        let cost = [memory_kib, passes, lanes].map(u32::to_be_bytes).concat();
        [&cost[..], &self.salt, &self.tag].concat()
    }

    pub(crate) fn from_bytes(bytes: &[u8]) -> Result<Self, VaultError> {
        let bytes: &[u8; DIGEST_LENGTH] = bytes.try_into().map_err(|_| VaultError::Tampered)?;
        let number = |at: usize| {
            u32::from_be_bytes([bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]])
        };
        let cost = Argon2Cost {
            memory_kib: number(0),
            passes: number(4),
            lanes: number(8),
        };
        let mut digest = Self::of_nobody(cost);
        digest.salt.copy_from_slice(&bytes[12..12 + SALT_LENGTH]);
        digest.tag.copy_from_slice(&bytes[12 + SALT_LENGTH..]);
        Ok(digest)
    }
}

impl fmt::Debug for SecretDigest {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("SecretDigest(hidden)")
    }
}

impl Vault {
    /// Gives back the memory that hashing keeps, after many hashes and before a long rest; the next
    /// one takes it anew.
    pub fn release_hashing_memory(&self) {
        MEMORY
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clear();
    }

    pub(crate) async fn digest_secret(
        &self,
        secret: Zeroizing<Vec<u8>>,
    ) -> Result<SecretDigest, VaultError> {
        let (cost, salt) = (self.settings.argon2_cost, random::bytes()?);
        let tag = self.hash_secret(cost, salt, secret).await?;
        Ok(SecretDigest { cost, salt, tag })
    }

    /// Always does the full work, then compares in constant time.
    pub(crate) async fn secret_matches(
        &self,
        digest: &SecretDigest,
        secret: Zeroizing<Vec<u8>>,
    ) -> Result<bool, VaultError> {
        let tag = self.hash_secret(digest.cost, digest.salt, secret).await?;
        Ok(tag.ct_eq(&digest.tag).into())
    }

    /// Hashes away from the async threads, few at a time, so that a flood cannot take the memory.
    async fn hash_secret(
        &self,
        cost: Argon2Cost,
        salt: [u8; SALT_LENGTH],
        secret: Zeroizing<Vec<u8>>,
    ) -> Result<[u8; TAG_LENGTH], VaultError> {
        let _turn = self
            .hashing
            .acquire()
            .await
            .map_err(|_| VaultError::Hashing)?;
        let hasher = Arc::clone(&self.hasher);
        tokio::task::spawn_blocking(move || hasher.hash(cost, &salt, &secret))
            .await
            .map_err(|_| VaultError::Hashing)?
            .ok_or(VaultError::Hashing)
    }
}
