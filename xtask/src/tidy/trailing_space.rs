//! Lines end where their words end, and files end with a line.

use crate::finding::Finding;
use crate::tree::Tree;

const RULE: &str = "trailing-space";

pub(crate) fn check(tree: &Tree) -> Vec<Finding> {
    // A snapshot is what a program printed, spaces and all.
    let texts = tree.texts().filter(|(path, _)| !path.ends_with(".snap"));
    texts.flat_map(|(path, text)| faults(path, text)).collect()
}

fn faults(path: &str, text: &str) -> Vec<Finding> {
    let is_loose = |line: &str| line.ends_with([' ', '\t', '\r']);
    let loose = text
        .split('\n')
        .enumerate()
        .filter(|(_, line)| is_loose(line));
    let mut findings: Vec<Finding> = loose
        .map(|(index, _)| Finding::new(path, index + 1, RULE, "space at the end"))
        .collect();
    if !text.is_empty() && !text.ends_with('\n') {
        findings.push(Finding::new(path, 0, RULE, "the last line has no end"));
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn loose_space_and_missing_end_are_found() {
        let found = check(&Tree::of(&[("a.md", "one \ntwo\t\nthree")]));
        assert_eq!(
            found.iter().map(|finding| finding.line).collect::<Vec<_>>(),
            [1, 2, 0]
        );
    }

    #[test]
    fn clean_text_passes() {
        assert!(check(&Tree::of(&[("a.md", "one\n\ntwo\n"), ("b.txt", "")])).is_empty());
    }
}
