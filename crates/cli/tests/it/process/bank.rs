//! `linli bank simulate` on the sample district, as a table and as JSON.

use std::path::Path;

use serde_json::Value;

use crate::demo::{linli, stopped};

fn pack(name: &str) -> String {
    format!("{}/../ledger/packs/{name}.toml", env!("CARGO_MANIFEST_DIR"))
}

fn simulate(folder: &Path, pack: &str, more: &[&str]) -> std::process::Output {
    let folder = folder.to_str().unwrap();
    let mut words = vec!["bank", "simulate", "--data", folder, "--pack", pack];
    words.extend(more);
    linli(&words)
}

fn json(folder: &Path, name: &str, since: &str) -> Value {
    let output = simulate(folder, &pack(name), &["--since", since, "--json"]);
    let complaint = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{complaint}");
    serde_json::from_slice(&output.stdout).unwrap()
}

#[test]
fn a_community_sees_who_would_have_what_under_another_pack() {
    let folder = stopped();
    let as_it_is = json(folder.path(), "chancheng", "2020-01-01");
    let accounts = as_it_is["accounts"].as_array().unwrap();
    assert!(accounts.len() > 5, "{as_it_is}");
    assert!(accounts.iter().all(|one| one["before"] == one["after"]));
    assert!(as_it_is["totals"]["services"].as_u64().unwrap() > 0);

    let nanjing = json(folder.path(), "nanjing", "2020-01-01");
    let totals = &nanjing["totals"];
    assert_eq!(totals["services"], as_it_is["totals"]["services"]);
    assert_ne!(
        totals["in_circulation_after"],
        totals["in_circulation_before"]
    );
    let later = json(folder.path(), "nanjing", "2099-01-01");
    assert_eq!(later["totals"]["services"], 0);

    let table = simulate(folder.path(), &pack("nanjing"), &["--since", "2020-01-01"]);
    let table = String::from_utf8(table.stdout).unwrap();
    for word in [
        "providers under nanjing version 1",
        "difference",
        "issuance",
    ] {
        assert!(table.contains(word), "{table} lacks {word}");
    }
}

#[test]
fn a_wrong_pack_day_or_folder_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let broken = folder.path().join("broken.toml");
    let text = std::fs::read_to_string(pack("nanjing")).unwrap();
    let text = text.replacen("[step_minutes]\nvalue = 30", "[step_minutes]\nvalue = 0", 1);
    std::fs::write(&broken, text).unwrap();
    let broken = broken.to_str().unwrap().to_owned();
    for (pack, since, told) in [
        (&broken, "2026-01-01", "step_minutes"),
        (&pack("atlantis"), "2026-01-01", "cannot read"),
        (&pack("nanjing"), "soon", "soon is no day"),
        (&pack("nanjing"), "2026-01-01", "holds no office"),
    ] {
        let output = simulate(folder.path(), pack, &["--since", since]);
        assert!(!output.status.success());
        let complaint = String::from_utf8_lossy(&output.stderr);
        assert!(complaint.contains(told), "{complaint} lacks {told}");
    }
}
