//! Every sentence exists in both languages, and every sentence that is used exists.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use portal::error::Kind;
use portal::i18n::{Language, Words};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn files(folder: &Path, extension: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path, extension));
        } else if path.extension().is_some_and(|end| end == extension) {
            found.push(path);
        }
    }
    found
}

/// `file: key` for every sentence of a language.
fn keys(language: Language) -> BTreeSet<String> {
    let mut keys = BTreeSet::new();
    for path in files(&root().join("locales").join(language.tag()), "ftl") {
        let file = path.file_name().unwrap().to_string_lossy().into_owned();
        for line in fs::read_to_string(&path).unwrap().lines() {
            let starts = line.starts_with(|first: char| first.is_ascii_alphabetic());
            if let Some((key, _)) = line.split_once(" =").filter(|_| starts) {
                assert!(
                    keys.insert(format!("{file}: {key}")),
                    "{key} stands twice in {file}"
                );
            }
        }
    }
    keys
}

/// The keys alone, without their files.
fn names(keys: &BTreeSet<String>) -> BTreeSet<String> {
    let parts = keys.iter().filter_map(|key| key.split_once(": "));
    parts.map(|(_, name)| name.to_owned()).collect()
}

#[test]
fn both_languages_say_the_same_things() {
    let (chinese, english) = (keys(Language::Chinese), keys(Language::English));
    assert!(chinese.len() > 100);
    let only_one: Vec<_> = chinese.symmetric_difference(&english).collect();
    assert!(only_one.is_empty(), "in one language only: {only_one:?}");
}

#[test]
fn no_key_stands_in_two_files() {
    let all = keys(Language::Chinese);
    assert_eq!(names(&all).len(), all.len());
}

#[test]
fn every_sentence_that_is_used_exists() {
    let written = names(&keys(Language::Chinese));
    let mut sources = files(&root().join("templates"), "html");
    sources.extend(files(&root().join("src"), "rs"));
    for path in sources {
        let text = fs::read_to_string(&path).unwrap();
        let text = text.split("#[cfg(test)]").next().unwrap();
        for call in ["t.get(\"", "t.say(\"", "words.get(\"", "words.say(\""] {
            for rest in text.split(call).skip(1) {
                let key = rest.split('"').next().unwrap();
                let place = path.display();
                assert!(
                    written.contains(key),
                    "{place} uses {key}, which nobody has written"
                );
            }
        }
    }
}

#[test]
fn every_failure_has_words_of_its_own() {
    for language in Language::ALL {
        for kind in Kind::ALL {
            for part in ["title", "body"] {
                let key = format!("error-{}-{part}", kind.code());
                assert!(Words(language).has(&key), "{key} in {}", language.tag());
            }
        }
    }
}

#[test]
fn english_is_not_left_in_chinese() {
    let words = Words(Language::English);
    for name in names(&keys(Language::English)) {
        let text = words.say(&name).to_string();
        let han = text.contains(|letter| ('\u{4e00}'..='\u{9fff}').contains(&letter));
        // A Chinese example inside an English sentence is meant.
        let latin = text.contains(|letter: char| letter.is_ascii_alphabetic());
        assert!(latin || !han, "{name}: {text}");
    }
}
