//! The small program: exit codes and reasons.

use crate::story::{CONFIRMED, story};
use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Output},
};

fn file(name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    fs::write(&path, bytes).expect("the folder is there");
    path
}

fn run(arguments: &[&str]) -> (bool, String) {
    let Output {
        status,
        stdout,
        stderr,
    } = Command::new(env!("CARGO_BIN_EXE_linli-verify"))
        .args(arguments)
        .output()
        .expect("the program runs");
    let text = [stdout, stderr].concat();
    (
        status.success(),
        String::from_utf8_lossy(&text).into_owned(),
    )
}

#[test]
fn it_accepts_three_forms_and_gives_a_reason_for_each_refusal() {
    let chain = story(4);
    let receipt = chain.receipt(CONFIRMED.0, CONFIRMED.1, 0);
    let trust = file("trust.json", chain.trust().to_json());
    let trust = trust.to_str().expect("it is text");
    let qr = receipt.to_qr_text("https://office.example/verify") + "\n";
    for (name, bytes) in [
        ("receipt.bin", receipt.to_bytes()),
        ("receipt.json", receipt.to_json().into()),
        ("receipt.txt", qr.into()),
    ] {
        let path = file(name, bytes);
        let path = path.to_str().expect("it is text");
        let (valid, text) = run(&[path, "--trust", trust]);
        assert!(valid && text.starts_with("valid: operation"), "{text}");
        let (valid, text) = run(&[path, "--trust", trust, "--json"]);
        assert!(valid && text.contains(r#""valid":true"#), "{text}");
        let (valid, text) = run(&[path]);
        assert!(!valid && text.contains("trust_missing"), "{text}");
        let (valid, text) = run(&[path, "--trust", "/nowhere/trust.json", "--json"]);
        assert!(
            !valid && text.contains(r#""code":"trust_missing""#),
            "{text}"
        );
    }
    let mut changed = receipt.to_bytes();
    *changed.last_mut().expect("it has bytes") ^= 1;
    let path = file("changed.bin", changed);
    let (valid, text) = run(&[path.to_str().expect("it is text"), "--trust", trust]);
    assert!(
        !valid && text.contains("path_does_not_lead_to_root"),
        "{text}"
    );
    let (valid, text) = run(&["--wrong"]);
    assert!(!valid && text.contains("usage"), "{text}");
}
