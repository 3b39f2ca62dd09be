//! `linli audit`: a sound folder, every stored copy with a byte flipped, and nothing changed by it.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
    process::Output,
};

use ledger::Hash;
use node::records::{self, RawRecord};
use serde_json::Value;

use crate::demo::{linli, stopped};

fn audit(folder: &Path) -> Output {
    linli(&["audit", "--json", "--data", folder.to_str().unwrap()])
}

fn verdict(output: &Output) -> Value {
    serde_json::from_slice(&output.stdout).unwrap()
}

/// Every file below a folder with what it holds.
fn content(folder: &Path) -> BTreeMap<PathBuf, Hash> {
    let mut found = BTreeMap::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(content(&path));
        } else {
            let hash = Hash::of(&[&fs::read(&path).unwrap()]);
            found.insert(path, hash);
        }
    }
    found
}

#[test]
fn a_stopped_office_is_sound_and_stays_as_it_was() {
    let folder = stopped();
    let before = content(folder.path());
    let output = audit(folder.path());
    assert_eq!(output.status.code(), Some(0), "{}", verdict(&output));
    assert_eq!(verdict(&output)["sound"], true);
    assert!(verdict(&output)["operations"].as_u64().unwrap() > 300);
    assert_eq!(content(folder.path()), before);
}

/// The first, a middle and the last record of every file that holds any.
fn some_of_every_file(folder: &Path) -> Vec<RawRecord> {
    let mut files: BTreeMap<PathBuf, Vec<RawRecord>> = BTreeMap::new();
    for record in records::read(folder).map(Result::unwrap) {
        files.entry(record.file.clone()).or_default().push(record);
    }
    let some = |records: Vec<RawRecord>| {
        let chosen = [0, records.len() / 2, records.len() - 1];
        chosen.map(|at| records[at].clone())
    };
    files.into_values().flat_map(some).collect()
}

#[test]
fn a_flipped_byte_in_any_file_of_the_ledger_names_the_record() {
    let folder = stopped();
    for record in some_of_every_file(folder.path()) {
        let file = &record.file;
        let whole = fs::read(file).unwrap();
        let start = usize::try_from(record.offset).unwrap();
        for position in [start, start + record.payload.len() / 2] {
            let mut damaged = whole.clone();
            damaged[position] ^= 0x20;
            fs::write(file, damaged).unwrap();
            let before = content(folder.path());
            let output = audit(folder.path());
            let name = file.display();
            assert_eq!(output.status.code(), Some(1), "{name} byte {position}");
            let verdict = verdict(&output);
            let named = verdict["record"].as_str().unwrap();
            assert_eq!(named, format!("{name} at byte {start}"), "{verdict}");
            assert_eq!(content(folder.path()), before, "an audit repairs nothing");
        }
        fs::write(file, whole).unwrap();
    }
    assert_eq!(audit(folder.path()).status.code(), Some(0));
}

#[test]
fn a_folder_without_an_office_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let output = audit(folder.path());
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&output.stderr).contains("holds no office"));
    assert!(content(folder.path()).is_empty());
}
