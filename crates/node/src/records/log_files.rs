//! The log's files, read from the first record to the last.

use super::{RawFault, RawRecord};
use crate::log::{
    record::{self, Parsed},
    segments,
};
use std::{
    fs::File,
    io::{BufReader, Seek as _, SeekFrom},
    path::{Path, PathBuf},
};

type Item = Result<RawRecord, RawFault>;

pub(super) fn read(directory: &Path) -> impl Iterator<Item = Item> + use<> {
    let (files, fault) = match segments(directory) {
        Ok(files) => (files, None),
        Err(error) => {
            let fault = RawFault::unreadable(directory.to_path_buf(), &error);
            (Vec::new(), Some(Err(fault)))
        }
    };
    let records = files.into_iter().flat_map(|(_, path)| LogFile::open(path));
    fault.into_iter().chain(records)
}

struct LogFile {
    path: PathBuf,
    reader: Option<BufReader<File>>,
    offset: u64,
    fault: Option<RawFault>,
}

impl LogFile {
    fn open(path: PathBuf) -> Self {
        let (reader, fault) = match File::open(&path) {
            Ok(file) => (Some(BufReader::with_capacity(1 << 16, file)), None),
            Err(error) => (None, Some(RawFault::unreadable(path.clone(), &error))),
        };
        Self {
            path,
            reader,
            offset: 0,
            fault,
        }
    }

    /// Ends this file.
    fn stop(&mut self, fault: RawFault) -> Option<Item> {
        self.reader = None;
        Some(Err(fault))
    }
}

impl Iterator for LogFile {
    type Item = Item;

    fn next(&mut self) -> Option<Item> {
        if let Some(fault) = self.fault.take() {
            return Some(Err(fault));
        }
        let offset = self.offset;
        let parsed = match record::parse(self.reader.as_mut()?) {
            Ok(parsed) => parsed,
            Err(error) => {
                let fault = RawFault::unreadable(self.path.clone(), &error);
                return self.stop(fault);
            }
        };
        match parsed {
            Parsed::End => None,
            Parsed::Record(record) => {
                self.offset += record.bytes();
                Some(Ok(RawRecord {
                    file: self.path.clone(),
                    offset,
                    height: record.height,
                    kind: record.kind,
                    payload: record.payload,
                }))
            }
            Parsed::BadDigest { bytes, .. } => {
                // The head holds, so the next record can be found.
                let fault = RawFault::of(self.path.clone(), offset, &parsed);
                self.offset += bytes;
                match self.reader.as_mut()?.seek(SeekFrom::Start(self.offset)) {
                    Ok(_) => Some(Err(fault)),
                    Err(_) => self.stop(fault),
                }
            }
            Parsed::Torn { .. } | Parsed::BadHead => {
                let fault = RawFault::of(self.path.clone(), offset, &parsed);
                self.stop(fault)
            }
        }
    }
}
