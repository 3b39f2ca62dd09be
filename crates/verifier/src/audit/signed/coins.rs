//! The coins of a batch check: they follow from everything that is checked, so that whoever forged
//! a signature could not choose it to fit the coins, and every audit tosses the same ones.

use ledger::{
    Hash, OperationId,
    signature::{PublicKey, Signature},
};
use rand_core::{TryCryptoRng, TryRng};
use std::convert::Infallible;

/// A stream of hashes of one seed.
pub(super) struct Coins {
    seed: Hash,
    tossed: u64,
    left: Vec<u8>,
}

impl Coins {
    /// The coins for keys, operations and signatures; the id of an operation is the hash of what
    /// its signature covers.
    pub(super) fn tossed_for<'a>(
        all: impl Iterator<Item = (&'a PublicKey, OperationId, &'a Signature)>,
    ) -> Self {
        let mut bytes = b"linli audit batch".to_vec();
        for (key, operation, signature) in all {
            // Each of the three has a fixed length.
            bytes.extend(key.bytes());
            bytes.extend(operation.0);
            bytes.extend(ledger::encode(signature));
        }
        Self {
            seed: Hash::of(&[&bytes]),
            tossed: 0,
            left: Vec::new(),
        }
    }

    fn take<const N: usize>(&mut self) -> [u8; N] {
        let mut taken = [0; N];
        for byte in &mut taken {
            if self.left.is_empty() {
                self.left = Hash::of(&[&self.seed.0, &self.tossed.to_le_bytes()])
                    .0
                    .into();
                self.tossed = self.tossed.wrapping_add(1);
            }
            *byte = self.left.pop().unwrap_or(0);
        }
        taken
    }
}

impl TryRng for Coins {
    type Error = Infallible;

    fn try_next_u32(&mut self) -> Result<u32, Infallible> {
        Ok(u32::from_le_bytes(self.take()))
    }

    fn try_next_u64(&mut self) -> Result<u64, Infallible> {
        Ok(u64::from_le_bytes(self.take()))
    }

    fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), Infallible> {
        for byte in bytes {
            [*byte] = self.take();
        }
        Ok(())
    }
}

impl TryCryptoRng for Coins {}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    fn tossed(operation: u8) -> Vec<u8> {
        let (key, signature) = (PublicKey::Ed25519([1; 32]), Signature::Ed25519([2; 64]));
        let operation = OperationId([operation; 32]);
        let mut coins = Coins::tossed_for([(&key, operation, &signature)].into_iter());
        let mut bytes = vec![0; 100];
        coins.try_fill_bytes(&mut bytes).unwrap();
        bytes
    }

    #[test]
    fn the_same_batch_tosses_the_same_coins_and_another_batch_others() {
        assert_eq!(tossed(1), tossed(1));
        assert_ne!(tossed(1), tossed(2));
    }

    #[test]
    fn coins_do_not_repeat_at_the_end_of_a_hash() {
        let bytes = tossed(1);
        let words: BTreeSet<&[u8]> = bytes.chunks(4).collect();
        assert_eq!(words.len(), 25);
    }
}
