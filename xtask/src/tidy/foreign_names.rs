//! Nothing names a place outside the project: no build machine's folders, no registry's host.

use crate::finding::Finding;
use crate::tree::Tree;

const RULE: &str = "foreign-name";
/// Cargo writes the address of its registry there, and only cargo does.
const LOCK: &str = "Cargo.lock";
/// Put together from halves, so that this file does not name them either.
const NAMES: [&str; 7] = [
    concat!("/wo", "rk/"),
    concat!("../sha", "red"),
    concat!("crates", ".io"),
    concat!("npm", "js."),
    concat!("py", "pi.org"),
    concat!("static.rust", "-lang.org"),
    concat!("proxy.", "golang.org"),
];

pub(crate) fn check(tree: &Tree) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (path, text) in tree.texts().filter(|(path, _)| *path != LOCK) {
        for (index, line) in text.lines().enumerate() {
            let named = NAMES.iter().filter(|name| line.contains(*name));
            findings.extend(
                named.map(|name| Finding::new(path, index + 1, RULE, format!("names {name}"))),
            );
        }
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folder_of_a_build_machine_is_found() {
        for name in NAMES {
            let text = format!("See {name}here.\n");
            assert_eq!(check(&Tree::of(&[("docs/a.md", &text)])).len(), 1, "{name}");
        }
    }

    #[test]
    fn lock_file_and_plain_words_pass() {
        assert!(check(&Tree::of(&[(LOCK, NAMES[2])])).is_empty());
        assert!(check(&Tree::of(&[("a.md", "Work is shared among crates.\n")])).is_empty());
    }
}
