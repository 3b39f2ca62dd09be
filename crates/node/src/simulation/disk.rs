//! A disk in memory that behaves like a bad one: it loses what was never synced, tears the write
//! under way, fills up, and flips bits when told to.

use crate::disk::{Disk, DiskFile};
use std::{
    collections::{BTreeMap, BTreeSet},
    io,
    path::PathBuf,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

/// What the power cut leaves of a write is decided for pieces of this size.
const SECTOR: usize = 512;

/// A file, and what of it would not survive a power cut.
#[derive(Debug, Default)]
pub(super) struct Content {
    pub(super) bytes: Vec<u8>,
    pub(super) version: u16,
    unsynced: Vec<Mutation>,
    next: u64,
    /// A file that only grows: as with the usual file systems, data reaches the disk before the
    /// length that covers it does, or the rest reads as zeros.
    pub(super) only_grows: bool,
}

#[derive(Debug)]
struct Mutation {
    number: u64,
    offset: usize,
    /// Bytes before, as far as there were any.
    before: Vec<u8>,
    after: Vec<u8>,
    length_before: usize,
}

impl Content {
    /// Changes bytes; the file grows as needed.
    pub(super) fn write(&mut self, offset: usize, bytes: &[u8]) {
        let length_before = self.bytes.len();
        let end = offset + bytes.len();
        if end > length_before {
            self.bytes.resize(end, 0);
        }
        let before = self.bytes[offset..end.min(length_before).max(offset)].to_vec();
        self.bytes[offset..end].copy_from_slice(bytes);
        self.note(offset, before, bytes.to_vec(), length_before);
    }

    /// Cuts or extends the file.
    pub(super) fn resize(&mut self, length: usize) {
        let length_before = self.bytes.len();
        let start = length.min(length_before);
        let before = self.bytes[start..].to_vec();
        self.bytes.resize(length, 0);
        let after = self.bytes[start..].to_vec();
        self.note(start, before, after, length_before);
    }

    fn note(&mut self, offset: usize, before: Vec<u8>, after: Vec<u8>, length_before: usize) {
        self.unsynced.push(Mutation {
            number: self.next,
            offset,
            before,
            after,
            length_before,
        });
        self.next += 1;
    }

    /// Number of the next change: a sync that begins now covers all below it.
    pub(super) const fn mark(&self) -> u64 {
        self.next
    }

    /// Makes the changes below a mark durable.
    pub(super) fn settle(&mut self, mark: u64) {
        self.unsynced.retain(|mutation| mutation.number >= mark);
    }

    /// Goes back to what was synced, then keeps pieces of the lost writes as chance has it.
    fn cut_power(&mut self, chance: &mut dyn FnMut(u64) -> u64) {
        let lost = std::mem::take(&mut self.unsynced);
        for mutation in lost.iter().rev() {
            self.bytes.resize(mutation.length_before, 0);
            let end = mutation.offset + mutation.before.len();
            if end > self.bytes.len() {
                self.bytes.resize(end, 0);
            }
            self.bytes[mutation.offset..end].copy_from_slice(&mutation.before);
            self.bytes.truncate(mutation.length_before);
        }
        if self.only_grows {
            return self.keep_beginning(&lost, chance);
        }
        for mutation in &lost {
            match chance(4) {
                // Nothing of it arrived, nor of what came after it.
                0 => break,
                1 => self.keep(mutation, usize::MAX, chance),
                2 => {
                    let length = u64::try_from(mutation.after.len()).unwrap_or(u64::MAX);
                    let kept = usize::try_from(chance(length + 1)).unwrap_or(0);
                    self.keep(mutation, kept, &mut |_| 1);
                    break;
                }
                _ => self.keep(mutation, usize::MAX, &mut |_| 1),
            }
        }
    }

    /// Keeps the beginning of what was appended, sometimes with zeros behind it.
    fn keep_beginning(&mut self, lost: &[Mutation], chance: &mut dyn FnMut(u64) -> u64) {
        let appended: Vec<u8> = lost.iter().flat_map(|one| one.after.clone()).collect();
        let length = u64::try_from(appended.len()).unwrap_or(u64::MAX);
        let kept = match chance(4) {
            0 => 0,
            1 => appended.len(),
            _ => usize::try_from(chance(length + 1)).unwrap_or(0),
        };
        self.bytes.extend_from_slice(&appended[..kept]);
        if chance(3) == 0 {
            let zeros = usize::try_from(chance(length + 1)).unwrap_or(0);
            self.bytes.resize(self.bytes.len() + zeros, 0);
        }
    }

    /// Writes the first `length` bytes of a lost write again, sector by sector.
    fn keep(&mut self, lost: &Mutation, length: usize, chance: &mut dyn FnMut(u64) -> u64) {
        let bytes = &lost.after[..length.min(lost.after.len())];
        let end = lost.offset + bytes.len();
        if end > self.bytes.len() {
            self.bytes.resize(end, 0);
        }
        for (number, piece) in bytes.chunks(SECTOR).enumerate() {
            if chance(2) == 1 {
                let start = lost.offset + number * SECTOR;
                self.bytes[start..start + piece.len()].copy_from_slice(piece);
            }
        }
    }
}

#[derive(Debug, Default)]
struct Inner {
    files: BTreeMap<String, Arc<Mutex<Content>>>,
    folders: BTreeSet<String>,
    /// Raised when the machine dies, so that no handle of its last life writes any more.
    life: u64,
    bytes_max: Option<usize>,
}

/// The disk of one machine; clones are the same disk.
#[derive(Clone, Debug, Default)]
pub(crate) struct SimulatedDisk {
    inner: Arc<Mutex<Inner>>,
    name: Arc<str>,
}

/// An open file of one life of the machine.
#[derive(Clone, Debug)]
pub(super) struct OpenFile {
    disk: SimulatedDisk,
    content: Arc<Mutex<Content>>,
    life: u64,
}

impl SimulatedDisk {
    pub(super) fn new(name: String) -> Self {
        Self {
            inner: Arc::default(),
            name: name.into(),
        }
    }

    fn lock(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The process dies. Without power, what was not synced is lost or torn as well.
    pub(super) fn crash(&self, keeps_power: bool, chance: &mut dyn FnMut(u64) -> u64) {
        let mut inner = self.lock();
        inner.life += 1;
        if !keeps_power {
            for content in inner.files.values() {
                lock(content).cut_power(chance);
            }
        }
    }

    /// Sets how many bytes fit, or that any number does.
    pub(super) fn limit(&self, bytes_max: Option<usize>) {
        self.lock().bytes_max = bytes_max;
    }

    /// Bytes of all files.
    pub(super) fn used(&self) -> usize {
        let inner = self.lock();
        inner
            .files
            .values()
            .map(|file| lock(file).bytes.len())
            .sum()
    }

    /// Forgets everything below a folder.
    pub(super) fn wipe(&self, folder: &str) {
        let below = format!("{folder}/");
        let mut inner = self.lock();
        inner.files.retain(|name, _| !name.starts_with(&below));
        inner
            .folders
            .retain(|name| name != folder && !name.starts_with(&below));
    }

    /// Flips one bit of a file.
    pub(super) fn flip(&self, name: &str, offset: usize) {
        if let Some(content) = self.lock().files.get(name)
            && let Some(byte) = lock(content).bytes.get_mut(offset)
        {
            *byte ^= 1;
        }
    }

    pub(super) fn open_file(&self, name: &str, may_create: bool) -> io::Result<OpenFile> {
        let mut inner = self.lock();
        let content = match inner.files.get(name) {
            Some(content) => Arc::clone(content),
            None if may_create => {
                let content = Arc::<Mutex<Content>>::default();
                inner.files.insert(name.to_owned(), Arc::clone(&content));
                content
            }
            None => return Err(io::ErrorKind::NotFound.into()),
        };
        let life = inner.life;
        drop(inner);
        let disk = self.clone();
        Ok(OpenFile {
            disk,
            content,
            life,
        })
    }

    /// Names of files below a folder, without it.
    pub(super) fn names_below(&self, folder: &str) -> Vec<String> {
        let below = format!("{folder}/");
        let inner = self.lock();
        let names = inner.files.keys();
        names
            .filter_map(|name| name.strip_prefix(&below))
            .map(str::to_owned)
            .collect()
    }

    fn has_room(&self, more: usize) -> bool {
        let bytes_max = self.lock().bytes_max;
        bytes_max.is_none_or(|bytes_max| self.used() + more <= bytes_max)
    }
}

fn lock(content: &Mutex<Content>) -> MutexGuard<'_, Content> {
    content.lock().unwrap_or_else(PoisonError::into_inner)
}

impl OpenFile {
    /// Runs work on the content unless the machine died since the file was opened.
    pub(super) fn with<T>(&self, work: impl FnOnce(&mut Content) -> T) -> io::Result<T> {
        if self.disk.lock().life == self.life {
            Ok(work(&mut lock(&self.content)))
        } else {
            Err(io::ErrorKind::BrokenPipe.into())
        }
    }

    pub(super) fn write(&self, offset: usize, bytes: &[u8]) -> io::Result<()> {
        let length = self.with(|content| content.bytes.len())?;
        let growth = (offset + bytes.len()).saturating_sub(length);
        if growth > 0 && !self.disk.has_room(growth) {
            // A full disk takes what fits: here, half of it.
            let half = &bytes[..bytes.len() / 2];
            self.with(|content| content.write(offset, half))?;
            return Err(io::ErrorKind::StorageFull.into());
        }
        self.with(|content| content.write(offset, bytes))
    }
}

impl DiskFile for OpenFile {
    fn append(&self, bytes: &[u8]) -> io::Result<()> {
        let length = self.with(|content| {
            content.only_grows = true;
            content.bytes.len()
        })?;
        self.write(length, bytes)
    }

    fn read_at(&self, buffer: &mut [u8], offset: u64) -> io::Result<usize> {
        let offset = usize::try_from(offset).unwrap_or(usize::MAX);
        self.with(|content| {
            let rest = content.bytes.get(offset..).unwrap_or_default();
            let count = rest.len().min(buffer.len());
            buffer[..count].copy_from_slice(&rest[..count]);
            count
        })
    }

    fn sync(&self) -> io::Result<()> {
        self.with(|content| content.settle(content.mark()))
    }

    fn cut(&self, length: u64) -> io::Result<()> {
        let length = usize::try_from(length).unwrap_or(usize::MAX);
        self.with(|content| {
            content.bytes.truncate(length);
            content.settle(content.mark());
        })
    }
}

impl Disk for SimulatedDisk {
    fn path(&self, name: &str) -> PathBuf {
        PathBuf::from(&*self.name).join(name)
    }

    fn list(&self, folder: &str) -> io::Result<Option<Vec<String>>> {
        let mut names: Vec<String> = self
            .names_below(folder)
            .iter()
            .filter_map(|name| name.split('/').next())
            .map(str::to_owned)
            .collect();
        names.dedup();
        let exists = !names.is_empty() || self.lock().folders.contains(folder);
        Ok(exists.then_some(names))
    }

    fn make_folder(&self, folder: &str) -> io::Result<()> {
        self.lock().folders.insert(folder.to_owned());
        Ok(())
    }

    fn open(&self, name: &str) -> io::Result<Arc<dyn DiskFile>> {
        Ok(Arc::new(self.open_file(name, false)?))
    }

    fn create(&self, name: &str) -> io::Result<Arc<dyn DiskFile>> {
        if self.lock().files.contains_key(name) {
            return Err(io::ErrorKind::AlreadyExists.into());
        }
        Ok(Arc::new(self.open_file(name, true)?))
    }

    fn rename(&self, unfinished: &str, name: &str) -> io::Result<()> {
        let mut inner = self.lock();
        let content = inner.files.remove(unfinished);
        let content = content.ok_or(io::ErrorKind::NotFound)?;
        inner.files.insert(name.to_owned(), content);
        Ok(())
    }

    fn remove(&self, name: &str) -> io::Result<()> {
        let removed = self.lock().files.remove(name);
        removed.map(drop).ok_or(io::ErrorKind::NotFound.into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn disk() -> (SimulatedDisk, Arc<dyn DiskFile>) {
        let disk = SimulatedDisk::new("machine".to_owned());
        let file = disk.create("ledger/log/file").unwrap();
        (disk, file)
    }

    fn bytes(disk: &SimulatedDisk) -> Vec<u8> {
        let disk: &dyn Disk = disk;
        disk.read("ledger/log/file").unwrap().unwrap()
    }

    #[test]
    fn what_was_synced_survives_and_the_rest_is_a_matter_of_luck() {
        for luck in 0..4 {
            let (disk, file) = disk();
            file.append(&[1; 700]).unwrap();
            file.sync().unwrap();
            file.append(&[2; 1500]).unwrap();
            disk.crash(false, &mut |end| luck % end);
            let found = bytes(&disk);
            assert_eq!(found[..700], [1; 700]);
            assert!(found.len() <= 3700, "{luck}: {}", found.len());
            assert!(file.append(&[3]).is_err(), "a dead process writes nothing");
        }
    }

    #[test]
    fn a_killed_process_loses_nothing_that_it_wrote() {
        let (disk, file) = disk();
        file.append(&[2; 10]).unwrap();
        disk.crash(true, &mut |_| 0);
        assert_eq!(bytes(&disk), [2; 10]);
    }

    #[test]
    fn a_cut_that_was_not_synced_comes_back() {
        let (disk, _) = disk();
        let file = disk.open_file("ledger/log/file", false).unwrap();
        file.write(0, b"0123456789").unwrap();
        file.sync().unwrap();
        file.with(|content| content.resize(3)).unwrap();
        file.write(1, b"xyz").unwrap();
        disk.crash(false, &mut |_| 0);
        assert_eq!(bytes(&disk), b"0123456789");
    }

    #[test]
    fn a_full_disk_takes_half_of_a_write() {
        let (disk, file) = disk();
        disk.limit(Some(10));
        file.append(&[1; 8]).unwrap();
        let full = file.append(&[2; 4]).unwrap_err();
        assert_eq!(full.kind(), io::ErrorKind::StorageFull);
        assert_eq!(bytes(&disk).len(), 10);
        disk.limit(None);
        file.append(&[3; 4]).unwrap();
    }
}
