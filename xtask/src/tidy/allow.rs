//! The exceptions, each with its reason; one that is needed no longer has to go.

use anyhow::{Context as _, Result};

use crate::finding::Finding;
use crate::tree::Tree;

const PATH: &str = "xtask/tidy-allow.txt";
/// Exceptions of `layers` live in the same list; `layers` is the one that uses them.
const LAYERS: &str = "layers-";

#[derive(Default)]
pub(crate) struct AllowList {
    entries: Vec<Entry>,
}

struct Entry {
    path: String,
    rule: String,
    line: usize,
}

impl AllowList {
    pub(crate) fn read(tree: &Tree) -> Result<Self> {
        Self::parse(tree.text(PATH).unwrap_or_default())
    }

    fn parse(text: &str) -> Result<Self> {
        let mut entries = Vec::new();
        for (index, line) in text.lines().enumerate() {
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            let fields: Vec<&str> = line.split('|').map(str::trim).collect();
            let entry = match fields[..] {
                [path, rule, reason] if !reason.is_empty() => Entry {
                    path: path.to_owned(),
                    rule: rule.to_owned(),
                    line: index + 1,
                },
                _ => None.with_context(|| {
                    format!("{PATH}:{}: write `path | rule | reason`", index + 1)
                })?,
            };
            entries.push(entry);
        }
        Ok(Self { entries })
    }

    pub(crate) fn without_listed(&self, findings: Vec<Finding>) -> Vec<Finding> {
        findings
            .into_iter()
            .filter(|finding| !self.lists(finding))
            .collect()
    }

    fn lists(&self, finding: &Finding) -> bool {
        self.entries.iter().any(|entry| entry.covers(finding))
    }

    /// Entries that excuse nothing, so that the list can only shrink.
    pub(crate) fn stale(&self, findings: &[Finding]) -> Vec<Finding> {
        let ours = self
            .entries
            .iter()
            .filter(|entry| !entry.rule.starts_with(LAYERS));
        ours.filter(|entry| !findings.iter().any(|finding| entry.covers(finding)))
            .map(|entry| {
                let text = format!("{} no longer breaks {}", entry.path, entry.rule);
                Finding::new(PATH, entry.line, "allow-list", text)
            })
            .collect()
    }
}

impl Entry {
    fn covers(&self, finding: &Finding) -> bool {
        self.path == finding.path && self.rule == finding.rule
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn finding(path: &str) -> Finding {
        Finding::new(path, 3, "line-length", "101 columns")
    }

    #[test]
    fn listed_finding_is_excused_and_others_are_not() {
        let list = AllowList::parse("# why\na.rs | line-length | a table\n").unwrap();
        assert_eq!(
            list.without_listed(vec![finding("a.rs"), finding("b.rs")])
                .len(),
            1
        );
    }

    #[test]
    fn entry_that_excuses_nothing_is_found() {
        let list = AllowList::parse("a.rs | line-length | a table\n").unwrap();
        assert!(list.stale(&[finding("a.rs")]).is_empty());
        assert_eq!(list.stale(&[finding("b.rs")]).len(), 1);
    }

    #[test]
    fn entry_without_reason_is_refused() {
        assert!(AllowList::parse("a.rs | line-length |\n").is_err());
        assert!(AllowList::parse("a.rs | line-length\n").is_err());
    }
}
