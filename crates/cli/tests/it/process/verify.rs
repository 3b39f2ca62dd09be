//! `linli verify`: a receipt against a trust file, with nothing else at hand.

use std::fs;

use crate::{
    demo::{fresh, linli},
    http::Guest,
};

#[test]
fn a_receipt_is_judged_offline() {
    let (folder, demo) = fresh();
    let mut guest = Guest::at(demo.port);
    let blocks: serde_json::Value =
        serde_json::from_slice(&guest.get("/api/v1/blocks/1").unwrap().body).unwrap();
    let operation = blocks["operations"][0]["operation"]
        .as_str()
        .unwrap()
        .to_owned();
    let receipt = guest.get(&format!("/receipts/{operation}.bin")).unwrap();
    let trust = guest.get("/trust.json").unwrap();
    demo.stop();

    let at = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let (file, trust_file, damaged) = (at("receipt.bin"), at("given.json"), at("damaged.bin"));
    fs::write(&file, &receipt.body).unwrap();
    fs::write(&trust_file, &trust.body).unwrap();
    let valid = linli(&["verify", &file, "--trust", &trust_file]);
    assert_eq!(
        valid.status.code(),
        Some(0),
        "{}",
        String::from_utf8_lossy(&valid.stdout)
    );

    for position in (0..receipt.body.len()).step_by(37) {
        let mut bytes = receipt.body.clone();
        bytes[position] ^= 1;
        fs::write(&damaged, bytes).unwrap();
        let invalid = linli(&["verify", &damaged, "--trust", &trust_file]);
        assert_eq!(invalid.status.code(), Some(1), "byte {position}");
    }

    let untrusted = linli(&["verify", &file]);
    assert_eq!(untrusted.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&untrusted.stdout).contains("trust_missing"));
}

#[test]
fn what_is_no_receipt_is_refused_in_words() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("letter.txt");
    fs::write(&file, "nothing to see").unwrap();
    let judged = linli(&["verify", file.to_str().unwrap()]);
    assert_eq!(judged.status.code(), Some(1));
    let missing = linli(&["verify", "/nowhere/receipt.bin"]);
    assert_eq!(missing.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&missing.stderr).contains("cannot read"));
}

#[test]
fn what_a_folder_holds_of_an_earlier_block_is_proved_and_judged_offline() {
    let (folder, demo) = fresh();
    let trust = Guest::at(demo.port).get("/trust.json").unwrap();
    demo.stop();
    let at = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let (proof, trust_file) = (at("proof.bin"), at("given.json"));
    fs::write(&trust_file, &trust.body).unwrap();
    let data = folder.path().to_str().unwrap();
    for (height, said) in [("3", "3"), ("7", "7")] {
        let made = [
            "prove", "--data", data, "--at", height, "--out", &proof, "network",
        ];
        let made = linli(&made);
        let complaint = String::from_utf8_lossy(&made.stderr).into_owned();
        assert_eq!(made.status.code(), Some(0), "{complaint}");
        let judged = linli(&["verify", &proof, "--trust", &trust_file, "--json"]);
        let judged: serde_json::Value = serde_json::from_slice(&judged.stdout).unwrap();
        assert_eq!(judged["valid"], true, "{judged}");
        assert_eq!(judged["height"].to_string(), said);
    }
    let nobody = "00".repeat(16);
    let absent = ["prove", "--data", data, "--out", &proof, "member", &nobody];
    assert_eq!(linli(&absent).status.code(), Some(0));
    let judged = linli(&["verify", &proof, "--trust", &trust_file]);
    assert_eq!(judged.status.code(), Some(0), "absence is proved too");
    let beyond = [
        "prove", "--data", data, "--at", "999999", "--out", &proof, "network",
    ];
    assert_eq!(linli(&beyond).status.code(), Some(1));
}
