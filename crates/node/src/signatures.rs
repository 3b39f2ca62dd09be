//! Many signatures at once, under ZIP-215: a batch accepts exactly what single checks accept.
//!
//! The equation is that of `ed25519-zebra`'s batches, cofactor included. It is written here so
//! that the points of known keys are kept: finding a point is a third of the work of a batch.

use curve25519_dalek::{
    constants::ED25519_BASEPOINT_POINT,
    edwards::{CompressedEdwardsY, EdwardsPoint},
    scalar::Scalar,
    traits::{IsIdentity as _, VartimeMultiscalarMul as _},
};
use ledger::{
    Sealed,
    planted::{PlantedBug, is_planted},
    signature::{PublicKey, Signature, verifies},
};
use rand_core::CryptoRng;
use sha2::{Digest as _, Sha512};
use std::{
    collections::BTreeMap,
    sync::{Mutex, PoisonError},
};

/// Signatures of a batch: more of them gain little.
pub(crate) const BATCH: usize = 512;
/// Smaller batches are checked one by one where one of them is forged.
const SPLIT_MIN: usize = 4;
/// Keys whose points are kept; about 200 bytes each.
const POINTS_MAX: usize = 32_768;

/// An operation and the key that must have signed it.
#[derive(Clone, Debug)]
pub(crate) struct Claim {
    pub(crate) key: PublicKey,
    pub(crate) operation: Sealed,
}

/// Checks signatures and keeps the points of the keys that it has seen.
#[derive(Debug, Default)]
pub(crate) struct Checker {
    points: Mutex<BTreeMap<[u8; 32], EdwardsPoint>>,
}

impl Checker {
    /// Whether each operation is signed by its key, in order.
    pub(crate) fn check(&self, claims: &[Claim], random: &mut impl CryptoRng) -> Vec<bool> {
        if is_planted(PlantedBug::SkippedSignatureCheck) {
            return vec![true; claims.len()];
        }
        let mut signed = Vec::with_capacity(claims.len());
        for batch in claims.chunks(BATCH) {
            self.search(batch, random, &mut signed);
        }
        signed
    }

    /// Halves a batch that does not hold until the forged ones stand alone.
    fn search(&self, batch: &[Claim], random: &mut impl CryptoRng, signed: &mut Vec<bool>) {
        if batch.len() < SPLIT_MIN {
            signed.extend(batch.iter().map(is_signed));
        } else if self.all_signed(batch, random) {
            signed.extend(batch.iter().map(|_| true));
        } else {
            let (left, right) = batch.split_at(batch.len() / 2);
            self.search(left, random, signed);
            self.search(right, random, signed);
        }
    }

    /// `8 (Σ zᵢ sᵢ) B = 8 Σ zᵢ Rᵢ + 8 Σ (zᵢ kᵢ) Aᵢ` with random weights of 128 bits.
    fn all_signed(&self, batch: &[Claim], random: &mut impl CryptoRng) -> bool {
        let mut weights = vec![0; batch.len() * 16];
        random.fill_bytes(&mut weights);
        let mut base = Scalar::ZERO;
        let mut scalars = Vec::with_capacity(2 * batch.len() + 1);
        let mut points = Vec::with_capacity(2 * batch.len() + 1);
        for (claim, weight) in batch.iter().zip(weights.chunks_exact(16)) {
            let (PublicKey::Ed25519(key), Signature::Ed25519(signature)) =
                (&claim.key, &claim.operation.signature);
            let (Some((r, s)), Some(a)) = (halves(signature), self.point(key)) else {
                return false;
            };
            let (Some(point), Some(s)) = (decompress(r), canonical(s)) else {
                return false;
            };
            let hash = Sha512::new()
                .chain_update(r)
                .chain_update(key)
                .chain_update(claim.operation.signing_bytes());
            let k = Scalar::from_bytes_mod_order_wide(&hash.finalize().into());
            let z = weight.first_chunk().map_or(0, |z| u128::from_le_bytes(*z));
            let z = Scalar::from(z);
            base -= z * s;
            scalars.extend([z, z * k]);
            points.extend([point, a]);
        }
        scalars.push(base);
        points.push(ED25519_BASEPOINT_POINT);
        let sum = EdwardsPoint::vartime_multiscalar_mul(&scalars, &points);
        sum.mul_by_cofactor().is_identity()
    }

    fn point(&self, key: &[u8; 32]) -> Option<EdwardsPoint> {
        let mut points = self.points.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(point) = points.get(key) {
            return Some(*point);
        }
        let point = decompress(key)?;
        if points.len() >= POINTS_MAX {
            points.clear();
        }
        points.insert(*key, point);
        Some(point)
    }
}

fn is_signed(claim: &Claim) -> bool {
    let operation = &claim.operation;
    verifies(&claim.key, &operation.signing_bytes(), &operation.signature)
}

fn halves(signature: &[u8; 64]) -> Option<(&[u8; 32], &[u8; 32])> {
    signature.first_chunk().zip(signature.last_chunk())
}

/// Any encoding of a point, canonical or not: ZIP-215.
fn decompress(bytes: &[u8; 32]) -> Option<EdwardsPoint> {
    CompressedEdwardsY(*bytes).decompress()
}

fn canonical(bytes: &[u8; 32]) -> Option<Scalar> {
    Scalar::from_canonical_bytes(*bytes).into()
}

#[cfg(test)]
mod tests;
