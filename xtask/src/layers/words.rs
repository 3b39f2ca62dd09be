//! Source bans as text: a word in production code that its crate must never name.

use super::table::{Ban, ROOMS, Room};
use crate::finding::Finding;
use crate::rust_text::{code_only, is_identifier, production};
use crate::tree::{Tree, is_test};

pub(crate) fn check(tree: &Tree) -> Vec<Finding> {
    let mut findings = Vec::new();
    for room in &ROOMS {
        let folder = format!("crates/{}/", room.name);
        for (path, source) in tree.rust().filter(|(path, _)| path.starts_with(&folder)) {
            for ban in bans(room, path) {
                findings.extend(named(path, source, ban, room.name));
            }
        }
    }
    findings
}

/// Tests and examples may read files and await; only the engine stays in its room even there.
fn bans<'a>(room: &'a Room, path: &'a str) -> impl Iterator<Item = Ban> + 'a {
    let is_production = path.contains("/src/") && !is_test(path);
    let is_program = path.ends_with("src/main.rs") || path.contains("/src/bin/");
    room.never.iter().copied().filter(move |ban| match ban {
        Ban::Engine => true,
        // A program opens the file that the pure library judges.
        Ban::Files | Ban::Environment => is_production && !is_program,
        _ => is_production,
    })
}

fn named(path: &str, source: &str, ban: Ban, room: &str) -> Vec<Finding> {
    let part = if ban == Ban::Engine {
        source
    } else {
        production(source)
    };
    let code = spelled_out(&code_only(part));
    let mut findings = Vec::new();
    for (index, line) in code.lines().enumerate() {
        for name in ban.words().iter().flat_map(|word| names(line, word)) {
            let text = format!("{room} must never name {name}");
            findings.push(Finding::new(path, index + 1, ban.rule(), text));
        }
    }
    findings
}

/// Where a word stands by itself in a line; with a final `*`, what it begins.
pub(crate) fn names(line: &str, word: &str) -> Vec<String> {
    let (stem, any_ending) = word
        .strip_suffix('*')
        .map_or((word, false), |stem| (stem, true));
    let mut found = Vec::new();
    for (at, _) in line.match_indices(stem) {
        let rest = &line[at + stem.len()..];
        let ending: String = rest.chars().take_while(|c| is_identifier(*c)).collect();
        let is_start = !line[..at].ends_with(is_identifier);
        if is_start && (any_ending || ending.is_empty()) {
            found.push(format!("{stem}{ending}"));
        }
    }
    found
}

/// Writes `std::{fs, time::Duration}` as `std::fs`, `std::time`, on the lines where they stand.
fn spelled_out(code: &str) -> String {
    let mut spelled = String::with_capacity(code.len());
    let mut rest = code;
    while let Some(at) = rest.find("std::{") {
        let (before, group) = rest.split_at(at + "std::".len());
        spelled.push_str(before);
        let end = group_end(group);
        spelled.push_str(&with_prefix(&group[..end]));
        rest = &group[end..];
    }
    spelled.push_str(rest);
    spelled
}

fn group_end(group: &str) -> usize {
    let mut depth = 0_i32;
    for (at, character) in group.char_indices() {
        depth += match character {
            '{' => 1,
            '}' => -1,
            _ => 0,
        };
        if depth == 0 {
            return at;
        }
    }
    group.len()
}

fn with_prefix(group: &str) -> String {
    let mut depth = 0_i32;
    let mut at_start = false;
    let mut spelled = String::new();
    for character in group.chars() {
        if at_start && is_identifier(character) {
            spelled.push_str("std::");
            at_start = false;
        }
        spelled.push(character);
        match character {
            '{' => depth += 1,
            '}' => depth -= 1,
            _ => {}
        }
        at_start = at_start && character.is_whitespace() || depth == 1 && "{,".contains(character);
    }
    spelled
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(path: &str, source: &str) -> Vec<String> {
        check(&Tree::of(&[(path, source)]))
            .iter()
            .map(ToString::to_string)
            .collect()
    }

    #[test]
    fn clock_in_the_ledger_is_found_with_its_line() {
        let text = "crates/ledger/src/a.rs:2: layers-clocks: ledger must never name std::time";
        assert_eq!(
            found(
                "crates/ledger/src/a.rs",
                "//! A.\nuse std::time::Duration;\n"
            ),
            [text]
        );
    }

    #[test]
    fn grouped_import_does_not_hide_a_file() {
        let source = "use std::{\n    collections::{BTreeMap},\n    fs,\n};\n";
        let text = "crates/matching/src/a.rs:3: layers-files: matching must never name std::fs";
        assert_eq!(found("crates/matching/src/a.rs", source), [text]);
    }

    #[test]
    fn comments_strings_and_tests_may_speak() {
        let source = "//! No async.\nconst A: &str = \"f64\";\n\
                      #[cfg(test)]\nmod tests {\n    fn f(x: f64) {}\n}\n";
        assert!(found("crates/ledger/src/a.rs", source).is_empty());
        assert!(found("crates/ledger/tests/it/a.rs", "async fn f() {}").is_empty());
        assert!(found("crates/ledger/examples/a.rs", "use std::time::Instant;").is_empty());
    }

    #[test]
    fn engine_stays_in_its_room_even_in_tests() {
        let source = "use commonware_codec::Encode;\n";
        assert_eq!(found("crates/verifier/tests/it/a.rs", source).len(), 1);
        assert!(found("crates/node/src/a.rs", source).is_empty());
    }

    #[test]
    fn longer_word_is_another_word() {
        assert!(names("rand_core::RngCore operand", "rand").is_empty());
        assert_eq!(
            names("commonware_p2p::x", "commonware*"),
            ["commonware_p2p"]
        );
    }

    #[test]
    fn program_may_open_the_file_that_its_library_judges() {
        assert!(found("crates/verifier/src/main.rs", "use std::fs;\n").is_empty());
        assert_eq!(
            found("crates/verifier/src/lib.rs", "use std::fs;\n").len(),
            1
        );
    }
}
