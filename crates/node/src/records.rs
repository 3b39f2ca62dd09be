//! Every stored copy of every block and certificate, read without changing anything.
//!
//! This is what an audit reads while it trusts nothing: no engine code runs here, nothing is
//! repaired, and no type of the engine appears. What a data folder holds:
//!
//! - `ledger/log/blocks-<n>.log`: final blocks and certificates, the truth; a block may be packed,
//!   as `log::record` says. Every record is read.
//! - `ledger/engine/v-marshal-cache-cache-<epoch>-<archive>-{key,value}`, where the archive is
//!   `verified`, `notarized` or `certified`: the engine's copies of recent blocks, final or not,
//!   dropped some blocks after their epoch. Every record is read.
//! - the same with `notarizations` or `finalizations`: recent certificates by view. Their
//!   checksums are checked.
//! - `ledger/engine/*-metadata`: counters of the engine. They hold no block and are not read.
//! - `ledger/engine/v-simplex-<epoch>`: this validator's own votes. They hold no block and are
//!   not read.
//! - `ledger/snapshots/state-<height>`: copies of the state that make starting quick. They are
//!   checked when they are used, and ignored where they do not hold; they are not read.
//! - `ledger/lock` and `identity/voted`: who uses the folder, and that the key has voted.
//!
//! A damaged cache cannot change history: the engine checks what it reads there and stops. The
//! audit still names the damage, because it covers every stored copy.

mod cache;
mod crc32c;
mod log_files;

pub use crate::log::record::Kind;
use crate::log::record::Parsed;
use std::path::Path;
use std::{fmt, path::PathBuf};

/// A record whose checksums hold; whether its content is right is for the verifier to say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RawRecord {
    /// The file it stands in.
    pub file: PathBuf,
    /// Where it begins there.
    pub offset: u64,
    /// Height of the block that it is or certifies.
    pub height: u64,
    /// What it is.
    pub kind: Kind,
    /// Canonical bytes of the block, or the engine's encoding of the certificate.
    pub payload: Vec<u8>,
}

/// A record that cannot be read back as it was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RawFault {
    /// The file it stands in.
    pub file: PathBuf,
    /// Where it begins there.
    pub offset: u64,
    /// Height, as far as it can be told.
    pub height: Option<u64>,
    /// What is wrong.
    pub problem: Problem,
}

/// What is wrong with stored bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Problem {
    /// The last write was cut off; nobody was told of this record, and the next start removes it.
    Unfinished,
    /// The bytes are not those that were written.
    Damaged,
    /// The file cannot be read.
    Unreadable(String),
}

impl RawFault {
    pub(crate) fn of(file: PathBuf, offset: u64, parsed: &Parsed) -> Self {
        let (height, problem) = match parsed {
            Parsed::Torn { height } => (*height, Problem::Unfinished),
            Parsed::BadDigest { height, .. } => (Some(*height), Problem::Damaged),
            Parsed::Record(record) => (Some(record.height), Problem::Damaged),
            Parsed::BadHead | Parsed::End => (None, Problem::Damaged),
        };
        Self {
            file,
            offset,
            height,
            problem,
        }
    }

    fn unreadable(file: PathBuf, error: &std::io::Error) -> Self {
        Self {
            file,
            offset: 0,
            height: None,
            problem: Problem::Unreadable(error.to_string()),
        }
    }
}

impl fmt::Display for RawFault {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}, byte {}", self.file.display(), self.offset)?;
        if let Some(height) = self.height {
            write!(formatter, ", block {height}")?;
        }
        match &self.problem {
            Problem::Unfinished => formatter.write_str(": the record was never finished"),
            Problem::Damaged => formatter.write_str(": the record is damaged"),
            Problem::Unreadable(reason) => write!(formatter, ": {reason}"),
        }
    }
}

/// Reads every stored record below a data folder: the log first, then the engine's copies.
pub fn read(data_dir: &Path) -> impl Iterator<Item = Result<RawRecord, RawFault>> + use<> {
    let log = log_files::read(&crate::config::log_directory(data_dir));
    log.chain(cache::read(&crate::config::engine_directory(data_dir)))
}
