//! Lines of code and prose have 100 columns at most; addresses and table rows cannot be broken.

use crate::finding::Finding;
use crate::tree::Tree;

const RULE: &str = "line-length";
const COLUMNS_MAX: usize = 100;
const ENDINGS: [&str; 6] = [".rs", ".md", ".js", ".css", ".sql", ".sh"];

pub(crate) fn check(tree: &Tree) -> Vec<Finding> {
    let is_checked = |path: &str| ENDINGS.iter().any(|ending| path.ends_with(ending));
    let mut findings = Vec::new();
    for (path, text) in tree.texts().filter(|(path, _)| is_checked(path)) {
        for (index, line) in text.lines().enumerate() {
            let columns = line.chars().count();
            if columns > COLUMNS_MAX && !is_unbreakable(line) {
                let text = format!("{columns} columns, at most {COLUMNS_MAX}");
                findings.push(Finding::new(path, index + 1, RULE, text));
            }
        }
    }
    findings
}

fn is_unbreakable(line: &str) -> bool {
    line.starts_with('|') || line.contains("https://") || line.contains("http://")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_line_is_found_in_code_and_prose() {
        let line = "字".repeat(101);
        assert_eq!(
            check(&Tree::of(&[("a.rs", &line), ("b.md", &line)])).len(),
            2
        );
        assert!(check(&Tree::of(&[("a.html", &line)])).is_empty());
    }

    #[test]
    fn addresses_and_table_rows_pass() {
        let address = format!("https://example.org/{}", "a".repeat(100));
        let row = format!("| {} |", "a".repeat(100));
        assert!(check(&Tree::of(&[("a.md", &address), ("b.md", &row)])).is_empty());
    }
}
