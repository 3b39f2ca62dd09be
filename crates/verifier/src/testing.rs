//! Validators that live in one process: for tests, samples and in-memory ledgers, never for a
//! network, because their keys are known to everyone.

use crate::certificate::{Certificate, Proposal};
use ed25519_zebra::{SigningKey, VerificationKeyBytes};
use ledger::{Header, ValidatorSet};
use std::collections::BTreeMap;

/// A validator set together with its private keys.
#[derive(Clone, Debug)]
pub struct KnownValidators {
    keys: BTreeMap<[u8; 32], SigningKey>,
}

impl KnownValidators {
    /// As many validators as there are seeds, each with the key that its seed gives.
    #[must_use]
    pub fn from_seeds(seeds: impl IntoIterator<Item = u8>) -> Self {
        let keys = seeds.into_iter().map(|seed| {
            let key = SigningKey::from([seed; 32]);
            (VerificationKeyBytes::from(&key).into(), key)
        });
        Self {
            keys: keys.collect(),
        }
    }

    /// The set.
    #[must_use]
    pub fn set(&self) -> ValidatorSet {
        ValidatorSet::new(self.keys.keys().copied().collect())
    }

    /// The bytes of a certificate of `header` by just a quorum, the first of the set.
    #[must_use]
    pub fn certify(&self, header: &Header, epoch_blocks: u64) -> Vec<u8> {
        let quorum: Vec<usize> = (0..self.set().quorum()).collect();
        self.certify_by(header, epoch_blocks, &quorum)
    }

    /// The bytes of a certificate signed by the validators at `positions`, ascending; empty when
    /// these cannot be positions of signers.
    #[must_use]
    pub fn certify_by(&self, header: &Header, epoch_blocks: u64, positions: &[usize]) -> Vec<u8> {
        let proposal = Proposal {
            epoch: header.height.checked_div(epoch_blocks).unwrap_or(0),
            view: header.height,
            parent_view: header.height.saturating_sub(1),
            payload: header.digest(),
        };
        let message = proposal.signed_bytes(header.network);
        let signatures = positions
            .iter()
            .filter_map(|position| {
                let key = self.keys.values().nth(*position)?;
                let position = u64::try_from(*position).ok()?;
                Some((position, <[u8; 64]>::from(key.sign(&message))))
            })
            .collect();
        u64::try_from(self.keys.len())
            .ok()
            .and_then(|participants| Certificate::assemble(proposal, participants, signatures))
            .map(|certificate| certificate.encode())
            .unwrap_or_default()
    }
}
