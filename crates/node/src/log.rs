//! The log of final blocks and their certificates: what the office keeps, and all it needs to.
//!
//! Records are appended to `blocks-<n>.log` and never changed. Opening cuts a torn last record,
//! which nobody was ever told of; any other damage is an error that names the record.

pub(crate) mod index;
pub(crate) mod record;
mod sync;

use crate::{
    disk::{Disk, DiskFile, Reader},
    records::RawFault,
};
use index::{HeightIndex, Location};
use ledger::planted::{PlantedBug, is_planted};
use record::{Kind, Parsed, Record};
use std::{
    collections::{BTreeMap, BTreeSet},
    io::{self, BufReader},
    path::{Path, PathBuf},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};
pub(crate) use sync::{Completion, SyncWork};

/// The folder of the log on a node's disk.
pub(crate) const LOG_FOLDER: &str = "ledger/log";

/// A new file begins after this many bytes.
const SEGMENT_BYTES: u64 = 64 * 1024 * 1024;

/// Why the log cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum LogError {
    /// The file system refused.
    #[error("{}: {source}", path.display())]
    Io {
        /// The file or folder.
        path: PathBuf,
        /// What it said.
        source: io::Error,
    },
    /// A stored record is damaged.
    #[error("{0}")]
    Damaged(RawFault),
}

/// A shared handle to the log.
#[derive(Clone, Debug)]
pub(crate) struct Log {
    inner: Arc<Mutex<Inner>>,
    sync: sync::Syncer,
}

#[derive(Debug)]
struct Inner {
    disk: Arc<dyn Disk>,
    segments: BTreeMap<u32, Arc<dyn DiskFile>>,
    current: u32,
    end: u64,
    unsynced: bool,
    blocks: HeightIndex,
    certificates: HeightIndex,
    /// First eight bytes of a block's digest, and its height.
    digests: BTreeSet<(u64, u64)>,
}

/// Name of a segment on the disk.
fn segment_name(segment: u32) -> String {
    format!("{LOG_FOLDER}/blocks-{segment:06}.log")
}

/// The number in a segment's file name.
fn segment_number(name: &str) -> Option<u32> {
    let number = name.strip_prefix("blocks-")?.strip_suffix(".log")?;
    number.parse().ok()
}

/// The segments present in a folder, ascending.
pub(crate) fn segments(directory: &Path) -> io::Result<Vec<(u32, PathBuf)>> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(directory)? {
        let path = entry?.path();
        let name = path.file_name().and_then(|name| name.to_str());
        if let Some(number) = name.and_then(segment_number) {
            found.push((number, path));
        }
    }
    found.sort();
    Ok(found)
}

impl Log {
    /// Opens or creates the log on `disk`, together with the work that makes it durable;
    /// `digest_of` tells a block's digest by its bytes.
    pub(crate) fn open(
        disk: Arc<dyn Disk>,
        digest_of: impl Fn(&[u8]) -> Option<[u8; 32]>,
    ) -> Result<(Self, SyncWork), LogError> {
        let folder = disk.path(LOG_FOLDER);
        let io = |source| LogError::Io {
            path: folder,
            source,
        };
        let names = disk.list(LOG_FOLDER).map_err(io)?.unwrap_or_default();
        let mut found: Vec<u32> = names
            .iter()
            .filter_map(|name| segment_number(name))
            .collect();
        found.sort_unstable();
        let mut inner = Inner {
            disk,
            segments: BTreeMap::new(),
            current: 0,
            end: 0,
            unsynced: false,
            blocks: HeightIndex::default(),
            certificates: HeightIndex::default(),
            digests: BTreeSet::new(),
        };
        for number in &found {
            inner.load(*number, Some(number) == found.last(), &digest_of)?;
        }
        if found.is_empty() {
            let path = inner.disk.path(&segment_name(0));
            let io = |source| LogError::Io { path, source };
            inner.begin_segment(0).map_err(io)?;
        }
        let inner = Arc::new(Mutex::new(inner));
        let (sync, work) = sync::Syncer::new({
            let inner = Arc::clone(&inner);
            move || {
                // The lock is not held while the disk works.
                let file = locked(&inner).take_unsynced();
                file.map_or(Ok(()), |file| file.sync())
            }
        });
        Ok((Self { inner, sync }, work))
    }

    fn lock(&self) -> MutexGuard<'_, Inner> {
        locked(&self.inner)
    }

    /// The disk that the log lies on.
    pub(crate) fn disk(&self) -> Arc<dyn Disk> {
        Arc::clone(&self.lock().disk)
    }

    /// Appends a block unless its height has one.
    pub(crate) fn put_block(
        &self,
        height: u64,
        digest: [u8; 32],
        bytes: &[u8],
    ) -> Result<(), LogError> {
        let mut inner = self.lock();
        if inner.blocks.get(height).is_none() {
            let location = inner.append(Kind::Block, height, bytes)?;
            inner.blocks.insert(height, location);
            inner.digests.insert((prefix(&digest), height));
        }
        Ok(())
    }

    /// Appends a certificate unless its height has one.
    pub(crate) fn put_certificate(&self, height: u64, bytes: &[u8]) -> Result<(), LogError> {
        let mut inner = self.lock();
        if inner.certificates.get(height).is_none() {
            let location = inner.append(Kind::Certificate, height, bytes)?;
            inner.certificates.insert(height, location);
        }
        Ok(())
    }

    /// Asks for everything appended so far to reach the disk.
    pub(crate) fn start_sync(&self) -> Completion {
        self.sync.request()
    }

    pub(crate) fn block(&self, height: u64) -> Result<Option<Vec<u8>>, LogError> {
        self.read(|inner| inner.blocks.get(height))
    }

    pub(crate) fn certificate(&self, height: u64) -> Result<Option<Vec<u8>>, LogError> {
        self.read(|inner| inner.certificates.get(height))
    }

    /// Heights of blocks whose digest may be this one.
    pub(crate) fn heights_of(&self, digest: &[u8; 32]) -> Vec<u64> {
        let prefix = prefix(digest);
        let inner = self.lock();
        let range = inner.digests.range((prefix, 0)..=(prefix, u64::MAX));
        range.map(|(_, height)| *height).collect()
    }

    /// Asks the index of blocks.
    pub(crate) fn blocks<T>(&self, ask: impl FnOnce(&HeightIndex) -> T) -> T {
        ask(&self.lock().blocks)
    }

    /// Asks the index of certificates.
    pub(crate) fn certificates<T>(&self, ask: impl FnOnce(&HeightIndex) -> T) -> T {
        ask(&self.lock().certificates)
    }

    fn read(
        &self,
        find: impl FnOnce(&Inner) -> Option<Location>,
    ) -> Result<Option<Vec<u8>>, LogError> {
        let (path, file, offset) = {
            let inner = self.lock();
            let Some(location) = find(&inner) else {
                return Ok(None);
            };
            let path = inner.disk.path(&segment_name(location.segment));
            let Some(file) = inner.segments.get(&location.segment).cloned() else {
                return Ok(None);
            };
            (path, file, location.offset)
        };
        let mut reader = BufReader::with_capacity(8192, Reader::new(&*file, offset));
        match record::parse(&mut reader) {
            Ok(Parsed::Record(record)) => Ok(Some(record.payload)),
            Ok(parsed) => Err(LogError::Damaged(RawFault::of(path, offset, &parsed))),
            Err(source) => Err(LogError::Io { path, source }),
        }
    }
}

fn locked(inner: &Mutex<Inner>) -> MutexGuard<'_, Inner> {
    inner.lock().unwrap_or_else(PoisonError::into_inner)
}

fn prefix(digest: &[u8; 32]) -> u64 {
    digest
        .first_chunk()
        .map_or(0, |bytes| u64::from_be_bytes(*bytes))
}

impl Inner {
    fn load(
        &mut self,
        segment: u32,
        is_last: bool,
        digest_of: &impl Fn(&[u8]) -> Option<[u8; 32]>,
    ) -> Result<(), LogError> {
        let path = self.disk.path(&segment_name(segment));
        let io = |source| LogError::Io {
            path: path.clone(),
            source,
        };
        let file = self.disk.open(&segment_name(segment)).map_err(io)?;
        let mut reader = BufReader::with_capacity(1 << 16, Reader::new(&*file, 0));
        let mut offset = 0;
        loop {
            match record::parse(&mut reader).map_err(io)? {
                Parsed::End => break,
                Parsed::Record(record) => {
                    let next = offset + record.bytes();
                    let cuts = is_planted(PlantedBug::CutsWholeRecord) && is_last;
                    if cuts && file.read_at(&mut [0], next).map_err(io)? == 0 {
                        file.cut(offset).map_err(io)?;
                        break;
                    }
                    self.note(Location { segment, offset }, &record, digest_of);
                    offset = next;
                }
                Parsed::Torn { .. } if is_last => {
                    let name = path.display();
                    tracing::warn!(file = %name, offset, "cut a record that was never finished");
                    file.cut(offset).map_err(io)?;
                    break;
                }
                parsed => {
                    let fault = RawFault::of(path.clone(), offset, &parsed);
                    return Err(LogError::Damaged(fault));
                }
            }
        }
        // What was read counts as durable from here on, also what a killed process left in memory.
        file.sync().map_err(io)?;
        self.segments.insert(segment, file);
        (self.current, self.end) = (segment, offset);
        Ok(())
    }

    fn note(
        &mut self,
        location: Location,
        record: &Record,
        digest_of: &impl Fn(&[u8]) -> Option<[u8; 32]>,
    ) {
        match record.kind {
            Kind::Block => {
                self.blocks.insert(record.height, location);
                if let Some(digest) = digest_of(&record.payload) {
                    self.digests.insert((prefix(&digest), record.height));
                }
            }
            Kind::Certificate | Kind::CachedBlock => {
                self.certificates.insert(record.height, location);
            }
        }
    }

    fn append(&mut self, kind: Kind, height: u64, payload: &[u8]) -> Result<Location, LogError> {
        let path = self.disk.path(&segment_name(self.current));
        let io = |source| LogError::Io { path, source };
        let written = self.write(&record::encode(kind, height, payload));
        if is_planted(PlantedBug::GoesOnAfterFailedWrite) && written.is_err() {
            let (segment, offset) = (self.current, self.end);
            return Ok(Location { segment, offset });
        }
        written.map_err(io)
    }

    fn write(&mut self, bytes: &[u8]) -> io::Result<Location> {
        if self.end >= SEGMENT_BYTES {
            if let Some(file) = self.take_unsynced() {
                file.sync()?;
            }
            self.begin_segment(self.current + 1)?;
        }
        let file = self.segments.get(&self.current);
        file.ok_or(io::ErrorKind::NotFound)?.append(bytes)?;
        let (segment, offset) = (self.current, self.end);
        self.end += bytes.len() as u64;
        self.unsynced = true;
        Ok(Location { segment, offset })
    }

    fn begin_segment(&mut self, segment: u32) -> io::Result<()> {
        let file = self.disk.create(&segment_name(segment))?;
        self.segments.insert(segment, file);
        (self.current, self.end) = (segment, 0);
        Ok(())
    }

    fn take_unsynced(&mut self) -> Option<Arc<dyn DiskFile>> {
        let file = self.segments.get(&self.current).cloned();
        file.filter(|_| std::mem::take(&mut self.unsynced))
    }
}
