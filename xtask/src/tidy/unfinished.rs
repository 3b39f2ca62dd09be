//! No word that promises to finish later: what is here is finished.

use crate::finding::Finding;
use crate::rust_text::is_identifier;
use crate::tree::Tree;

const RULE: &str = "unfinished";
const SHOUTED: [&str; 4] = ["TODO", "FIXME", "XXX", "HACK"];
const SPOKEN: [&str; 4] = ["todo!", "unimplemented!", "for now", "placeholder"];

pub(crate) fn check(tree: &Tree) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (path, text) in tree.texts().filter(|(path, _)| path.starts_with("crates/")) {
        for (index, line) in text.lines().enumerate() {
            findings.extend(
                words(line)
                    .map(|word| Finding::new(path, index + 1, RULE, format!("says `{word}`"))),
            );
        }
    }
    findings
}

fn words(line: &str) -> impl Iterator<Item = &'static str> {
    let spoken = line.to_lowercase();
    let shouted = SHOUTED.into_iter().filter(|word| is_word(line, word));
    shouted.chain(
        SPOKEN
            .into_iter()
            .filter(move |word| is_word(&spoken, word)),
    )
}

fn is_word(line: &str, word: &str) -> bool {
    line.match_indices(word).any(|(at, _)| {
        let after = &line[at + word.len()..];
        !line[..at].ends_with(is_identifier) && !after.starts_with(is_identifier)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(line: &str) -> usize {
        check(&Tree::of(&[("crates/a/src/a.rs", line)])).len()
    }

    #[test]
    fn promises_are_found() {
        for line in [
            "// TODO: later",
            "todo!()",
            "// Good enough for now.",
            "placeholder=\"x\"",
        ] {
            assert_eq!(found(line), 1, "{line}");
        }
    }

    #[test]
    fn other_words_pass() {
        assert_eq!(found("// Waits for nowhere; `mastodon` is not todo."), 0);
        assert!(check(&Tree::of(&[("xtask/src/a.rs", "// TODO")])).is_empty());
    }
}
