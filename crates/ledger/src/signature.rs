//! Keys and signatures, checked under ZIP-215: one at a time and in batches accept the same set.

use borsh::{BorshDeserialize, BorshSerialize};
use ed25519_zebra::{VerificationKey, VerificationKeyBytes};
use std::fmt;

/// A public key with its algorithm.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, BorshSerialize, BorshDeserialize)]
pub enum PublicKey {
    /// An Ed25519 point, 32 bytes.
    Ed25519([u8; 32]),
}

impl PublicKey {
    /// The raw key bytes, without the algorithm.
    #[must_use]
    pub const fn bytes(&self) -> &[u8] {
        match self {
            Self::Ed25519(bytes) => bytes,
        }
    }
}

impl fmt::Debug for PublicKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("ed25519:")?;
        crate::ids::write_hex(self.bytes(), formatter)
    }
}

/// A signature with its algorithm.
#[derive(Clone, Copy, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub enum Signature {
    /// An Ed25519 signature, 64 bytes.
    Ed25519([u8; 64]),
}

impl fmt::Debug for Signature {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self::Ed25519(bytes) = self;
        formatter.write_str("ed25519:")?;
        crate::ids::write_hex(bytes, formatter)
    }
}

/// Who holds the private key, as stated when the key was registered.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    BorshSerialize,
    BorshDeserialize,
    serde::Serialize,
)]
#[serde(rename_all = "snake_case")]
pub enum Custody {
    /// The party's own device signs.
    Device,
    /// The office keeps the key and signs on the party's behalf.
    Custodial,
    /// A helper signs with the helper's own key.
    Assisted,
}

/// Whether `signature` over `message` verifies under `key`.
#[must_use]
pub fn verifies(key: &PublicKey, message: &[u8], signature: &Signature) -> bool {
    let (PublicKey::Ed25519(key), Signature::Ed25519(signature)) = (key, signature);
    VerificationKey::try_from(VerificationKeyBytes::from(*key))
        .and_then(|key| key.verify(&(*signature).into(), message))
        .is_ok()
}
