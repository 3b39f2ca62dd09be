//! The organisations whose servers agree on blocks.

use crate::{domains, hash::Hash};
use borsh::{BorshDeserialize, BorshSerialize, io};

/// The Ed25519 keys of the validators, ascending and without repeats: a certificate names its
/// signers by position in this order.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize)]
pub struct ValidatorSet {
    keys: Vec<[u8; 32]>,
}

impl BorshDeserialize for ValidatorSet {
    /// Refuses keys in another order or twice: a set has one encoding.
    fn deserialize_reader<R: io::Read>(reader: &mut R) -> io::Result<Self> {
        let keys = Vec::<[u8; 32]>::deserialize_reader(reader)?;
        if keys.is_sorted_by(|left, right| left < right) {
            Ok(Self { keys })
        } else {
            Err(io::ErrorKind::InvalidData.into())
        }
    }
}

impl ValidatorSet {
    /// Sorts the keys and removes repeats.
    #[must_use]
    pub fn new(mut keys: Vec<[u8; 32]>) -> Self {
        keys.sort_unstable();
        keys.dedup();
        Self { keys }
    }

    /// The keys in certificate order.
    #[must_use]
    pub fn keys(&self) -> &[[u8; 32]] {
        &self.keys
    }

    /// The number of signatures that make a certificate: all but the third that may be faulty.
    #[must_use]
    pub fn quorum(&self) -> usize {
        let count = self.keys.len();
        count.saturating_sub(count.saturating_sub(1).checked_div(3).unwrap_or(0))
    }

    /// The hash that headers name.
    #[must_use]
    pub fn hash(&self) -> Hash {
        let bytes = crate::encode(self);
        Hash::of(&[domains::VALIDATORS, &bytes])
    }
}
