//! The fingerprint of a round, so that anybody can run it again and compare.

use sha2::{Digest as _, Sha256};

use crate::{Parameters, Round, RoundInput, ScoredPair};

/// Changing a domain is a change of format.
const ROUND_DOMAIN: &[u8] = b"_LINLI_MATCHING_ROUND";

/// Hashes a round and its parameters in their canonical form with SHA-256.
///
/// The form is the domain, the count of parameters and each as eight bytes, then value, bound and
/// gap, then the count of pairs and each as need, offer and score; numbers are big-endian.
#[must_use]
pub fn digest(round: &Round, parameters: &Parameters) -> [u8; 32] {
    let mut hasher = Sha256::new();
    hasher.update(ROUND_DOMAIN);
    let numbers = parameters.named();
    hasher.update(count(&numbers));
    for (_, number) in numbers {
        hasher.update(number.to_be_bytes());
    }
    hasher.update(round.value.to_be_bytes());
    hasher.update(round.bound.to_be_bytes());
    hasher.update(round.gap_ppm.to_be_bytes());
    add_pairs(&mut hasher, &round.pairs);
    hasher.finalize().into()
}

/// Hashes everything that a round read, whatever order it came in: the hash of its bundle.
#[must_use]
pub fn digest_input(input: &RoundInput) -> [u8; 32] {
    Sha256::digest(input.to_bytes()).into()
}

fn add_pairs(hasher: &mut Sha256, pairs: &[ScoredPair]) {
    hasher.update(count(pairs));
    for pair in pairs {
        hasher.update(pair.need.0);
        hasher.update(pair.offer.0);
        hasher.update(pair.score.to_be_bytes());
    }
}

fn count<T>(items: &[T]) -> [u8; 8] {
    u64::try_from(items.len()).unwrap_or(u64::MAX).to_be_bytes()
}
