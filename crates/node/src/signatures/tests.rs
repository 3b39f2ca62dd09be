//! The published edge cases of ZIP-215: a batch, and one check alone, say what the standard says.

use super::*;
use curve25519_dalek::constants::EIGHT_TORSION;
use ed25519_zebra::{SigningKey, VerificationKeyBytes};
use ledger::{
    Envelope, KeyIndex, NetworkId, Operation, PartyId, Seal as _, Timestamp, hash::Suite,
    operation::Intent,
};
use std::collections::BTreeSet;

fn intent(nonce: u64) -> Intent {
    Intent {
        suite: Suite::Sha256Ed25519,
        actor: PartyId([1; 16]),
        key: KeyIndex(1),
        not_after: Timestamp(0),
        nonce,
        operation: Operation::Batch(Vec::new()),
    }
}

const NETWORK: NetworkId = NetworkId([5; 32]);

fn claim(key: [u8; 32], signature: [u8; 64], nonce: u64) -> Claim {
    let envelope = Envelope {
        intent: intent(nonce),
        signature: Signature::Ed25519(signature),
    };
    Claim {
        key: PublicKey::Ed25519(key),
        operation: envelope.seal(NETWORK),
    }
}

fn genuine(seed: u8, nonce: u64) -> Claim {
    let secret = SigningKey::from([seed; 32]);
    let message = intent(nonce).signing_bytes(NETWORK);
    let key = VerificationKeyBytes::from(&secret);
    claim(key.into(), secret.sign(&message).into(), nonce)
}

fn join(r: [u8; 32], s: [u8; 32]) -> [u8; 64] {
    let mut signature = [0; 64];
    signature[..32].copy_from_slice(&r);
    signature[32..].copy_from_slice(&s);
    signature
}

fn check(claims: &[Claim]) -> Vec<bool> {
    Checker::default().check(claims, &mut commonware_utils::sys_rng())
}

/// Every encoding of the eight points of small order: the canonical one, the same with the
/// coordinate raised by the prime where that fits, and each with the sign bit turned where zero
/// has two signs. Fourteen of them are points.
fn small_order() -> BTreeSet<[u8; 32]> {
    let mut encodings = BTreeSet::new();
    for point in EIGHT_TORSION {
        let canonical = point.compress().to_bytes();
        for raised in [Some(canonical), raised_by_the_prime(canonical)] {
            let Some(bytes) = raised else { continue };
            let mut turned = bytes;
            turned[31] ^= 0x80;
            encodings.extend([bytes, turned]);
        }
    }
    let is_point = |bytes: &[u8; 32]| decompress(bytes).is_some_and(|one| one.is_small_order());
    encodings.into_iter().filter(is_point).collect()
}

/// `y + p` below 2²⁵⁵, where `p = 2²⁵⁵ − 19`: only for `y` below 19.
fn raised_by_the_prime(mut bytes: [u8; 32]) -> Option<[u8; 32]> {
    let small = bytes[1..31].iter().all(|byte| *byte == 0) && bytes[31] & 0x7f == 0;
    if !small || bytes[0] >= 19 {
        return None;
    }
    bytes[0] += 0xed;
    bytes[1..31].fill(0xff);
    bytes[31] |= 0x7f;
    Some(bytes)
}

#[test]
fn all_196_small_order_cases_hold_alone_and_together() {
    let points = small_order();
    assert_eq!(points.len(), 14);
    let pairs = points
        .iter()
        .flat_map(|a| points.iter().map(move |r| (a, r)));
    let claims: Vec<Claim> = pairs
        .map(|(key, r)| claim(*key, join(*r, [0; 32]), 1))
        .collect();
    assert_eq!(claims.len(), 196);
    assert!(claims.iter().all(is_signed));
    assert_eq!(check(&claims), [true; 196]);
    for one in &claims {
        assert_eq!(check(&vec![one.clone(); SPLIT_MIN]), [true; SPLIT_MIN]);
    }
}

#[test]
fn a_batch_says_of_each_signature_what_is_said_of_it_alone() {
    let torsion: Vec<[u8; 32]> = small_order().into_iter().collect();
    let mut claims: Vec<Claim> = (0..40)
        .map(|number| genuine(number, number.into()))
        .collect();
    let mut order = [0; 32];
    order.copy_from_slice(&hex_order());
    for (number, point) in torsion.iter().enumerate() {
        let at = number * 2;
        // A scalar that is not canonical, a point of small order as key of a genuine signature,
        // and a genuine key whose signature names another point.
        claims[at] = claim(*point, join(*point, order), 7);
        let Signature::Ed25519(mut signature) = claims[at + 1].operation.signature;
        signature[..32].copy_from_slice(point);
        let PublicKey::Ed25519(key) = claims[at + 1].key;
        claims[at + 1] = claim(key, signature, 8);
    }
    claims.push(claim([2; 32], [0; 64], 9));
    let alone: Vec<bool> = claims.iter().map(is_signed).collect();
    assert!(alone.contains(&true) && alone.contains(&false));
    assert_eq!(check(&claims), alone);
}

/// The order of the group, little-endian.
fn hex_order() -> Vec<u8> {
    let text = "edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010";
    let digit = |at: usize| u8::from_str_radix(&text[at..at + 2], 16).unwrap();
    (0..64).step_by(2).map(digit).collect()
}

#[test]
fn a_key_with_a_torsion_part_signs_under_the_cofactor() {
    // R = r B + T for a point T of small order: only the equation with the cofactor holds.
    let secret = SigningKey::from([3; 32]);
    let Claim { key, operation } = genuine(3, 4);
    let PublicKey::Ed25519(public) = key;
    for torsion in EIGHT_TORSION {
        let r = Scalar::from(77_u8);
        let point = (ED25519_BASEPOINT_POINT * r + torsion)
            .compress()
            .to_bytes();
        let hash = Sha512::new()
            .chain_update(point)
            .chain_update(public)
            .chain_update(operation.signing_bytes());
        let k = Scalar::from_bytes_mod_order_wide(&hash.finalize().into());
        let expanded: [u8; 64] = Sha512::digest(secret.as_ref()).into();
        let mut a = [0; 32];
        a.copy_from_slice(&expanded[..32]);
        a[0] &= 248;
        a[31] = a[31] & 127 | 64;
        let s = r + k * Scalar::from_bytes_mod_order(a);
        let one = claim(public, join(point, s.to_bytes()), 4);
        assert!(is_signed(&one));
        assert_eq!(check(&vec![one; 8]), [true; 8]);
    }
}

#[test]
fn forgeries_are_found_among_many() {
    let mut claims: Vec<Claim> = (0..200).map(|nonce| genuine(1, nonce)).collect();
    for forged in [0, 77, 78, 199] {
        claims[forged].operation = claims[5].operation.clone();
        let Signature::Ed25519(mut signature) = claims[forged].operation.signature;
        signature[3] ^= 1;
        claims[forged] = claim([0; 32], signature, 5);
    }
    let found: Vec<usize> = check(&claims)
        .iter()
        .enumerate()
        .filter_map(|(at, signed)| (!signed).then_some(at))
        .collect();
    assert_eq!(found, [0, 77, 78, 199]);
}
