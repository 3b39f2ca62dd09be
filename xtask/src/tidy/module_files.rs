//! A module is `foo.rs` beside `foo/`, and its name says what it holds.

use crate::finding::Finding;
use crate::tree::{Tree, is_test};

const RULE: &str = "module-file";
/// Names that hold anything, and so say nothing.
const EMPTY_NAMES: [&str; 10] = [
    "util", "utils", "helper", "helpers", "common", "manager", "misc", "shared", "stuff", "impl",
];

pub(crate) fn check(tree: &Tree) -> Vec<Finding> {
    tree.rust()
        .filter_map(|(path, _)| Some(Finding::new(path, 0, RULE, fault(path)?)))
        .collect()
}

fn fault(path: &str) -> Option<&'static str> {
    let stem = path.rsplit('/').next()?.strip_suffix(".rs")?;
    if stem == "mod" && !is_test(path) {
        return Some("is `foo.rs` beside `foo/`, never `foo/mod.rs`");
    }
    EMPTY_NAMES
        .contains(&stem)
        .then_some("name the file for what it holds")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(path: &str) -> usize {
        check(&Tree::of(&[(path, "")])).len()
    }

    #[test]
    fn mod_file_is_found_outside_tests() {
        assert_eq!(found("crates/a/src/b/mod.rs"), 1);
        assert_eq!(found("crates/a/tests/it/b/mod.rs"), 0);
    }

    #[test]
    fn name_that_says_nothing_is_found() {
        assert_eq!(found("crates/a/src/utils.rs"), 1);
        assert_eq!(found("crates/a/src/receipt.rs"), 0);
    }
}
