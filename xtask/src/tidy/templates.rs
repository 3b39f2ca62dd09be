//! A template that nothing names is dead.

use crate::finding::Finding;
use crate::tree::Tree;

const RULE: &str = "dead-template";
const FOLDER: &str = "crates/portal/templates/";

pub(crate) fn check(tree: &Tree) -> Vec<Finding> {
    let templates = tree
        .texts()
        .filter_map(|(path, _)| path.strip_prefix(FOLDER));
    templates
        .filter(|name| !is_named(tree, name))
        .map(|name| Finding::new(&format!("{FOLDER}{name}"), 0, RULE, "nothing names it"))
        .collect()
}

fn is_named(tree: &Tree, name: &str) -> bool {
    let quoted = format!("\"{name}\"");
    let readers = tree
        .texts()
        .filter(|(path, _)| path.starts_with("crates/portal/"));
    readers
        .filter(|(path, _)| *path != format!("{FOLDER}{name}"))
        .any(|(_, text)| text.contains(&quoted))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn template_that_nothing_names_is_found() {
        let page = (
            "crates/portal/src/pages/needs.rs",
            "#[template(path = \"needs.html\")]",
        );
        let tree = Tree::of(&[
            page,
            (
                "crates/portal/templates/needs.html",
                "{% extends \"base.html\" %}",
            ),
            ("crates/portal/templates/base.html", ""),
            ("crates/portal/templates/old.html", "\"old.html\""),
        ]);
        let found: Vec<_> = check(&tree)
            .into_iter()
            .map(|finding| finding.path)
            .collect();
        assert_eq!(found, ["crates/portal/templates/old.html"]);
    }
}
