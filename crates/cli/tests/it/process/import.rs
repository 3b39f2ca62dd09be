//! `linli import`: all rows or none, each error in its place, and real tables through a mapping.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Output,
};

use crate::demo::{linli, stopped};

const HEAD: &str = "title,description,category,area,minutes,capacity,expires_in_days";

fn import(folder: &Path, words: &[&str]) -> Output {
    let data = folder.to_str().unwrap();
    linli(&[&["import"], words, &["--data", data]].concat())
}

fn table(folder: &Path, rows: &[&str]) -> String {
    let file = folder.join("table.csv");
    fs::write(&file, format!("{HEAD}\n{}\n", rows.join("\n"))).unwrap();
    file.to_str().unwrap().to_owned()
}

fn out(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// How many operations the ledger holds.
fn operations(folder: &Path) -> u64 {
    let audit = linli(&["audit", "--json", "--data", folder.to_str().unwrap()]);
    let report: serde_json::Value = serde_json::from_slice(&audit.stdout).unwrap();
    assert_eq!(report["sound"], true, "{report}");
    report["operations"].as_u64().unwrap()
}

fn project(path: &str) -> String {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..");
    root.join(path).to_str().unwrap().to_owned()
}

#[test]
fn a_good_table_is_published_whole_and_a_bad_one_not_at_all() {
    let folder = stopped();
    let before = operations(folder.path());
    let good = table(
        folder.path(),
        &[
            "想请人上门理发,腿脚不便,haircut,440604,60,1,30",
            "借一台轮椅,,wheelchair,440604,240,1,14",
        ],
    );
    let dry = import(
        folder.path(),
        &["needs", &good, "--as", "relief", "--dry-run"],
    );
    assert!(
        dry.status.success() && out(&dry).contains("2 rows"),
        "{}",
        out(&dry)
    );
    assert_eq!(
        operations(folder.path()),
        before,
        "a dry run publishes nothing"
    );

    let bad = fs::read_to_string(&good).unwrap() + "空,,no-such-thing,440604,sixty,1,30\n";
    let file = folder.path().join("bad.csv");
    fs::write(&file, bad).unwrap();
    let refused = import(
        folder.path(),
        &["needs", file.to_str().unwrap(), "--as", "relief"],
    );
    assert_eq!(refused.status.code(), Some(1));
    let errors = String::from_utf8_lossy(&refused.stderr);
    assert!(errors.contains("line 4, column category:"), "{errors}");
    assert!(
        errors.contains("line 4, column minutes: is not a whole number"),
        "{errors}"
    );
    assert_eq!(
        operations(folder.path()),
        before,
        "one bad row keeps the good ones out"
    );

    let published = import(folder.path(), &["needs", &good, "--as", "relief"]);
    assert!(
        published.status.success(),
        "{}",
        String::from_utf8_lossy(&published.stderr)
    );
    assert!(
        out(&published).contains("2 published"),
        "{}",
        out(&published)
    );
    assert!(operations(folder.path()) > before);
}

#[test]
fn real_needs_and_offers_come_in_through_the_documented_mappings() {
    let folder = stopped();
    let rows = [("offers", "supply"), ("needs", "relief")];
    let mut said = String::new();
    for (what, organisation) in rows {
        let file = project(&format!("crates/cli/tests/it/data/relief-{what}.csv"));
        let map = project(&format!("docs/import/relief-{what}.toml"));
        let done = import(
            folder.path(),
            &[what, &file, "--as", organisation, "--map", &map],
        );
        assert!(
            done.status.success(),
            "{}",
            String::from_utf8_lossy(&done.stderr)
        );
        said = out(&done);
    }
    assert!(said.contains("20 published"), "{said}");
    assert!(said.contains("matched: "), "{said}");
    operations(folder.path());
}

#[test]
fn an_unknown_organisation_is_refused() {
    let folder = stopped();
    let good = table(folder.path(), &["想请人上门理发,,haircut,440604,60,1,30"]);
    let refused = import(folder.path(), &["needs", &good, "--as", "nobody"]);
    assert_eq!(refused.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&refused.stderr).contains("no organisation `nobody`"));
}
