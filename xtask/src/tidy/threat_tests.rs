//! Every line of the threat model names a test, and the test exists.

use std::collections::BTreeSet;

use crate::finding::Finding;
use crate::rust_text::code_only;
use crate::tree::Tree;

const RULE: &str = "threat-without-test";
const DOCUMENT: &str = "docs/threat-model.md";

pub(crate) fn check(tree: &Tree) -> Vec<Finding> {
    let tests: BTreeSet<String> = tree.rust().flat_map(|(_, text)| tests_in(text)).collect();
    let mut findings = Vec::new();
    for (line, cell) in tree.text(DOCUMENT).into_iter().flat_map(last_cells) {
        let named: Vec<&str> = cell.split('`').skip(1).step_by(2).collect();
        if named.is_empty() {
            findings.push(Finding::new(DOCUMENT, line, RULE, "names no test"));
        }
        for name in named.into_iter().filter(|name| !tests.contains(*name)) {
            let text = format!("there is no test `{name}`");
            findings.push(Finding::new(DOCUMENT, line, RULE, text));
        }
    }
    findings
}

/// The last cell of every row that is neither the head of a table nor the rule below it.
fn last_cells(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let rows = text.lines().enumerate();
    rows.filter_map(|(index, line)| {
        let row = line.strip_prefix('|')?.strip_suffix('|')?;
        let cell = row.rsplit('|').next()?.trim();
        let is_head = cell == "test" || cell.starts_with("---");
        (!is_head).then_some((index + 1, cell))
    })
}

/// The functions that stand under a test attribute.
fn tests_in(source: &str) -> Vec<String> {
    let mut names = Vec::new();
    let mut is_test = false;
    for line in code_only(source).lines().map(str::trim) {
        if line.starts_with("#[test]") || line.starts_with("#[tokio::test") {
            is_test = true;
        } else if is_test && let Some((_, rest)) = line.split_once("fn ") {
            let name = rest.split('(').next().unwrap_or_default();
            names.push(name.to_owned());
            is_test = false;
        }
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(row: &str) -> Vec<String> {
        let text = format!("| threat | what stops it | test |\n|---|---|---|\n{row}\n");
        let code = "#[tokio::test]\nasync fn a_door_is_shut() {}\nfn no_test() {}\n";
        let tree = Tree::of(&[(DOCUMENT, text.as_str()), ("crates/a/tests/it/a.rs", code)]);
        check(&tree).iter().map(ToString::to_string).collect()
    }

    #[test]
    fn threat_with_its_test_passes() {
        assert!(found("| a | b | `a_door_is_shut` |").is_empty());
    }

    #[test]
    fn threat_without_a_test_that_exists_is_found() {
        assert_eq!(found("| a | b | none |").len(), 1);
        assert_eq!(found("| a | b | `a_door_is_shut`, `no_test` |").len(), 1);
        let text = "docs/threat-model.md:3: threat-without-test: there is no test `gone`";
        assert_eq!(found("| a | b | `gone` |"), [text]);
    }
}
