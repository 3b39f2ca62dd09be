//! Vectors for the page's JavaScript: what Rust accepts and refuses, it must accept and refuse.
//!
//! `LINLI_WRITE_VECTORS=1 cargo test -p verifier vectors` writes them again, on purpose.

use crate::story::{CONFIRMED, Chain, EPOCH_BLOCKS, HELPER, REJECTED, story};
use ledger::{
    operation::identity::{Role, Scope},
    state::{accounts::AccountId, keys},
};
use serde_json::{Value, json};
use std::{env, fs, path::PathBuf};
use verifier::{
    Evidence, SetChange, TrustFile, receipt::Receipt, testing::KnownValidators, text, verify,
};

#[test]
fn the_vectors_on_disk_are_those_of_this_code() {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/vectors");
    for (name, value) in [
        ("receipts.json", receipts()),
        ("state_proofs.json", state_proofs()),
        ("proofs.json", proofs()),
    ] {
        let text = serde_json::to_string_pretty(&value).expect("it is JSON") + "\n";
        let file = folder.join(name);
        if env::var_os("LINLI_WRITE_VECTORS").is_some() {
            fs::write(&file, &text).expect("the folder is there");
        }
        let stored = fs::read_to_string(&file).expect("the vectors are there");
        assert!(
            stored == text,
            "{name} is of another format: LINLI_WRITE_VECTORS=1 writes it"
        );
    }
}

fn receipts() -> Value {
    let (one, four) = (story(1), story(4));
    let (height, position) = CONFIRMED;
    let cases = [
        case(
            "one validator",
            &one.receipt(height, position, 0),
            &one.trust(),
        ),
        case(
            "four validators",
            &four.receipt(height, position, 0),
            &four.trust(),
        ),
        case(
            "certified later",
            &four.receipt(height, 0, 2),
            &four.trust(),
        ),
        case("rejected", &four.receipt(REJECTED, 0, 0), &four.trust()),
        changed_set(&four),
    ];
    Value::from(cases.to_vec())
}

fn case(name: &str, receipt: &Receipt, trust: &TrustFile) -> Value {
    let verified = verify(receipt, trust).expect("it is sound");
    let trust: Value = serde_json::from_str(&trust.to_json()).expect("it is JSON");
    let applied = matches!(verified.verdict, ledger::Verdict::Applied(_));
    json!({
        "name": name,
        "binary": text::hex(&receipt.to_bytes()),
        "qr": receipt.to_qr_text("https://office.example/verify"),
        "trust": trust,
        "expected": {
            "network": verified.network.to_string(),
            "operation": verified.operation.to_string(),
            "digest": verified.digest.to_string(),
            "height": verified.height,
            "certified_height": verified.certified_height,
            "time_ms": verified.time.0,
            "actor": verified.actor.to_string(),
            "key": receipt.envelope.intent.key.0,
            "not_after_ms": receipt.envelope.intent.not_after.0,
            "custody": format!("{:?}", verified.custody).to_lowercase(),
            "verdict": if applied { "applied" } else { "rejected" },
            "signers": verified.signers,
            "validators": verified.validators,
        },
    })
}

/// A receipt by the validators that took over at the end of the first epoch.
fn changed_set(chain: &Chain) -> Value {
    let next = KnownValidators::from_seeds([21, 22]);
    let mut header = chain.blocks[3].header.clone();
    header.next_validators = next.set().hash();
    let mut trust = chain.trust();
    trust
        .append(SetChange {
            certificate: chain.validators.certify(&header, EPOCH_BLOCKS),
            header,
            next: next.set(),
        })
        .expect("it follows");
    let mut receipt = chain.receipt(CONFIRMED.0, CONFIRMED.1, 0);
    receipt.header.validators = next.set().hash();
    receipt.certificate = next.certify(&receipt.header, EPOCH_BLOCKS);
    case("after a change of validators", &receipt, &trust)
}

/// State proofs, consistency proofs and certified headers as files.
fn proofs() -> Value {
    let chain = story(4);
    let balance = keys::account(AccountId::Party(HELPER));
    let revoked = keys::key(ledger::KeyIndex(1));
    let role = keys::role(HELPER, Role::Clerk, Scope::Area(chain.genesis.district));
    let states = [
        ("a balance", chain.state_proof(7, 0, &balance)),
        ("no balance yet", chain.state_proof(4, 1, &balance)),
        (
            "a membership",
            chain.state_proof(2, 0, &keys::party(HELPER)),
        ),
        (
            "a key that is not revoked",
            chain.state_proof(7, 0, &revoked),
        ),
        ("a role that nobody gave", chain.state_proof(7, 0, &role)),
    ];
    let consistent = [(0, 1), (0, 7), (3, 7), (5, 6), (6, 7)].map(|(earlier, later)| {
        let proof = chain.consistency(earlier, later).expect("it comes before");
        (format!("{later} extends {earlier}"), proof)
    });
    let mut cases = Vec::new();
    for (name, proof) in states {
        cases.push(proof_case(
            name,
            &proof.to_bytes(),
            &proof.to_json(),
            &chain,
        ));
    }
    for (name, proof) in consistent {
        cases.push(proof_case(
            &name,
            &proof.to_bytes(),
            &proof.to_json(),
            &chain,
        ));
    }
    let header = chain.certified(4, 2);
    let (bytes, json) = (header.to_bytes(), header.to_json());
    cases.push(proof_case("an observer's header", &bytes, &json, &chain));
    Value::from(cases)
}

fn proof_case(name: &str, bytes: &[u8], json: &str, chain: &Chain) -> Value {
    let trust = chain.trust();
    let evidence = Evidence::read(bytes).expect("it is readable");
    assert!(evidence.verify(&trust).is_ok(), "{name}");
    let form: Value = serde_json::from_str(json).expect("it is JSON");
    let trust: Value = serde_json::from_str(&trust.to_json()).expect("it is JSON");
    json!({
        "name": name,
        "binary": text::hex(bytes),
        "trust": trust,
        "shown": form["shown"],
    })
}

fn state_proofs() -> Value {
    let state = story(4).state;
    let root = state.root().to_string();
    let meta = keys::meta();
    let value = ledger::encode(&state.get(&meta).expect("it is there"));
    let mut cases = vec![json!({
        "root": root,
        "key": text::hex(meta.bytes()),
        "value": text::hex(&value),
        "proof": text::hex(&state.prove(&meta)),
    })];
    for index in 1_000..1_016 {
        let key = keys::key(ledger::KeyIndex(index));
        cases.push(json!({
            "root": root,
            "key": text::hex(key.bytes()),
            "value": null,
            "proof": text::hex(&state.prove(&key)),
        }));
    }
    Value::from(cases)
}
