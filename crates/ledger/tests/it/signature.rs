//! ZIP-215: one at a time and in batches accept exactly the same signatures, so that two nodes
//! that check differently never disagree.

use ed25519_zebra::{SigningKey, VerificationKey, VerificationKeyBytes, batch};
use ledger::signature::{PublicKey, Signature, verifies};
use rand_core::{Infallible, TryCryptoRng, TryRng};
use std::collections::BTreeSet;
use testkit::Random;

/// The numbers that weigh a batch: the same in every run.
struct Weights(Random);

impl TryRng for Weights {
    type Error = Infallible;

    fn try_next_u32(&mut self) -> Result<u32, Infallible> {
        Ok(u32::from_le_bytes(self.0.bytes()))
    }

    fn try_next_u64(&mut self) -> Result<u64, Infallible> {
        Ok(self.0.number())
    }

    fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), Infallible> {
        bytes.fill_with(|| self.0.bytes::<1>()[0]);
        Ok(())
    }
}

impl TryCryptoRng for Weights {}

const MESSAGE: &[u8] = b"a haircut on Tuesday";

fn in_a_batch(key: [u8; 32], signature: [u8; 64]) -> bool {
    let mut batch = batch::Verifier::new();
    batch.queue((VerificationKeyBytes::from(key), signature.into(), MESSAGE));
    batch.verify(Weights(Random::new(7))).is_ok()
}

/// What both ways say; they must say the same.
fn accepted(key: [u8; 32], r: [u8; 32], s: [u8; 32]) -> bool {
    let mut signature = [0; 64];
    signature[..32].copy_from_slice(&r);
    signature[32..].copy_from_slice(&s);
    let alone = verifies(
        &PublicKey::Ed25519(key),
        MESSAGE,
        &Signature::Ed25519(signature),
    );
    assert_eq!(
        alone,
        in_a_batch(key, signature),
        "{key:02x?} {signature:02x?}"
    );
    alone
}

/// Little-endian bytes of a field element: `first`, thirty `middle`, `last`.
fn framed(first: u8, middle: u8, last: u8) -> [u8; 32] {
    let mut bytes = [middle; 32];
    bytes[0] = first;
    bytes[31] = last;
    bytes
}

fn hex(text: &str) -> [u8; 32] {
    ledger::Hash::from_hex(text).expect("64 digits").0
}

/// Every encoding of a point of small order: eight canonical ones and six that are not.
fn small_order() -> BTreeSet<[u8; 32]> {
    BTreeSet::from([
        framed(0x01, 0, 0x00),
        framed(0xec, 0xff, 0x7f),
        framed(0x00, 0, 0x00),
        framed(0x00, 0, 0x80),
        hex("26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05"),
        hex("26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85"),
        hex("c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a"),
        hex("c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa"),
        framed(0x01, 0, 0x80),
        framed(0xec, 0xff, 0xff),
        framed(0xee, 0xff, 0x7f),
        framed(0xee, 0xff, 0xff),
        framed(0xed, 0xff, 0x7f),
        framed(0xed, 0xff, 0xff),
    ])
}

/// The order of the group: as a scalar it is zero, written in a way that is not canonical.
const GROUP_ORDER: &str = "edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010";

#[test]
fn small_order_points_are_accepted_in_every_encoding() {
    let points = small_order();
    assert_eq!(points.len(), 14);
    for key in &points {
        for r in &points {
            assert!(accepted(*key, *r, [0; 32]), "{key:02x?} {r:02x?}");
        }
    }
}

#[test]
fn scalars_are_canonical_or_refused() {
    for key in small_order() {
        assert!(!accepted(key, key, hex(GROUP_ORDER)));
        assert!(!accepted(key, key, [0xff; 32]));
        assert!(
            !accepted(key, key, framed(1, 0, 0)),
            "the scalar one is another point"
        );
    }
}

#[test]
fn bytes_that_are_no_point_are_refused() {
    let identity = framed(1, 0, 0);
    let no_points: Vec<[u8; 32]> = (0..64)
        .map(|first| framed(first, 0, 0))
        .filter(|bytes| VerificationKey::try_from(VerificationKeyBytes::from(*bytes)).is_err())
        .collect();
    assert!(no_points.len() > 10);
    for bytes in no_points {
        assert!(!accepted(bytes, identity, [0; 32]));
        assert!(!accepted(identity, bytes, [0; 32]));
    }
}

#[test]
fn one_flipped_bit_is_refused_both_ways() {
    let secret = SigningKey::from([9; 32]);
    let key: [u8; 32] = VerificationKeyBytes::from(&secret).into();
    let signature: [u8; 64] = secret.sign(MESSAGE).into();
    let halves = |bytes: [u8; 64]| {
        let (r, s) = bytes.split_at(32);
        (r.try_into().expect("half"), s.try_into().expect("half"))
    };
    let (r, s) = halves(signature);
    assert!(accepted(key, r, s));
    for bit in 0..512 {
        let mut flipped = signature;
        flipped[bit / 8] ^= 1 << (bit % 8);
        let (r, s) = halves(flipped);
        assert!(!accepted(key, r, s), "bit {bit}");
    }
}

#[test]
fn one_bad_signature_spoils_its_batch() {
    let mut batch = batch::Verifier::new();
    for seed in 1..20_u8 {
        let secret = SigningKey::from([seed; 32]);
        let message: &[u8] = if seed == 13 {
            b"another message"
        } else {
            MESSAGE
        };
        let key = VerificationKeyBytes::from(&secret);
        batch.queue((key, secret.sign(message), MESSAGE));
    }
    assert!(batch.verify(Weights(Random::new(7))).is_err());
}
