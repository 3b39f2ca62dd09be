//! The measurements print what they promise; how fast this machine is, no test asks.

use std::process::Command;

use serde_json::Value;

fn measured(arguments: &[&str]) -> Value {
    let mut command = Command::new(env!("CARGO_BIN_EXE_linli"));
    let output = command
        .arg("bench")
        .args(arguments)
        .arg("--json")
        .output()
        .unwrap();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    serde_json::from_slice(&output.stdout).unwrap()
}

fn assert_has_numbers(object: &Value, pointers: &[&str]) {
    for pointer in pointers {
        let found = object.pointer(pointer);
        assert!(
            found.is_some_and(Value::is_number),
            "{pointer} is {found:?} in {object}"
        );
    }
}

#[test]
fn a_ledger_is_measured_at_an_offered_rate() {
    let rate = ["--seconds", "1", "--offered", "60", "--pairs", "4"];
    let object = measured(&[&["ledger", "--validators", "1"][..], &rate[..]].concat());
    let promised = [
        "/seconds",
        "/final_tx_per_second",
        "/finality_ms/p50",
        "/finality_ms/p99",
        "/bytes_per_tx",
        "/rss_mb_max",
        "/blocks",
        "/machine/cores",
    ];
    assert_has_numbers(&object, &promised);
    assert_eq!(object["validators"], 1);
    assert_eq!(
        object["signatures"],
        "all validators verify every signature"
    );
    assert_eq!(object["not_applied"], serde_json::json!({}));
    assert_eq!(object["applied"], object["signed_ahead"]);
    assert_eq!(object["empty_blocks"], 0);
}

#[test]
fn a_small_matching_is_measured() {
    let object = measured(&[
        "matching",
        "--needs",
        "200",
        "--offers",
        "200",
        "--candidates",
        "5",
    ]);
    let promised = [
        "/assign_seconds",
        "/gap_percent",
        "/matched",
        "/candidate_ms/p50",
        "/candidate_ms/p99",
        "/total_seconds",
        "/rss_mb_max",
    ];
    assert_has_numbers(&object, &promised);
}

#[test]
fn the_rules_are_measured_in_one_thread() {
    let object = measured(&["apply", "--operations", "120", "--pairs", "4"]);
    let promised = [
        "/operations_per_second",
        "/bytes_per_operation",
        "/microseconds_per_operation/rules",
        "/microseconds_per_operation/state_root",
        "/bars/bytes_per_operation/measured",
    ];
    assert_has_numbers(&object, &promised);
    assert_eq!(object["operations"], 120);
}

#[test]
fn a_stored_ledger_is_audited() {
    let object = measured(&["audit", "--operations", "200", "--pairs", "4"]);
    assert_has_numbers(
        &object,
        &[
            "/operations_per_second",
            "/operations_per_second_without_signatures",
            "/bytes_per_operation",
            "/blocks",
            "/certificates",
        ],
    );
    assert!(object["operations"].as_u64().unwrap() >= 200);
}
