//! Decision records are numbered without gaps, titled with a claim, and name their price.

use crate::finding::Finding;
use crate::tree::Tree;

const RULE: &str = "decision-record";
const FOLDER: &str = "docs/adr/";
const LINES_MAX: usize = 100;
/// A claim has a verb, so it has at least a subject, a verb and something more.
const WORDS_MIN: usize = 3;
const HEADINGS: [&str; 4] = ["## Context", "## Decision", "## Status", "## Consequences"];

pub(crate) fn check(tree: &Tree) -> Vec<Finding> {
    let mut findings = Vec::new();
    let records = tree
        .texts()
        .filter_map(|(path, text)| Some((path.strip_prefix(FOLDER)?, text)));
    for (index, (name, text)) in records.enumerate() {
        let faults = name_fault(name, index + 1, text)
            .into_iter()
            .chain(text_faults(text));
        findings
            .extend(faults.map(|fault| Finding::new(&format!("{FOLDER}{name}"), 0, RULE, fault)));
    }
    findings
}

fn name_fault(name: &str, number: usize, text: &str) -> Option<String> {
    let title = text.lines().next().unwrap_or_default();
    let prefix = format!("# {number:04} ");
    let Some(claim) = title.strip_prefix(&prefix) else {
        return Some(format!(
            "begins with `{prefix}` and a claim: numbers have no gaps"
        ));
    };
    let expected = format!("{number:04}-{}.md", slug(claim));
    if claim.split_whitespace().count() < WORDS_MIN {
        return Some("the title is a claim, with a verb".to_owned());
    }
    (name != expected).then(|| format!("the file is named for its title: {expected}"))
}

fn slug(claim: &str) -> String {
    let words = claim
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect::<Vec<_>>().join("-")
}

fn text_faults(text: &str) -> Vec<String> {
    let mut faults = Vec::new();
    let headings: Vec<&str> = text
        .lines()
        .filter(|line| line.starts_with("## "))
        .collect();
    if headings != HEADINGS {
        faults.push(format!("the headings are {}", HEADINGS.join(", ")));
    }
    let consequences = text.split("## Consequences").nth(1).unwrap_or_default();
    for side in ["Positive", "Negative"] {
        if !consequences.contains(side) {
            faults.push(format!("the consequences name no `{side}` side"));
        }
    }
    let lines = text.lines().count();
    if lines > LINES_MAX {
        faults.push(format!("{lines} lines, at most {LINES_MAX}"));
    }
    faults
}

#[cfg(test)]
mod tests {
    use super::*;

    const BODY: &str = "\n\n## Context\n\n## Decision\n\n## Status\n\n## Consequences\n\n\
                        Positive: a.\n\nNegative: b.\n";

    fn found(name: &str, text: &str) -> Vec<String> {
        let path = format!("{FOLDER}{name}");
        check(&Tree::of(&[(&path, text)]))
            .into_iter()
            .map(|finding| finding.text)
            .collect()
    }

    #[test]
    fn good_record_passes() {
        let text = format!("# 0001 The core is pure{BODY}");
        assert!(found("0001-the-core-is-pure.md", &text).is_empty());
    }

    #[test]
    fn gap_in_numbers_is_found() {
        let text = format!("# 0002 The core is pure{BODY}");
        assert_eq!(found("0002-the-core-is-pure.md", &text).len(), 1);
    }

    #[test]
    fn noun_for_a_title_is_found() {
        assert_eq!(
            found("0001-storage.md", &format!("# 0001 Storage{BODY}")).len(),
            1
        );
    }

    #[test]
    fn missing_heading_and_missing_price_are_found() {
        let text = "# 0001 The core is pure\n\n## Context\n\n## Consequences\n\nPositive: a.\n";
        assert_eq!(found("0001-the-core-is-pure.md", text).len(), 2);
    }

    #[test]
    fn long_record_is_found() {
        let text = format!("# 0001 The core is pure{BODY}{}", "x\n".repeat(100));
        assert_eq!(found("0001-the-core-is-pure.md", &text).len(), 1);
    }
}
