//! Certificates: the engine's bytes read without the engine, and every way they can fail.

use crate::story::{EPOCH_BLOCKS, story};
use ledger::{Hash, NetworkId, ValidatorSet};
use serde::Deserialize;
use verifier::{Certificate, CertificateFault, text};

#[derive(Deserialize)]
struct Vector {
    network: String,
    keys: Vec<String>,
    signers: Vec<u64>,
    epoch: u64,
    view: u64,
    parent_view: u64,
    payload: String,
    certificate: String,
}

/// Made once by the engine's own encoder (commonware-consensus 2026.10.0, simplex, Ed25519).
fn vectors() -> Vec<Vector> {
    serde_json::from_str(include_str!("vectors/engine_certificates.json")).expect("it is JSON")
}

#[test]
fn the_engines_own_certificates_are_read_verified_and_written_back() {
    for vector in vectors() {
        let bytes = text::from_hex(&vector.certificate).expect("hexadecimal");
        let certificate = Certificate::decode(&bytes).expect("the engine wrote it");
        let proposal = certificate.proposal;
        assert_eq!(
            (proposal.epoch, proposal.view, proposal.parent_view),
            (vector.epoch, vector.view, vector.parent_view)
        );
        assert_eq!(Some(proposal.payload), Hash::from_hex(&vector.payload));
        assert_eq!(certificate.signers().collect::<Vec<_>>(), vector.signers);
        assert_eq!(certificate.encode(), bytes);
        let keys = vector.keys.iter().filter_map(|key| text::key_from_hex(key));
        let set = ValidatorSet::new(keys.collect());
        let network = NetworkId::from_hex(&vector.network).expect("hexadecimal");
        let height = vector.epoch * EPOCH_BLOCKS;
        let verified = certificate.verify_at(network, height, &set, EPOCH_BLOCKS);
        assert_eq!(verified, Ok(vector.signers.len()));
    }
}

#[test]
fn no_bit_of_the_engines_certificates_can_be_changed() {
    for vector in vectors().iter().take(3) {
        let bytes = text::from_hex(&vector.certificate).expect("hexadecimal");
        let keys = vector.keys.iter().filter_map(|key| text::key_from_hex(key));
        let set = ValidatorSet::new(keys.collect());
        let network = NetworkId::from_hex(&vector.network).expect("hexadecimal");
        let height = vector.epoch * EPOCH_BLOCKS;
        for bit in 0..bytes.len() * 8 {
            let mut changed = bytes.clone();
            changed[bit / 8] ^= 1 << (bit % 8);
            let judged = Certificate::decode(&changed).and_then(|certificate| {
                assert_eq!(certificate.encode(), changed, "one encoding only");
                certificate.verify_at(network, height, &set, EPOCH_BLOCKS)
            });
            assert!(judged.is_err(), "bit {bit}");
        }
        for length in 0..bytes.len() {
            assert!(Certificate::decode(&bytes[..length]).is_err());
        }
        let longer = [&bytes[..], &[0]].concat();
        assert_eq!(
            Certificate::decode(&longer),
            Err(CertificateFault::Malformed)
        );
    }
}

#[test]
fn a_certificate_needs_a_quorum_of_the_right_set_over_the_right_block() {
    let chain = story(4);
    let (header, set) = (&chain.blocks[5].header, chain.validators.set());
    let certify = |positions: &[usize]| {
        let bytes = chain.validators.certify_by(header, EPOCH_BLOCKS, positions);
        Certificate::decode(&bytes).expect("it is well formed")
    };
    let verify = |positions: &[usize]| certify(positions).verify(header, &set, EPOCH_BLOCKS);
    assert_eq!(verify(&[0, 1, 2]), Ok(3));
    assert_eq!(verify(&[0, 1, 2, 3]), Ok(4));
    assert_eq!(verify(&[1, 3]), Err(CertificateFault::WithoutQuorum));

    let good = certify(&[0, 1, 2]);
    let other = &chain.blocks[6].header;
    let fault = good.verify(other, &set, EPOCH_BLOCKS);
    assert_eq!(fault, Err(CertificateFault::OtherBlock));
    let fault = good.verify(header, &set, EPOCH_BLOCKS + 20);
    assert_eq!(fault, Err(CertificateFault::WrongEpoch));
    let fault = good.verify(header, &story(1).validators.set(), EPOCH_BLOCKS);
    assert_eq!(fault, Err(CertificateFault::SetSizeDiffers));
    let strangers = verifier::testing::KnownValidators::from_seeds(11..15).set();
    let fault = good.verify(header, &strangers, EPOCH_BLOCKS);
    assert_eq!(
        fault,
        Err(CertificateFault::SignatureInvalid { validator: 0 })
    );
    let fault = good.verify_at(NetworkId([9; 32]), header.height, &set, EPOCH_BLOCKS);
    assert_eq!(
        fault,
        Err(CertificateFault::SignatureInvalid { validator: 0 })
    );
}

#[test]
fn a_signer_cannot_count_twice() {
    let chain = story(4);
    let (header, set) = (&chain.blocks[5].header, chain.validators.set());
    let bytes = chain.validators.certify_by(header, EPOCH_BLOCKS, &[0, 1]);
    let two = Certificate::decode(&bytes).expect("it is well formed");
    let first: [u8; 64] = bytes[bytes.len() - 128..][..64]
        .try_into()
        .expect("64 bytes");
    let repeated = vec![(0, first), (0, first), (1, first)];
    assert_eq!(Certificate::assemble(two.proposal, 4, repeated), None);
    // The same signature in another validator's place does not verify under their key.
    let second: [u8; 64] = bytes[bytes.len() - 64..].try_into().expect("64 bytes");
    let moved = vec![(0, first), (1, second), (2, first)];
    let moved = Certificate::assemble(two.proposal, 4, moved).expect("it is well formed");
    let fault = moved.verify(header, &set, EPOCH_BLOCKS);
    assert_eq!(
        fault,
        Err(CertificateFault::SignatureInvalid { validator: 2 })
    );
    let beyond = vec![(0, first), (4, second)];
    assert_eq!(Certificate::assemble(two.proposal, 4, beyond), None);
}
