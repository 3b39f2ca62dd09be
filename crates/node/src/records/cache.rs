//! The engine's copies of recent blocks, read as raw files without the engine.
//!
//! Every file begins with a page of 4,096 bytes: a magic, versions, a checksum and zeros. A key
//! file then has pages of 4,084 bytes of entries and two checksum slots; an entry is `index u64 |
//! digest 32 | offset u64 | size u32`, big-endian, and points into the value file of the same
//! name, where `size` bytes end in a CRC-32C of those before.

use super::{Kind, Problem, RawFault, RawRecord, crc32c::checksum};
use borsh::BorshDeserialize as _;
use std::{
    fs::File,
    io,
    os::unix::fs::FileExt as _,
    path::{Path, PathBuf},
};

type Item = Result<RawRecord, RawFault>;

const PAGE_BYTES: usize = 4096;
const SLOTS_BYTES: usize = 12;
const ENTRY_BYTES: usize = 52;
const CHECKSUM_BYTES: usize = 4;
const BLOCK_ARCHIVES: [&str; 3] = ["-verified-key", "-notarized-key", "-certified-key"];

struct Entry {
    offset: u64,
    size: usize,
}

pub(super) fn read(directory: &Path) -> impl Iterator<Item = Item> + use<> {
    let (files, fault) = match key_files(directory) {
        Ok(files) => (files, None),
        Err(error) => {
            let fault = RawFault::unreadable(directory.to_path_buf(), &error);
            (Vec::new(), Some(Err(fault)))
        }
    };
    let records = files.into_iter().flat_map(|path| read_archive(&path));
    fault.into_iter().chain(records)
}

/// The key files of the engine's block and certificate caches, ascending.
fn key_files(directory: &Path) -> io::Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for partition in std::fs::read_dir(directory)? {
        let partition = partition?.path();
        let name = partition.file_name().and_then(|name| name.to_str());
        if name.is_some_and(|name| name.contains("-cache-") && name.ends_with("-key")) {
            for file in std::fs::read_dir(&partition)? {
                files.push(file?.path());
            }
        }
    }
    files.sort();
    Ok(files)
}

/// One file of keys and the file of values beside it.
fn read_archive(key_file: &Path) -> Vec<Item> {
    let text = key_file.to_string_lossy();
    let holds_blocks = BLOCK_ARCHIVES.iter().any(|name| text.contains(name));
    let value_file = PathBuf::from(text.replace("-key/", "-value/"));
    let (entries, fault) = match std::fs::read(key_file) {
        Ok(bytes) => read_entries(key_file, &bytes),
        Err(error) => (
            Vec::new(),
            Some(RawFault::unreadable(key_file.into(), &error)),
        ),
    };
    let mut items: Vec<Item> = fault.into_iter().map(Err).collect();
    if entries.is_empty() {
        return items;
    }
    match File::open(&value_file) {
        Ok(file) => items.extend(entries.iter().filter_map(|entry| {
            match read_value(&file, &value_file, entry) {
                Ok(record) => holds_blocks.then_some(Ok(record)),
                Err(fault) => Some(Err(fault)),
            }
        })),
        Err(error) => items.push(Err(RawFault::unreadable(value_file, &error))),
    }
    items
}

/// Entries up to the first damaged page.
fn read_entries(path: &Path, bytes: &[u8]) -> (Vec<Entry>, Option<RawFault>) {
    let damaged = |offset: usize| RawFault {
        file: path.to_path_buf(),
        offset: offset as u64,
        height: None,
        problem: Problem::Damaged,
    };
    if bytes.is_empty() {
        return (Vec::new(), None);
    }
    let (head, pages) = bytes.split_at(PAGE_BYTES.min(bytes.len()));
    if !head_holds(head) {
        return (Vec::new(), Some(damaged(0)));
    }
    let mut content = Vec::new();
    let mut fault = None;
    for (number, page) in pages.chunks(PAGE_BYTES).enumerate() {
        let Some(length) = page_length(page) else {
            fault = Some(damaged(PAGE_BYTES * (number + 1)));
            break;
        };
        content.extend_from_slice(&page[..length]);
    }
    let entries = content.chunks_exact(ENTRY_BYTES).map(entry);
    (entries.collect(), fault)
}

fn head_holds(head: &[u8]) -> bool {
    head.len() == PAGE_BYTES
        && head.starts_with(b"CWIK")
        && checksum(&head[..8]) == big_endian_u32(&head[8..12])
        && head[12..].iter().all(|byte| *byte == 0)
}

/// How many bytes of a page count; `None` when the longer of its two checksums does not hold.
fn page_length(page: &[u8]) -> Option<usize> {
    let (content, slots) = page.split_at_checked(PAGE_BYTES - SLOTS_BYTES)?;
    let slot = |bytes: &[u8]| {
        let length = usize::from(bytes[0]) << 8 | usize::from(bytes[1]);
        (length, big_endian_u32(&bytes[2..6]))
    };
    if slots.len() != SLOTS_BYTES {
        return None;
    }
    let (length, sum) = slot(&slots[..6]).max(slot(&slots[6..]));
    let counted = content.get(..length)?;
    (length > 0 && checksum(counted) == sum).then_some(length)
}

fn entry(bytes: &[u8]) -> Entry {
    let offset = bytes[40..48].first_chunk();
    Entry {
        offset: offset.map_or(0, |bytes| u64::from_be_bytes(*bytes)),
        size: big_endian_u32(&bytes[48..]) as usize,
    }
}

fn big_endian_u32(bytes: &[u8]) -> u32 {
    bytes
        .first_chunk()
        .map_or(0, |bytes| u32::from_be_bytes(*bytes))
}

fn read_value(file: &File, path: &Path, entry: &Entry) -> Item {
    let offset = entry.offset + PAGE_BYTES as u64;
    let fault = |problem| RawFault {
        file: path.to_path_buf(),
        offset,
        height: None,
        problem,
    };
    if entry.size < CHECKSUM_BYTES || entry.size > crate::log::record::PAYLOAD_BYTES_MAX {
        return Err(fault(Problem::Damaged));
    }
    let mut bytes = vec![0; entry.size];
    file.read_exact_at(&mut bytes, offset)
        .map_err(|error| fault(Problem::Unreadable(error.to_string())))?;
    let sum = bytes.split_off(bytes.len() - CHECKSUM_BYTES);
    if checksum(&bytes) != big_endian_u32(&sum) {
        return Err(fault(Problem::Damaged));
    }
    let payload = without_length(&bytes).unwrap_or_default().to_vec();
    Ok(RawRecord {
        file: path.to_path_buf(),
        offset,
        height: height_of(&payload),
        kind: Kind::CachedBlock,
        payload,
    })
}

/// Takes the length off that stands before a block on the wire: seven bits a byte, low first.
fn without_length(bytes: &[u8]) -> Option<&[u8]> {
    let prefix = bytes.iter().position(|byte| byte & 0x80 == 0)?;
    bytes.get(prefix + 1..)
}

/// The height that the header at the start of a block names.
fn height_of(mut block: &[u8]) -> u64 {
    ledger::Header::deserialize(&mut block).map_or(0, |header| header.height)
}
