//! A broken rule, and where it is broken.

use std::fmt;

/// One broken rule; line 0 means the file as a whole.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Finding {
    pub(crate) path: String,
    pub(crate) line: usize,
    pub(crate) rule: &'static str,
    pub(crate) text: String,
}

impl Finding {
    pub(crate) fn new(
        path: &str,
        line: usize,
        rule: &'static str,
        text: impl Into<String>,
    ) -> Self {
        Self {
            path: path.to_owned(),
            line,
            rule,
            text: text.into(),
        }
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            0 => write!(formatter, "{}: {}: {}", self.path, self.rule, self.text),
            line => write!(
                formatter,
                "{}:{line}: {}: {}",
                self.path, self.rule, self.text
            ),
        }
    }
}

/// Prints what was found; finding anything is a failure.
pub(crate) fn report(what: &str, findings: &[Finding]) -> anyhow::Result<()> {
    for finding in findings {
        println!("{finding}");
    }
    anyhow::ensure!(
        findings.is_empty(),
        "{what}: {} broken rules, listed above",
        findings.len()
    );
    println!("{what}: nothing found");
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finding_names_file_line_and_rule() {
        let finding = Finding::new("crates/a/src/b.rs", 7, "line-length", "101 columns");
        assert_eq!(
            finding.to_string(),
            "crates/a/src/b.rs:7: line-length: 101 columns"
        );
    }

    #[test]
    fn any_finding_is_a_failure() {
        let finding = Finding::new("a", 0, "rule", "text");
        assert!(report("tidy", &[finding]).is_err());
        assert!(report("tidy", &[]).is_ok());
    }
}
