//! Folders that are measured in and removed afterwards.

use std::path::{Path, PathBuf};

use anyhow::Context as _;
use tempfile::TempDir;

/// Where to measure.
#[derive(Clone, clap::Args)]
pub(super) struct Place {
    /// A folder on the disk to be measured; what is written there is removed again.
    #[arg(long = "in")]
    parent: Option<PathBuf>,
}

impl Place {
    pub(super) fn folder(&self) -> anyhow::Result<TempDir> {
        let default = std::env::temp_dir();
        let parent: &Path = self.parent.as_deref().unwrap_or(&default);
        tempfile::Builder::new()
            .prefix("linli-bench-")
            .tempdir_in(parent)
            .with_context(|| format!("cannot create a folder in {}", parent.display()))
    }
}
