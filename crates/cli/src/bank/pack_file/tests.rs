//! Pack files: the published ones are the packs of the code, and mistakes are named.

use super::*;
use ledger::rule_pack::PUBLISHED;

const CHANCHENG: &str = include_str!("../../../../ledger/packs/chancheng.toml");

#[test]
fn the_published_files_are_the_published_packs() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../ledger/packs");
    for published in PUBLISHED {
        let pack = published();
        let file = folder.join(format!("{}.toml", pack.name.0));
        assert_eq!(read(&file).unwrap(), pack, "{}", file.display());
    }
    assert_eq!(fs::read_dir(folder).unwrap().count(), PUBLISHED.len());
}

#[track_caller]
fn mistake(old: &str, new: &str) -> String {
    assert!(CHANCHENG.contains(old), "{old}");
    let text = CHANCHENG.replacen(old, new, 1);
    parse("mine.toml", &text).unwrap_err().to_string()
}

#[test]
fn a_mistake_is_named_with_file_line_and_field() {
    for (old, new, named) in [
        ("value = 30\n", "value = 0\n", ["line 25", "step_minutes"]),
        (
            "value = 480\n",
            "value = 0\n",
            ["line 40", "day_cap_minutes"],
        ),
        (
            "value = 1200\n",
            "value = 0\n",
            ["line 45", "pair_cap_minutes"],
        ),
        (
            "value = \"15000\"",
            "value = \"0\"",
            ["line 55", "balance_cap"],
        ),
        (
            "cool_off_hours = 24",
            "cool_off_hours = 1",
            ["line 87", "gifts"],
        ),
        (
            "value = \"10\"",
            "value = \"ten\"",
            ["line 31", "no amount"],
        ),
        (
            "value = \"10\"",
            "value = \"1.25\"",
            ["line 31", "no amount"],
        ),
        ("value = \"pool\"", "value = \"sea\"", ["line 61", "pool"]),
        ("value = \"taxonomy\"", "value = 3", ["line 3", "taxonomy"]),
        ("[unit]", "[units]", ["units", "unknown field"]),
        ("evidence = \"proposal\"", "", ["line 15", "evidence"]),
        (
            "value = 2025-01-01",
            "value = 2025-01-01T10:00:00",
            ["line 16", "no day"],
        ),
        (
            "name = \"chancheng\"",
            "name = \"Chan cheng\"",
            ["line 8", "name"],
        ),
        ("name = \"chancheng\"", "name = ", ["line 8", "TOML"]),
    ] {
        let told = mistake(old, new);
        assert!(told.starts_with("mine.toml"), "{told}");
        for word in named {
            assert!(told.contains(word), "{old} -> {new}: {told} lacks {word}");
        }
    }
}

#[test]
fn a_rule_without_a_source_is_no_rule() {
    let source = "source = \"Linli's own proposal for Chancheng; no public source states the \
                  district's tariff\"";
    let told = mistake(source, "source = \" \"");
    assert!(told.contains("every rule names its source"), "{told}");
}

#[test]
fn categories_can_have_a_table_of_their_own() {
    let text = CHANCHENG.replacen("value = \"taxonomy\"", "value = { 213 = 13, 201 = 12 }", 1);
    let pack = parse("mine.toml", &text).unwrap();
    let rows = vec![(CategoryCode(201), 12), (CategoryCode(213), 13)];
    assert_eq!(pack.coefficients, Coefficients::Table(rows));
    let unknown = CHANCHENG.replacen("value = \"taxonomy\"", "value = { 9 = 12 }", 1);
    let told = parse("mine.toml", &unknown).unwrap_err().to_string();
    assert!(told.contains("line 35, coefficients"), "{told}");
}
