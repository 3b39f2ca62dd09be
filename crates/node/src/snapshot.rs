//! Snapshots of the state: made beside the work, checked against a stored block's state root, and
//! never the truth. A snapshot that does not hold is named and ignored; the blocks are run instead.
//!
//! ```text
//! "linli state 1\n" | header, length u32 first | number of leaves u64
//!     | each leaf: path 32, length u32, value | SHA-256 of all before
//! ```
//!
//! Operations that could still be replayed are not in the file: they follow from the last blocks.

use crate::{
    chain::{Chain, Version},
    disk::{Disk, DiskFile, Reader},
    log::{Log, LogError},
};
use ledger::{Block, Hash, Header, State, Timestamp, operation::VALIDITY_MS_MAX};
use sha2::{Digest as _, Sha256};
use std::{
    io::{self, BufReader, Read},
    path::PathBuf,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};
use tokio::sync::Notify;

/// The folder of snapshots on a node's disk.
pub(crate) const SNAPSHOT_FOLDER: &str = "ledger/snapshots";
const MAGIC: &[u8] = b"linli state 1\n";
/// How many are kept: the newest, and one more in case it does not hold.
const KEPT: usize = 2;
/// Bytes that are written at a time.
const PIECE_BYTES: usize = 1 << 20;
const VALUE_BYTES_MAX: usize = 16 * 1024 * 1024;

/// Why a snapshot is of no use.
#[derive(Debug, thiserror::Error)]
pub(crate) enum SnapshotFault {
    #[error("cannot be read: {0}")]
    Io(#[from] io::Error),
    #[error("is not a snapshot of this version")]
    Unknown,
    #[error("is damaged or was never finished")]
    Damaged,
    #[error("is of block {0}, which this ledger does not have")]
    OfAnotherLedger(u64),
    #[error("does not have the state root of block {0}")]
    RootDiffers(u64),
    #[error(transparent)]
    Log(#[from] LogError),
}

fn name_of(height: u64) -> String {
    format!("{SNAPSHOT_FOLDER}/state-{height:012}")
}

fn height_of(name: &str) -> Option<u64> {
    name.strip_prefix("state-")?.parse().ok()
}

/// Writes what is due, the newest version each time.
pub(crate) async fn keep(chain: Arc<Chain>) {
    let disk = chain.log.disk();
    loop {
        let version = chain.due.wait().await;
        let height = version.header.height;
        if let Err(error) = write(&*disk, &version).and_then(|()| prune(&*disk)) {
            tracing::warn!(%error, height, "no snapshot; the next start takes longer");
        }
    }
}

/// The version that is to be written down next, if one is.
#[derive(Debug)]
pub(crate) struct Due {
    /// Operations between two snapshots: as many as run again in about a second.
    every: u64,
    slot: Mutex<Slot>,
    news: Notify,
}

#[derive(Debug, Default)]
struct Slot {
    operations: u64,
    version: Option<Version>,
}

impl Due {
    pub(crate) fn every(operations: u64) -> Self {
        Self {
            every: operations,
            slot: Mutex::default(),
            news: Notify::new(),
        }
    }

    fn lock(&self) -> MutexGuard<'_, Slot> {
        self.slot.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Hears of a final version.
    pub(crate) fn note(&self, version: &Version) {
        let mut slot = self.lock();
        slot.operations += version.operations.len() as u64;
        if slot.operations >= self.every {
            slot.operations = 0;
            slot.version = Some(version.clone());
            drop(slot);
            self.news.notify_one();
        }
    }

    /// Waits for a version; nothing keeps it alive afterwards.
    async fn wait(&self) -> Version {
        loop {
            let version = self.lock().version.take();
            if let Some(version) = version {
                return version;
            }
            self.news.notified().await;
        }
    }
}

/// Collects bytes, and their digest.
struct Writer<'a> {
    file: &'a dyn DiskFile,
    digest: Sha256,
    piece: Vec<u8>,
}

impl Writer<'_> {
    fn put(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.piece.extend_from_slice(bytes);
        if self.piece.len() >= PIECE_BYTES {
            self.flush()?;
        }
        Ok(())
    }

    fn put_value(&mut self, bytes: &[u8]) -> io::Result<()> {
        let length = u32::try_from(bytes.len()).map_err(|_| io::ErrorKind::InvalidInput)?;
        self.put(&length.to_le_bytes())?;
        self.put(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.digest.update(&self.piece);
        self.file.append(&self.piece)?;
        self.piece.clear();
        Ok(())
    }
}

pub(crate) fn write(disk: &dyn Disk, version: &Version) -> io::Result<()> {
    let name = name_of(version.header.height);
    let unfinished = format!("{name}.new");
    let written = write_file(disk, &unfinished, version);
    let placed = written.and_then(|()| disk.rename(&unfinished, &name));
    if placed.is_err() {
        // Half a snapshot only takes room; the error that counts is the first one.
        drop(disk.remove(&unfinished));
    }
    placed
}

fn write_file(disk: &dyn Disk, name: &str, version: &Version) -> io::Result<()> {
    disk.make_folder(SNAPSHOT_FOLDER)?;
    match disk.remove(name) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        Ok(()) | Err(_) => {}
    }
    let file = disk.create(name)?;
    let mut writer = Writer {
        file: &*file,
        digest: Sha256::new(),
        piece: Vec::with_capacity(PIECE_BYTES + 4096),
    };
    writer.put(MAGIC)?;
    writer.put_value(&ledger::encode(version.header.as_ref()))?;
    let count = version.state.leaves().count() as u64;
    writer.put(&count.to_le_bytes())?;
    for leaf in version.state.leaves() {
        writer.put(&leaf.path.0)?;
        writer.put_value(&leaf.value)?;
    }
    writer.flush()?;
    let digest = writer.digest.finalize();
    file.append(&digest)?;
    file.sync()
}

/// Heights of the snapshots present, the newest first.
fn heights(disk: &dyn Disk) -> io::Result<Vec<u64>> {
    let names = disk.list(SNAPSHOT_FOLDER)?.unwrap_or_default();
    let mut heights: Vec<u64> = names.iter().filter_map(|name| height_of(name)).collect();
    heights.sort_unstable_by(|left, right| right.cmp(left));
    Ok(heights)
}

fn prune(disk: &dyn Disk) -> io::Result<()> {
    for height in heights(disk)?.into_iter().skip(KEPT) {
        disk.remove(&name_of(height))?;
    }
    Ok(())
}

/// The newest version that a snapshot holds; `None` when there is none, or none that holds.
pub(crate) fn newest(log: &Log) -> Option<Version> {
    newest_at_or_below(log, u64::MAX)
}

/// The newest one that is not above a height.
pub(crate) fn newest_at_or_below(log: &Log, last: u64) -> Option<Version> {
    let disk = log.disk();
    let heights = heights(&*disk);
    let heights = heights.unwrap_or_else(|error| {
        ignore(disk.path(SNAPSHOT_FOLDER), &error.into());
        Vec::new()
    });
    let mut heights = heights.into_iter().filter(|height| *height <= last);
    heights.find_map(|height| {
        let name = name_of(height);
        match load(&*disk, &name, log) {
            Ok(version) => Some(version),
            Err(fault) => {
                ignore(disk.path(&name), &fault);
                None
            }
        }
    })
}

fn ignore(path: PathBuf, fault: &SnapshotFault) {
    tracing::warn!(file = %path.display(), %fault, "ignored a snapshot; older blocks run again");
}

/// Reads, and digests what it reads.
struct Digesting<R> {
    inner: R,
    digest: Sha256,
}

impl<R: Read> Digesting<R> {
    fn take<const N: usize>(&mut self) -> Result<[u8; N], SnapshotFault> {
        let mut bytes = [0; N];
        self.fill(&mut bytes)?;
        Ok(bytes)
    }

    fn take_value(&mut self) -> Result<Vec<u8>, SnapshotFault> {
        let length = u32::from_le_bytes(self.take()?) as usize;
        if length > VALUE_BYTES_MAX {
            return Err(SnapshotFault::Damaged);
        }
        let mut bytes = vec![0; length];
        self.fill(&mut bytes)?;
        Ok(bytes)
    }

    fn fill(&mut self, bytes: &mut [u8]) -> Result<(), SnapshotFault> {
        self.inner.read_exact(bytes).map_err(cut_short)?;
        self.digest.update(bytes);
        Ok(())
    }
}

fn cut_short(error: io::Error) -> SnapshotFault {
    if error.kind() == io::ErrorKind::UnexpectedEof {
        SnapshotFault::Damaged
    } else {
        SnapshotFault::Io(error)
    }
}

fn load(disk: &dyn Disk, name: &str, log: &Log) -> Result<Version, SnapshotFault> {
    let file = disk.open(name)?;
    let mut reader = Digesting {
        inner: BufReader::with_capacity(PIECE_BYTES, Reader::new(&*file, 0)),
        digest: Sha256::new(),
    };
    if reader.take::<{ MAGIC.len() }>()? != *MAGIC {
        return Err(SnapshotFault::Unknown);
    }
    let header: Header = ledger::decode(&reader.take_value()?).ok_or(SnapshotFault::Damaged)?;
    let count = u64::from_le_bytes(reader.take()?);
    let mut leaves = Vec::new();
    for _ in 0..count {
        let path = Hash(reader.take()?);
        leaves.push((path, reader.take_value()?));
    }
    let digest = reader.digest.clone().finalize();
    if reader.take::<32>()? != *digest {
        return Err(SnapshotFault::Damaged);
    }
    let height = header.height;
    let block = stored(log, height)?.filter(|block| block.header == header);
    let block = block.ok_or(SnapshotFault::OfAnotherLedger(height))?;
    let recent = recent_operations(log, &block)?;
    let state = State::restore(leaves, recent).ok_or(SnapshotFault::Damaged)?;
    if state.root() != header.state_root {
        return Err(SnapshotFault::RootDiffers(height));
    }
    Ok(Version::new(&block, state))
}

fn stored(log: &Log, height: u64) -> Result<Option<Block>, SnapshotFault> {
    let bytes = log.block(height)?;
    Ok(bytes.and_then(|bytes| ledger::decode(&bytes)))
}

/// Operations at or below a block that are still valid at its time: they stand in the blocks of
/// the longest validity before it.
fn recent_operations(
    log: &Log,
    newest: &Block,
) -> Result<Vec<(Timestamp, ledger::OperationId)>, SnapshotFault> {
    let now = newest.header.time;
    let mut recent = Vec::new();
    for height in (1..=newest.header.height).rev() {
        let block = stored(log, height)?.ok_or(SnapshotFault::OfAnotherLedger(height))?;
        if block.header.time.plus_ms(VALIDITY_MS_MAX) < now {
            break;
        }
        let operations = block.operations.iter();
        let valid = operations.filter(|one| one.intent.not_after >= now);
        recent.extend(valid.map(|one| (one.intent.not_after, one.operation_id())));
    }
    Ok(recent)
}

#[cfg(test)]
mod tests;
