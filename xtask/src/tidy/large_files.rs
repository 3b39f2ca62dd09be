//! Nothing above one mebibyte enters the history unlisted: it can never be taken out again.

use crate::finding::Finding;
use crate::tree::Tree;

const RULE: &str = "large-file";
const BYTES_MAX: u64 = 1024 * 1024;

pub(crate) fn check(tree: &Tree) -> Vec<Finding> {
    tree.files()
        .filter(|(_, file)| file.bytes > BYTES_MAX)
        .map(|(path, file)| {
            Finding::new(
                path,
                0,
                RULE,
                format!("{} bytes, at most {BYTES_MAX}", file.bytes),
            )
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn large_file_is_found() {
        let text = "x".repeat(1024 * 1024 + 1);
        assert_eq!(check(&Tree::of(&[("assets/a.bin", &text)])).len(), 1);
        assert!(check(&Tree::of(&[("assets/a.bin", &text[1..])])).is_empty());
    }
}
