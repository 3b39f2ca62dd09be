//! Every Rust file begins by saying what it is.

use crate::finding::Finding;
use crate::tree::Tree;

const RULE: &str = "module-header";

pub(crate) fn check(tree: &Tree) -> Vec<Finding> {
    let has_header = |source: &str| {
        let first = source.lines().next().unwrap_or_default();
        first
            .strip_prefix("//! ")
            .is_some_and(|sentence| sentence.contains(' '))
    };
    tree.rust()
        .filter(|(_, source)| !has_header(source))
        .map(|(path, _)| Finding::new(path, 1, RULE, "begins with a sentence after `//! `"))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(source: &str) -> usize {
        check(&Tree::of(&[("crates/a/src/a.rs", source)])).len()
    }

    #[test]
    fn file_without_a_sentence_is_found() {
        assert_eq!(found("use std::fmt;\n"), 1);
        assert_eq!(found("//! ledger\n"), 1);
        assert_eq!(found(""), 1);
    }

    #[test]
    fn file_with_a_sentence_passes() {
        assert_eq!(found("//! Points are moved, never made.\n"), 0);
    }
}
