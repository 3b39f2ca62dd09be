//! No test is switched off, expects any panic at all, or asserts nothing.

use crate::finding::Finding;
use crate::rust_text::code_only;
use crate::tree::Tree;

const RULE: &str = "disabled-test";
const BANNED: [(&str, &str); 4] = [
    ("#[ignore", "a test runs or is deleted"),
    (
        "#[should_panic",
        "assert the error, not that anything panics",
    ),
    ("assert!(true", "asserts nothing"),
    ("assert_eq!(true, true", "asserts nothing"),
];

pub(crate) fn check(tree: &Tree) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (path, source) in tree.rust() {
        for (index, line) in code_only(source).lines().enumerate() {
            let broken = BANNED.iter().filter(|(word, _)| line.contains(word));
            findings.extend(broken.map(|(_, why)| Finding::new(path, index + 1, RULE, *why)));
        }
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn switched_off_test_is_found() {
        let source = "#[test]\n#[ignore = \"x\"]\nfn a() { assert!(true); }\n";
        assert_eq!(check(&Tree::of(&[("crates/a/src/a.rs", source)])).len(), 2);
    }

    #[test]
    fn speaking_of_it_is_allowed() {
        let source = "// no #[ignore] here\nconst A: &str = \"#[ignore]\";\n";
        assert!(check(&Tree::of(&[("crates/a/src/a.rs", source)])).is_empty());
    }
}
