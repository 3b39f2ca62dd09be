//! A source file is one idea: 500 lines of production code at most, 800 of tests.

use crate::finding::Finding;
use crate::rust_text::production;
use crate::tree::{Tree, is_test};

const RULE: &str = "file-length";
const PRODUCTION_MAX: usize = 500;
const TESTS_MAX: usize = 800;

pub(crate) fn check(tree: &Tree) -> Vec<Finding> {
    tree.rust()
        .filter_map(|(path, source)| fault(path, source))
        .collect()
}

fn fault(path: &str, source: &str) -> Option<Finding> {
    let (what, lines, most) = if is_test(path) {
        ("test", source.lines().count(), TESTS_MAX)
    } else {
        (
            "production",
            production(source).lines().count(),
            PRODUCTION_MAX,
        )
    };
    let text = format!("{lines} {what} lines, at most {most}");
    (lines > most).then(|| Finding::new(path, 0, RULE, text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_production_file_is_found() {
        let source = "fn a() {}\n".repeat(501);
        assert_eq!(check(&Tree::of(&[("crates/a/src/a.rs", &source)])).len(), 1);
    }

    #[test]
    fn inline_tests_do_not_count() {
        let tests = "fn a() {}\n".repeat(501);
        let source = format!("fn a() {{}}\n#[cfg(test)]\nmod tests {{\n{tests}}}\n");
        assert!(check(&Tree::of(&[("crates/a/src/a.rs", &source)])).is_empty());
    }

    #[test]
    fn files_of_tests_have_a_cap_of_their_own() {
        let at = |lines| "x\n".repeat(lines);
        assert!(check(&Tree::of(&[("crates/a/tests/it/a.rs", &at(800))])).is_empty());
        assert_eq!(
            check(&Tree::of(&[("crates/a/tests/it/a.rs", &at(801))])).len(),
            1
        );
    }
}
