//! The files of the project as git sees them: tracked, or new and not ignored.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;

use anyhow::{Context as _, Result, ensure};

pub(crate) struct Tree {
    files: BTreeMap<String, File>,
}

pub(crate) struct File {
    pub(crate) bytes: u64,
    /// Absent when the file is binary.
    pub(crate) text: Option<String>,
}

impl Tree {
    pub(crate) fn read(root: &Path) -> Result<Self> {
        let listing = Command::new("git")
            .args([
                "ls-files",
                "-z",
                "--cached",
                "--others",
                "--exclude-standard",
            ])
            .current_dir(root)
            .output()
            .context("git is needed to list the files of the project")?;
        ensure!(
            listing.status.success(),
            "{}",
            String::from_utf8_lossy(&listing.stderr)
        );
        let mut files = BTreeMap::new();
        for path in String::from_utf8(listing.stdout)?.split_terminator('\0') {
            // A file that was removed but not yet committed is still listed.
            if let Ok(content) = std::fs::read(root.join(path)) {
                let bytes = content.len() as u64;
                let is_text = !content.contains(&0);
                let text = String::from_utf8(content).ok().filter(|_| is_text);
                files.insert(path.to_owned(), File { bytes, text });
            }
        }
        Ok(Self { files })
    }

    pub(crate) fn files(&self) -> impl Iterator<Item = (&str, &File)> {
        self.files.iter().map(|(path, file)| (path.as_str(), file))
    }

    /// Our own text files; what others wrote keeps its own style.
    pub(crate) fn texts(&self) -> impl Iterator<Item = (&str, &str)> {
        self.files()
            .filter(|(path, _)| !is_vendored(path))
            .filter_map(|(path, file)| Some((path, file.text.as_deref()?)))
    }

    pub(crate) fn rust(&self) -> impl Iterator<Item = (&str, &str)> {
        self.texts().filter(|(path, _)| path.ends_with(".rs"))
    }

    pub(crate) fn text(&self, path: &str) -> Option<&str> {
        self.files.get(path)?.text.as_deref()
    }

    /// Whether a path names a file or a folder of the project.
    pub(crate) fn holds(&self, path: &str) -> bool {
        let path = path.trim_end_matches('/');
        let folder = format!("{path}/");
        self.files.contains_key(path) || self.files.keys().any(|file| file.starts_with(&folder))
    }

    #[cfg(test)]
    pub(crate) fn of(files: &[(&str, &str)]) -> Self {
        let file = |text: &str| File {
            bytes: text.len() as u64,
            text: Some(text.to_owned()),
        };
        Self {
            files: files
                .iter()
                .map(|(path, text)| ((*path).to_owned(), file(text)))
                .collect(),
        }
    }
}

pub(crate) fn is_vendored(path: &str) -> bool {
    path.starts_with("fuzz/corpus/") || path.split('/').any(|part| part == "vendor")
}

/// Test code: integration tests, and test modules in a file of their own.
pub(crate) fn is_test(path: &str) -> bool {
    path.split('/')
        .any(|part| part == "tests" || part == "tests.rs")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_and_folders_are_held() {
        let tree = Tree::of(&[("crates/ledger/src/lib.rs", "")]);
        assert!(tree.holds("crates/ledger/src/lib.rs"));
        assert!(tree.holds("crates/ledger/"));
        assert!(!tree.holds("crates/led"));
    }

    #[test]
    fn vendored_texts_are_left_alone() {
        let tree = Tree::of(&[("assets/vendor/x.css", "a"), ("assets/theme.css", "b")]);
        assert_eq!(
            tree.texts().collect::<Vec<_>>(),
            [("assets/theme.css", "b")]
        );
    }

    #[test]
    fn tests_are_known_by_their_path() {
        assert!(is_test("crates/ledger/tests/it/main.rs"));
        assert!(is_test("crates/ledger/src/state/tests.rs"));
        assert!(!is_test("crates/testkit/src/lib.rs"));
    }
}
