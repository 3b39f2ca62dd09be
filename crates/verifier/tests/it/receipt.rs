//! Receipts: a good one passes, and no byte and no field of it can be changed unnoticed.

use crate::story::{CONFIRMED, Chain, EPOCH_BLOCKS, REJECTED, story};
use ledger::{Hash, KeyIndex, NetworkId, Rejection, Timestamp, Verdict, signature::Custody};
use std::collections::BTreeSet;
use verifier::{
    CertificateFault, Evidence, Invalid, Place, Receipt, TrustFile, block_path::Step, verify,
};

fn judge(bytes: &[u8], trust: &TrustFile) -> Result<(), Invalid> {
    verify(&Receipt::from_bytes(bytes)?, trust).map(|_| ())
}

fn confirmed(chain: &Chain, later: usize) -> Receipt {
    chain.receipt(CONFIRMED.0, CONFIRMED.1, later)
}

#[test]
fn every_operation_of_a_chain_has_a_receipt_that_verifies() {
    for validators in [1, 4] {
        let chain = story(validators);
        let trust = chain.trust();
        for height in 1..chain.blocks.len() {
            for position in 0..chain.blocks[height].operations.len() {
                for later in 0..chain.blocks.len() - height {
                    let receipt = chain.receipt(height, position, later);
                    let verified = verify(&receipt, &trust).expect("it is sound");
                    let envelope = &chain.blocks[height].operations[position];
                    assert_eq!(verified.operation, envelope.id(trust.network()));
                    assert_eq!(verified.height, height as u64);
                    assert_eq!(verified.certified_height, (height + later) as u64);
                    assert_eq!(verified.validators, usize::from(validators));
                    assert_eq!(verified.signers, chain.validators.set().quorum());
                    assert!(verified.demo);
                }
            }
        }
        let rejected = verify(&chain.receipt(REJECTED, 0, 0), &trust).expect("it is sound");
        let reason = Rejection::TransferNotPending;
        assert_eq!(rejected.verdict, Verdict::Rejected(reason));
        assert_eq!(rejected.custody, Custody::Custodial);
    }
}

#[test]
fn all_three_forms_say_the_same() {
    let chain = story(4);
    let receipt = confirmed(&chain, 1);
    let qr = receipt.to_qr_text("https://office.example/verify");
    for form in [receipt.to_bytes(), receipt.to_json().into(), qr.into()] {
        let expected = Evidence::Receipt(Box::new(receipt.clone()));
        assert_eq!(Evidence::read(&form), Ok(expected));
    }
}

#[test]
fn every_changed_bit_of_a_receipt_is_refused_with_a_reason() {
    let mut codes = BTreeSet::new();
    for (validators, later) in [(1, 0), (4, 1)] {
        let chain = story(validators);
        let trust = chain.trust();
        let bytes = confirmed(&chain, later).to_bytes();
        assert_eq!(judge(&bytes, &trust), Ok(()));
        for bit in 0..bytes.len() * 8 {
            let mut changed = bytes.clone();
            changed[bit / 8] ^= 1 << (bit % 8);
            let invalid = judge(&changed, &trust).expect_err("a changed bit must be noticed");
            assert!(!invalid.to_string().is_empty());
            codes.insert(invalid.code());
        }
        for length in 0..bytes.len() {
            assert!(judge(&bytes[..length], &trust).is_err(), "cut at {length}");
        }
        let longer = [&bytes[..], &[0]].concat();
        assert_eq!(judge(&longer, &trust), Err(Invalid::Malformed(Place::End)));
    }
    for code in [
        "header_wrong_network",
        "descendants_broken",
        "certificate_of_another_block",
        "certificate_signature_invalid",
        "path_does_not_lead_to_root",
        "malformed_at_magic",
        "malformed_at_version",
        "malformed_at_suite",
        "malformed_at_outcome",
    ] {
        assert!(codes.contains(code), "{code} is not among {codes:?}");
    }
}

#[test]
fn every_changed_field_is_refused() {
    type Change = fn(&mut Receipt);
    let cases: &[(Change, &str)] = &[
        (
            |it| it.header.network = NetworkId([1; 32]),
            "header_wrong_network",
        ),
        (|it| it.header.height += 1, "descendants_broken"),
        (|it| it.header.parent = Hash::ZERO, "descendants_broken"),
        (|it| it.header.time = Timestamp(1), "descendants_broken"),
        (|it| it.header.block_root = Hash::ZERO, "descendants_broken"),
        (|it| it.header.state_root = Hash::ZERO, "descendants_broken"),
        (|it| it.header.rules_version += 1, "descendants_broken"),
        (|it| it.header.validators = Hash::ZERO, "descendants_broken"),
        (
            |it| it.header.next_validators = Hash::ZERO,
            "descendants_broken",
        ),
        (|it| it.descendants.clear(), "certificate_of_another_block"),
        (
            |it| it.descendants[0].time = Timestamp(1),
            "certificate_of_another_block",
        ),
        (
            |it| it.descendants[0].validators = Hash::ZERO,
            "header_wrong_validators",
        ),
        (|it| it.certificate.clear(), "certificate_malformed"),
        (
            |it| it.envelope.intent.nonce += 1,
            "path_does_not_lead_to_root",
        ),
        (
            |it| it.envelope.intent.key = KeyIndex(9),
            "path_does_not_lead_to_root",
        ),
        (
            |it| it.outcome.custody = Custody::Device,
            "path_does_not_lead_to_root",
        ),
        (
            |it| it.outcome.verdict = Verdict::Applied(vec![]),
            "path_does_not_lead_to_root",
        ),
        (|it| it.path.clear(), "path_does_not_lead_to_root"),
        (
            |it| it.path.extend(it.path.clone()),
            "path_does_not_lead_to_root",
        ),
        (
            |it| it.path[0].sibling = Hash::ZERO,
            "path_does_not_lead_to_root",
        ),
    ];
    let chain = story(4);
    for (change, code) in cases {
        let mut receipt = confirmed(&chain, 1);
        change(&mut receipt);
        let invalid = verify(&receipt, &chain.trust()).expect_err(code);
        assert_eq!(invalid.code(), *code);
    }
}

#[test]
fn another_networks_trust_does_not_do() {
    let chain = story(4);
    let invalid = verify(&confirmed(&chain, 0), &story(1).trust());
    assert_eq!(invalid, Err(Invalid::HeaderWrongNetwork));
    let mut receipt = confirmed(&chain, 0);
    let two = &[0, 1];
    receipt.certificate = chain
        .validators
        .certify_by(&receipt.header, EPOCH_BLOCKS, two);
    let without = Invalid::Certificate(CertificateFault::WithoutQuorum);
    assert_eq!(verify(&receipt, &chain.trust()), Err(without));
}

#[test]
fn words_of_the_json_form_cannot_differ_from_what_is_proved() {
    let json = confirmed(&story(1), 0).to_json();
    let value: serde_json::Value = serde_json::from_str(&json).expect("it is JSON");
    let shown = value["shown"].as_object().expect("it is an object");
    assert_eq!(shown["actions"], serde_json::json!(["confirm_service"]));
    assert_eq!(shown["custody"], "custodial");
    for name in shown.keys() {
        let mut changed = value.clone();
        changed["shown"][name] = match &value["shown"][name] {
            serde_json::Value::Number(number) => (number.as_u64().unwrap_or(0) + 1).into(),
            serde_json::Value::Array(_) => serde_json::json!(["Nothing"]),
            _ => "nothing".into(),
        };
        let read = Receipt::from_json(&changed.to_string());
        assert_eq!(read, Err(Invalid::Malformed(Place::Shown)), "{name}");
    }
    let mut more = value;
    more["note"] = "believe me".into();
    let read = Receipt::from_json(&more.to_string());
    assert_eq!(read, Err(Invalid::Malformed(Place::Json)));
}

#[test]
fn a_receipt_fits_one_qr_code() {
    for (validators, most) in [(1, 800), (4, 1_000)] {
        let chain = story(validators);
        let mut receipt = confirmed(&chain, 0);
        let small = receipt.to_bytes().len();
        assert!(small <= most, "{small} bytes with {validators} validators");
        // A block of a thousand operations has paths of ten steps.
        let step: Step = receipt.path[0];
        receipt.path = vec![step; 10];
        let large = receipt.to_bytes().len();
        assert!(large <= 1_500, "{large} bytes with {validators} validators");
        println!("{validators} validators: {small} bytes, {large} in a block of a thousand");
    }
}
