//! A path that a document names in backticks exists.

use crate::finding::Finding;
use crate::tree::Tree;

const RULE: &str = "document-paths";
const DOCUMENTS: [&str; 5] = [
    "ARCHITECTURE.md",
    "CONTRIBUTING.md",
    "README.md",
    "README.zh-CN.md",
    "STYLE.md",
];
const ENDINGS: [&str; 8] = [
    ".rs", ".md", ".toml", ".ftl", ".html", ".txt", ".css", ".js",
];

pub(crate) fn check(tree: &Tree) -> Vec<Finding> {
    let mut findings = Vec::new();
    for document in DOCUMENTS {
        for (line, path) in tree.text(document).into_iter().flat_map(quoted) {
            if is_path(tree, path) && !exists(tree, path) {
                let text = format!("`{path}` does not exist");
                findings.push(Finding::new(document, line, RULE, text));
            }
        }
    }
    findings
}

fn quoted(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.lines().enumerate().flat_map(|(index, line)| {
        line.split('`')
            .skip(1)
            .step_by(2)
            .map(move |word| (index + 1, word))
    })
}

/// Patterns such as `pages/<area>/*.rs` name no one file, and addresses start with a slash.
fn is_path(tree: &Tree, word: &str) -> bool {
    let is_plain = word
        .chars()
        .all(|c| c.is_alphanumeric() || "/._-".contains(c));
    let Some((first, _)) = word.split_once('/') else {
        return false;
    };
    // Inside a crate, `src` and `tests` mean that crate's own.
    let is_relative = matches!(first, "" | "src" | "tests");
    let is_rooted = tree.holds(first) || tree.holds(&format!("crates/{first}"));
    is_plain && !is_relative && (is_rooted || ENDINGS.iter().any(|end| word.ends_with(end)))
}

/// Crates may be named without the folder that all of them share.
fn exists(tree: &Tree, path: &str) -> bool {
    tree.holds(path) || tree.holds(&format!("crates/{path}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<String> {
        let tree = Tree::of(&[("ARCHITECTURE.md", text), ("crates/ledger/src/lib.rs", "")]);
        check(&tree).iter().map(ToString::to_string).collect()
    }

    #[test]
    fn path_that_is_gone_is_found() {
        let text = "ARCHITECTURE.md:2: document-paths: `ledger/src/gone.rs` does not exist";
        assert_eq!(found("# A\nSee `ledger/src/gone.rs`.\n"), [text]);
        assert_eq!(found("`docs/gone.md`\n").len(), 1);
    }

    #[test]
    fn paths_patterns_and_addresses_pass() {
        assert!(found("`crates/ledger/` `ledger/src/lib.rs` `ledger/src/<x>.rs`\n").is_empty());
        assert!(found("`/api/v1` `text/html` `a::b` `tests/it/main.rs`\n").is_empty());
    }
}
