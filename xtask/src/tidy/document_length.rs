//! Root documents stay short enough to be read.

use crate::finding::Finding;
use crate::tree::Tree;

const RULE: &str = "document-length";
const LINES_MAX: [(&str, usize); 5] = [
    ("ARCHITECTURE.md", 250),
    ("CONTRIBUTING.md", 150),
    ("README.md", 120),
    ("README.zh-CN.md", 120),
    ("STYLE.md", 200),
];

pub(crate) fn check(tree: &Tree) -> Vec<Finding> {
    let lines = |path| tree.text(path).map_or(0, |text: &str| text.lines().count());
    LINES_MAX
        .into_iter()
        .filter(|(path, most)| lines(path) > *most)
        .map(|(path, most)| {
            Finding::new(
                path,
                0,
                RULE,
                format!("{} lines, at most {most}", lines(path)),
            )
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_readme_is_found() {
        assert_eq!(
            check(&Tree::of(&[("README.md", &"x\n".repeat(121))])).len(),
            1
        );
        assert!(check(&Tree::of(&[("README.md", &"x\n".repeat(120))])).is_empty());
    }
}
