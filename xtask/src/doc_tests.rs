//! Which crates have examples in their documentation: only those pay for running them.

use std::collections::BTreeSet;

use crate::tree::{Tree, is_test};

/// Crates with a library and at least one documentation example that runs.
pub(crate) fn packages(tree: &Tree) -> BTreeSet<String> {
    tree.rust()
        .filter(|(path, source)| !is_test(path) && has_example(source))
        .filter_map(|(path, _)| path.strip_prefix("crates/")?.split('/').next())
        .filter(|name| tree.holds(&format!("crates/{name}/src/lib.rs")))
        .map(str::to_owned)
        .collect()
}

fn has_example(source: &str) -> bool {
    let mut open = false;
    for line in source.lines().map(str::trim_start) {
        let comment = line
            .strip_prefix("///")
            .or_else(|| line.strip_prefix("//!"));
        let Some(info) = comment.and_then(|text| text.trim().strip_prefix("```")) else {
            continue;
        };
        if !open && is_run(info) {
            return true;
        }
        open = !open;
    }
    false
}

/// A fence without a language is Rust; any other language is for reading.
fn is_run(info: &str) -> bool {
    let runs = [
        "",
        "rust",
        "no_run",
        "should_panic",
        "compile_fail",
        "edition2024",
    ];
    info.split(',').all(|word| runs.contains(&word.trim()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn example_makes_its_crate_run() {
        let tree = Tree::of(&[
            ("crates/ledger/src/lib.rs", "//! Rules."),
            (
                "crates/ledger/src/a.rs",
                "//! A.\n/// ```\n/// assert_eq!(1, 1);\n/// ```\n",
            ),
            (
                "crates/node/src/lib.rs",
                "//! ```text\n//! a -> b\n//! ```\n",
            ),
        ]);
        assert_eq!(packages(&tree).into_iter().collect::<Vec<_>>(), ["ledger"]);
    }

    #[test]
    fn closing_fence_is_no_example() {
        assert!(!has_example("//! ```text\n//! ```\n"));
        assert!(has_example("//! ```text\n//! ```\n//! ```rust\n"));
    }
}
