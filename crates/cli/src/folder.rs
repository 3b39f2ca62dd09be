//! The data folder of one office: what lies where, and that only one program writes to it.

use std::{
    fs::{self, File, TryLockError},
    path::{Path, PathBuf},
};

use anyhow::{Context as _, bail};

/// The data folder.
#[derive(Clone, Debug)]
pub(crate) struct Folder {
    root: PathBuf,
}

/// Held while the office runs; dropping it lets the next program in.
#[derive(Debug)]
pub(crate) struct Lock {
    _file: File,
}

impl Folder {
    pub(crate) fn new(root: &Path) -> Self {
        Self {
            root: root.to_owned(),
        }
    }

    pub(crate) fn root(&self) -> &Path {
        &self.root
    }

    /// Keys and the genesis description.
    pub(crate) fn identity(&self) -> PathBuf {
        self.root.join("identity")
    }

    /// The key that seals the vault.
    pub(crate) fn office_key(&self) -> PathBuf {
        self.identity().join("office.key")
    }

    /// The key that signs blocks.
    pub(crate) fn validator_key(&self) -> PathBuf {
        self.identity().join("validator.key")
    }

    /// Which organisation's office this is.
    pub(crate) fn office_id(&self) -> PathBuf {
        self.identity().join("office.id")
    }

    /// Where the commands of the operator reach the running office.
    pub(crate) fn control(&self) -> PathBuf {
        self.root.join("control.sock")
    }

    /// The key that will sign blocks once the others have agreed to it.
    pub(crate) fn next_validator_key(&self) -> PathBuf {
        self.identity().join("validator-next.key")
    }

    /// Sign-ins of the invented people of a practice network.
    pub(crate) fn practice_people(&self) -> PathBuf {
        self.root.join("practice-people.json")
    }

    /// What the network started from.
    pub(crate) fn genesis(&self) -> PathBuf {
        self.identity().join("genesis.bin")
    }

    /// What an auditor needs to trust, to be handed out.
    pub(crate) fn trust(&self) -> PathBuf {
        self.root.join("trust.json")
    }

    /// Personal data.
    pub(crate) fn vault(&self) -> PathBuf {
        self.root.join("vault")
    }

    /// Public words by their hash.
    pub(crate) fn content(&self) -> PathBuf {
        self.root.join("content")
    }

    /// Read models; may be deleted and made again.
    pub(crate) fn views(&self) -> PathBuf {
        self.root.join("views.db")
    }

    /// Written when the sample district is complete.
    pub(crate) fn sample_complete(&self) -> PathBuf {
        self.root.join("sample-complete")
    }

    /// Makes the folder if needed and keeps every other program out.
    pub(crate) fn lock(&self) -> anyhow::Result<Lock> {
        let name = self.root.display();
        fs::create_dir_all(&self.root).with_context(|| format!("cannot create {name}"))?;
        let path = self.root.join("lock");
        let file = File::create(&path).with_context(|| format!("cannot write to {name}"))?;
        match file.try_lock() {
            Ok(()) => Ok(Lock { _file: file }),
            Err(TryLockError::WouldBlock) => {
                bail!("another linli is using {name}: stop it first, or name another --data folder")
            }
            Err(TryLockError::Error(error)) => {
                Err(error).with_context(|| format!("cannot lock {name}"))
            }
        }
    }

    /// Removes everything that an office keeps here, and nothing else.
    pub(crate) fn clear(&self) -> anyhow::Result<()> {
        let folders = [
            self.identity(),
            self.vault(),
            self.content(),
            self.root.join("ledger"),
        ];
        for folder in folders {
            if folder.exists() {
                fs::remove_dir_all(&folder)
                    .with_context(|| format!("cannot remove {}", folder.display()))?;
            }
        }
        for name in [
            "views.db",
            "views.db-wal",
            "views.db-shm",
            "trust.json",
            "sample-complete",
        ] {
            let file = self.root.join(name);
            if file.exists() {
                fs::remove_file(&file)
                    .with_context(|| format!("cannot remove {}", file.display()))?;
            }
        }
        Ok(())
    }
}
