//! The changelog keeps its form: releases, then the same six groups in the same order.

use crate::finding::Finding;
use crate::tree::Tree;

const RULE: &str = "changelog";
const PATH: &str = "CHANGELOG.md";
const GROUPS: [&str; 6] = [
    "Ledger rules",
    "Formats",
    "API",
    "Pages",
    "Operations",
    "Internals",
];

pub(crate) fn check(tree: &Tree) -> Vec<Finding> {
    let Some(text) = tree.text(PATH) else {
        return Vec::new();
    };
    let mut findings = Vec::new();
    let mut add = |line: usize, text: &str| findings.push(Finding::new(PATH, line, RULE, text));
    if !text.starts_with("# Changelog\n") {
        add(1, "begins with `# Changelog`");
    }
    let mut releases = 0;
    let mut next_group = 0;
    for (index, line) in text.lines().enumerate() {
        if let Some(release) = line.strip_prefix("## ") {
            if (releases == 0) != (release == "Unreleased") {
                add(index + 1, "`## Unreleased` comes first, once");
            } else if releases > 0 && !is_release(release) {
                add(index + 1, "a release is `## 1.2.3 (2026-01-31)`");
            }
            releases += 1;
            next_group = 0;
        } else if let Some(group) = line.strip_prefix("### ") {
            match GROUPS.iter().position(|known| *known == group) {
                Some(place) if place >= next_group => next_group = place + 1,
                Some(_) => add(index + 1, "groups stand in the order that STYLE.md gives"),
                None => add(index + 1, "there is no such group"),
            }
        }
    }
    if releases == 0 {
        add(0, "`## Unreleased` is missing");
    }
    findings
}

fn is_release(heading: &str) -> bool {
    let Some((version, date)) = heading.split_once(" (") else {
        return false;
    };
    let digits = |text: &str| !text.is_empty() && text.chars().all(|c| c.is_ascii_digit());
    let numbers = version.split('.').filter(|part| digits(part)).count();
    let days = date
        .strip_suffix(')')
        .is_some_and(|date| date.split('-').all(digits));
    numbers == 3 && version.split('.').count() == 3 && days
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<String> {
        check(&Tree::of(&[(PATH, text)]))
            .into_iter()
            .map(|finding| finding.text)
            .collect()
    }

    #[test]
    fn good_changelog_passes() {
        let text = "# Changelog\n\n## Unreleased\n\n### Formats\n\n- A.\n\n### Pages\n\n- B.\n\n\
                    ## 0.1.0 (2026-11-24)\n\n### Ledger rules\n\n- C.\n";
        assert!(found(text).is_empty());
    }

    #[test]
    fn unknown_group_and_wrong_order_are_found() {
        let text = "# Changelog\n\n## Unreleased\n\n### Pages\n\n### Formats\n\n### Misc\n";
        assert_eq!(found(text).len(), 2);
    }

    #[test]
    fn releases_have_version_and_date() {
        assert_eq!(found("# Changelog\n\n## 0.1.0 (2026-11-24)\n").len(), 1);
        assert_eq!(found("# Changelog\n\n## Unreleased\n\n## next\n").len(), 1);
        assert_eq!(found("# Changelog\n").len(), 1);
    }
}
