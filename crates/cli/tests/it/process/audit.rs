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

/// The receipt of an operation that the sample district holds, made from what the office stored.
fn kept_header(folder: &Path, height: u64) -> (PathBuf, verifier::Certified) {
    let stored: Vec<RawRecord> = records::read(folder).map(Result::unwrap).collect();
    let of = |kind| {
        let mut found = stored.iter();
        found.find(|record| record.height == height && record.kind == kind)
    };
    let block: ledger::Block = ledger::decode(&of(records::Kind::Block).unwrap().payload).unwrap();
    let certified = verifier::Certified {
        header: block.header,
        descendants: Vec::new(),
        certificate: of(records::Kind::Certificate).unwrap().payload.clone(),
    };
    let file = folder.join("kept.json");
    fs::write(&file, certified.to_json()).unwrap();
    (file, certified)
}

#[test]
fn a_header_from_earlier_is_compared_and_must_be_certified() {
    let folder = stopped();
    let data = folder.path().to_str().unwrap();
    let stored = records::read(folder.path()).map(Result::unwrap);
    let certified = stored.filter(|record| record.kind == records::Kind::Certificate);
    let height = certified.map(|record| record.height).min().unwrap();
    let (kept, mut header) = kept_header(folder.path(), height);
    let known = |file: &Path| {
        let file = file.to_str().unwrap();
        linli(&["audit", "--json", "--data", data, "--known", file])
    };
    assert_eq!(known(&kept).status.code(), Some(0));
    // Nobody discredits an office with a header that its validators did not sign.
    header.header.time.0 += 1;
    fs::write(&kept, header.to_bytes()).unwrap();
    let refused = known(&kept);
    assert_eq!(refused.status.code(), Some(1));
    let words = String::from_utf8_lossy(&refused.stderr).into_owned();
    assert!(words.contains("not certified"), "{words}");
    header.header.network.0[0] ^= 1;
    fs::write(&kept, header.to_bytes()).unwrap();
    let other = verdict(&known(&kept));
    assert_eq!(other["code"], "known_of_another_network");
}

#[test]
fn an_audit_goes_on_from_a_checkpoint_and_refuses_a_changed_one() {
    let folder = stopped();
    let data = folder.path().to_str().unwrap();
    let elsewhere = tempfile::tempdir().unwrap();
    let file = elsewhere.path().join("audit.checkpoint");
    let resume = || {
        let file = file.to_str().unwrap();
        linli(&["audit", "--json", "--data", data, "--checkpoint", file])
    };
    let first = verdict(&resume());
    assert_eq!(
        (&first["sound"], &first["resumed_at"]),
        (&true.into(), &Value::Null)
    );
    let again = verdict(&resume());
    assert_eq!(again["resumed_at"], first["last_height"]);
    for field in ["operations", "blocks", "last_digest", "state_root"] {
        assert_eq!(again[field], first[field], "{field}");
    }
    let mut bytes = fs::read(&file).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    fs::write(&file, bytes).unwrap();
    let refused = resume();
    assert_eq!(refused.status.code(), Some(1));
    assert_eq!(verdict(&refused)["code"], "checkpoint_damaged");
}
