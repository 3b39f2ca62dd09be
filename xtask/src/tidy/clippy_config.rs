//! Exactly one clippy configuration: a second one would replace every ban of the first.

use crate::finding::Finding;
use crate::tree::Tree;

const RULE: &str = "clippy-config";
const ROOT: &str = "clippy.toml";

pub(crate) fn check(tree: &Tree) -> Vec<Finding> {
    let is_config = |path: &&str| matches!(path.rsplit('/').next(), Some(ROOT | ".clippy.toml"));
    let found: Vec<&str> = tree
        .files()
        .map(|(path, _)| path)
        .filter(is_config)
        .collect();
    if !found.contains(&ROOT) {
        return vec![Finding::new(ROOT, 0, RULE, "the root has no clippy.toml")];
    }
    let extra = found.into_iter().filter(|path| *path != ROOT);
    extra
        .map(|path| Finding::new(path, 0, RULE, "replaces every ban of the root's"))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn second_configuration_is_found() {
        let tree = Tree::of(&[("clippy.toml", ""), ("crates/node/clippy.toml", "")]);
        assert_eq!(check(&tree).len(), 1);
        assert!(check(&Tree::of(&[("clippy.toml", "")])).is_empty());
    }

    #[test]
    fn missing_configuration_is_found() {
        assert_eq!(check(&Tree::of(&[])).len(), 1);
    }
}
