//! Files from outside that other crates read for themselves: records of the log, and tables.

use crate::import::{Mapping, parse_rows};
use record::{Parsed, encode, parse};

#[path = "../../crates/node/src/log/record.rs"]
#[expect(dead_code, reason = "what only the log itself needs")]
mod record;

/// A log is read record by record, and each record that is read is written back as it was.
pub fn log_record(bytes: &[u8]) {
    let mut rest = bytes;
    loop {
        let before = rest;
        match parse(&mut rest) {
            Ok(Parsed::Record(record)) => {
                let again = encode(record.kind, record.height, &record.payload);
                assert!(before.starts_with(&again), "a record has one form");
            }
            Ok(Parsed::BadDigest { .. }) if rest.len() < before.len() => {}
            Ok(_) | Err(_) => return,
        }
    }
}

/// A table is read whole or refused with line, column and reason.
pub fn csv_rows(bytes: &[u8]) {
    if let Ok(Err(errors)) = parse_rows(bytes, &Mapping::standard()) {
        for error in errors {
            assert!(error.line > 0 && !error.reason.is_empty());
        }
    }
}

/// A log of blocks, for seeds.
pub fn log_of(blocks: &[Vec<u8>]) -> Vec<u8> {
    let kind = record::Kind::Block;
    let records = blocks.iter().zip(1..);
    records
        .flat_map(|(block, height)| encode(kind, height, block))
        .collect()
}
