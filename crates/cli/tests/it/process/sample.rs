//! The sample district enters as everybody's acts do: signed operations through the gateway.

use std::{
    fs,
    path::{Path, PathBuf},
};

/// What writes to a ledger, a read model or a database by another way.
const OTHER_WAYS: [&str; 12] = [
    "build_block",
    "apply_block",
    "Block {",
    "Envelope",
    "sqlx",
    "Projections",
    ".projections.apply",
    ".rebuild(",
    "gateway.submit",
    "Node::",
    "node.submit",
    "feed_texts",
];

fn sources(path: &Path, found: &mut Vec<PathBuf>) {
    if path.is_dir() {
        for entry in fs::read_dir(path).unwrap() {
            sources(&entry.unwrap().path(), found);
        }
    } else if path.extension().is_some_and(|extension| extension == "rs") {
        found.push(path.to_owned());
    }
}

#[test]
fn the_story_is_told_through_the_desk_alone() {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    for part in ["demo.rs", "demo", "sample.rs", "sample"] {
        sources(&source.join(part), &mut files);
    }
    let is_test = |file: &PathBuf| file.components().any(|part| part.as_os_str() == "tests");
    files.retain(|file| !is_test(file) && !file.ends_with("tests.rs"));
    assert!(files.len() > 5, "the sample's sources have moved");
    for file in files {
        let text = fs::read_to_string(&file).unwrap();
        for way in OTHER_WAYS {
            assert!(!text.contains(way), "{} names {way}", file.display());
        }
    }
}
