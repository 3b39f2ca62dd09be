//! One record of the log, byte by byte: a checked head, the payload, and a digest over both.
//!
//! ```text
//! 'L' | kind u8 | height u64 | length u32 | first 4 bytes of SHA-256(the 14 before)
//!     | payload, `length` bytes | SHA-256(head and payload)
//! ```
//!
//! The head has a check of its own so that a damaged length is never taken for a torn tail. A block
//! that gets smaller that way is stored as one zstd frame: the payload of such a record is the
//! frame, and the digest is over what is stored.

use ledger::planted::{PlantedBug, is_planted};
use sha2::{Digest as _, Sha256};
use std::{
    borrow::Cow,
    io::{ErrorKind, Read},
};

/// Bytes before the payload.
pub(crate) const HEAD_BYTES: usize = 18;
/// Bytes after the payload.
pub(crate) const DIGEST_BYTES: usize = 32;
/// The longest payload.
pub(crate) const PAYLOAD_BYTES_MAX: usize = 16 * 1024 * 1024;

const MAGIC: u8 = b'L';
/// The kind of a block that is stored as a zstd frame.
const PACKED_BLOCK: u8 = 4;
/// The fastest level of zstd's ordinary ones: what is left are signatures and ids, which no level
/// makes smaller.
const PACKING_LEVEL: i32 = 1;
const UNCHECKED_HEAD_BYTES: usize = 14;

/// What a record holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// A final block.
    Block,
    /// A certificate that its block is final, in the engine's encoding.
    Certificate,
    /// The engine's own, short-lived copy of a block, final or not.
    CachedBlock,
}

impl Kind {
    const fn byte(self) -> u8 {
        match self {
            Self::Block => 1,
            Self::Certificate => 2,
            Self::CachedBlock => 3,
        }
    }

    /// The kind of a byte, and whether its payload is packed.
    const fn from_byte(byte: u8) -> Option<(Self, bool)> {
        match byte {
            1 => Some((Self::Block, false)),
            2 => Some((Self::Certificate, false)),
            PACKED_BLOCK => Some((Self::Block, true)),
            _ => None,
        }
    }
}

/// What the bytes at an offset turn out to be.
#[derive(Debug)]
pub(crate) enum Parsed {
    /// A whole record.
    Record(Record),
    /// The file ends here.
    End,
    /// The file ends within the record, or its digest was never written: a write was cut off.
    Torn { height: Option<u64> },
    /// The head does not pass its own check, so the length is unknown.
    BadHead,
    /// Head and length hold, but the digest is of other bytes, or no block can be unpacked.
    BadDigest { height: u64, bytes: u64 },
}

/// A record that passed its checks.
#[derive(Debug)]
pub(crate) struct Record {
    pub(crate) kind: Kind,
    pub(crate) height: u64,
    /// As it was before it was packed.
    pub(crate) payload: Vec<u8>,
    /// Bytes of the payload in the file.
    stored: usize,
}

impl Record {
    /// Bytes of the whole record in the file.
    pub(crate) const fn bytes(&self) -> u64 {
        (HEAD_BYTES + self.stored + DIGEST_BYTES) as u64
    }
}

/// The bytes of one record; a block is packed if that makes it smaller.
pub(crate) fn encode(kind: Kind, height: u64, payload: &[u8]) -> Vec<u8> {
    let (kind, payload) = match kind {
        Kind::Block => packed(payload),
        Kind::Certificate | Kind::CachedBlock => (kind.byte(), Cow::Borrowed(payload)),
    };
    encode_stored(kind, height, &payload)
}

/// The kind and the stored form of a block.
fn packed(block: &[u8]) -> (u8, Cow<'_, [u8]>) {
    match zstd::bulk::compress(block, PACKING_LEVEL) {
        Ok(frame) if frame.len() < block.len() => (PACKED_BLOCK, Cow::Owned(frame)),
        Ok(_) | Err(_) => (Kind::Block.byte(), Cow::Borrowed(block)),
    }
}

/// What a stored payload was before it was packed; `None` when it is no frame, or of too much.
fn unpacked(stored: Vec<u8>, is_packed: bool) -> Option<Vec<u8>> {
    if !is_packed {
        return Some(stored);
    }
    // The frame says how long its content is; no more than that is taken from memory.
    let length = zstd::zstd_safe::get_frame_content_size(&stored).ok()??;
    let length = usize::try_from(length).ok()?;
    let sound = length <= PAYLOAD_BYTES_MAX;
    sound.then(|| zstd::bulk::decompress(&stored, length).ok())?
}

pub(crate) fn encode_stored(kind: u8, height: u64, payload: &[u8]) -> Vec<u8> {
    let length = u32::try_from(payload.len()).unwrap_or(u32::MAX);
    let mut bytes = Vec::with_capacity(HEAD_BYTES + payload.len() + DIGEST_BYTES);
    bytes.extend([MAGIC, kind]);
    bytes.extend(height.to_le_bytes());
    bytes.extend(length.to_le_bytes());
    let check = head_check(&bytes);
    bytes.extend(check);
    bytes.extend(payload);
    let digest = Sha256::digest(&bytes);
    bytes.extend(digest);
    bytes
}

/// Reads the record that begins where `reader` stands.
pub(crate) fn parse(reader: &mut impl Read) -> std::io::Result<Parsed> {
    let mut head = [0; HEAD_BYTES];
    match read_up_to(reader, &mut head)? {
        0 => return Ok(Parsed::End),
        HEAD_BYTES => {}
        _ => return Ok(Parsed::Torn { height: None }),
    }
    let Some(((kind, is_packed), height, length)) = parse_head(&head) else {
        // A whole head is followed by a digest, which is never all zeros.
        return Ok(if rest_is_zero(reader)? {
            Parsed::Torn { height: None }
        } else {
            Parsed::BadHead
        });
    };
    let mut body = vec![0; length + DIGEST_BYTES];
    if read_up_to(reader, &mut body)? < body.len() {
        let height = Some(height);
        return Ok(Parsed::Torn { height });
    }
    let digest = body.split_off(length);
    let expected = Sha256::new().chain_update(head).chain_update(&body);
    let expected = expected.finalize();
    let holds = expected.as_slice() == digest;
    let bytes = (HEAD_BYTES + length + DIGEST_BYTES) as u64;
    if holds || is_planted(PlantedBug::IgnoresDigest) {
        let record = unpacked(body, is_packed).map(|payload| Record {
            kind,
            height,
            payload,
            stored: length,
        });
        return Ok(record.map_or(Parsed::BadDigest { height, bytes }, Parsed::Record));
    }
    if is_beginning(&digest, &expected) && rest_is_zero(reader)? {
        let height = Some(height);
        return Ok(Parsed::Torn { height });
    }
    Ok(Parsed::BadDigest { height, bytes })
}

/// Whether a digest was written up to some byte, with zeros where it never was.
fn is_beginning(digest: &[u8], expected: &[u8]) -> bool {
    let written = digest.iter().rposition(|byte| *byte != 0);
    let written = written.map_or(0, |last| last + 1);
    written < digest.len() && (written == 0 || digest[..written] == expected[..written])
}

fn parse_head(head: &[u8; HEAD_BYTES]) -> Option<((Kind, bool), u64, usize)> {
    let (fields, check) = head.split_at(UNCHECKED_HEAD_BYTES);
    let (magic, rest) = fields.split_first()?;
    let (kind, rest) = rest.split_first()?;
    let (height, length) = rest.split_first_chunk::<8>()?;
    let length = u32::from_le_bytes(length.try_into().ok()?) as usize;
    let sound = *magic == MAGIC && check == head_check(fields) && length <= PAYLOAD_BYTES_MAX;
    sound
        .then(|| Kind::from_byte(*kind))
        .flatten()
        .map(|kind| (kind, u64::from_le_bytes(*height), length))
}

fn head_check(fields: &[u8]) -> [u8; 4] {
    let digest = Sha256::digest(fields);
    std::array::from_fn(|index| digest[index])
}

/// Fills `buffer` as far as the file goes; how many bytes that were.
fn read_up_to(reader: &mut impl Read, buffer: &mut [u8]) -> std::io::Result<usize> {
    let mut filled = 0;
    while filled < buffer.len() {
        match reader.read(&mut buffer[filled..]) {
            Ok(0) => break,
            Ok(count) => filled += count,
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(filled)
}

fn rest_is_zero(reader: &mut impl Read) -> std::io::Result<bool> {
    let mut buffer = [0; 4096];
    loop {
        match read_up_to(reader, &mut buffer)? {
            0 => return Ok(true),
            count if buffer[..count].iter().any(|byte| *byte != 0) => return Ok(false),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_reads_back() {
        let bytes = encode(Kind::Certificate, 7, b"payload");
        let Parsed::Record(record) = parse(&mut bytes.as_slice()).unwrap() else {
            panic!("not a record")
        };
        assert_eq!((record.kind, record.height), (Kind::Certificate, 7));
        assert_eq!(record.payload, b"payload");
        assert_eq!(record.bytes(), bytes.len() as u64);
    }

    /// A block that is stored packed, because it repeats itself.
    const LONG: [u8; 400] = [7; 400];

    #[test]
    fn a_block_that_gets_smaller_is_packed_and_reads_back() {
        let bytes = encode(Kind::Block, 7, &LONG);
        assert!(bytes.len() < LONG.len(), "{} bytes", bytes.len());
        let Parsed::Record(record) = parse(&mut bytes.as_slice()).unwrap() else {
            panic!("not a record")
        };
        assert_eq!((record.kind, record.height), (Kind::Block, 7));
        assert_eq!(record.payload, LONG);
        assert_eq!(record.bytes(), bytes.len() as u64);
    }

    #[test]
    fn a_block_of_an_earlier_release_reads_as_it_was_stored() {
        let bytes = encode_stored(Kind::Block.byte(), 7, &LONG);
        let Parsed::Record(record) = parse(&mut bytes.as_slice()).unwrap() else {
            panic!("not a record")
        };
        assert_eq!(record.payload, LONG);
        assert_eq!(record.bytes(), bytes.len() as u64);
    }

    #[test]
    fn what_cannot_be_unpacked_is_damage() {
        let bomb = zstd::bulk::compress(&vec![0; PAYLOAD_BYTES_MAX + 1], PACKING_LEVEL).unwrap();
        for stored in [b"no frame".to_vec(), bomb] {
            let bytes = encode_stored(PACKED_BLOCK, 7, &stored);
            let parsed = parse(&mut bytes.as_slice()).unwrap();
            let found = matches!(parsed, Parsed::BadDigest { height: 7, bytes: all }
                if all == bytes.len() as u64);
            assert!(found, "{parsed:?}");
        }
    }

    #[test]
    fn no_flipped_byte_passes_or_looks_torn() {
        no_flipped_byte_passes(&encode(Kind::Block, 3, b"some payload"));
        no_flipped_byte_passes(&encode(Kind::Block, 3, &LONG));
    }

    fn no_flipped_byte_passes(bytes: &[u8]) {
        for position in 0..bytes.len() {
            let mut damaged = bytes.to_vec();
            damaged[position] ^= 0x20;
            // Another record follows, as in the middle of a log.
            damaged.extend(encode(Kind::Block, 4, b"next"));
            let parsed = parse(&mut damaged.as_slice()).unwrap();
            let found = matches!(
                parsed,
                Parsed::BadHead | Parsed::BadDigest { height: 3, .. }
            );
            assert!(found, "byte {position}: {parsed:?}");
        }
    }

    #[test]
    fn every_cut_is_a_torn_tail() {
        every_cut_is_torn(&encode(Kind::Block, 3, b"some payload"));
        every_cut_is_torn(&encode(Kind::Block, 3, &LONG));
    }

    fn every_cut_is_torn(bytes: &[u8]) {
        for length in 1..bytes.len() {
            let parsed = parse(&mut &bytes[..length]).unwrap();
            assert!(
                matches!(parsed, Parsed::Torn { .. }),
                "{length}: {parsed:?}"
            );
            // Some file systems show zeros where nothing was written.
            for longer in [0, 3, 500] {
                let mut zeroed = bytes[..length].to_vec();
                zeroed.resize(bytes.len() + longer, 0);
                let parsed = parse(&mut zeroed.as_slice()).unwrap();
                assert!(
                    matches!(parsed, Parsed::Torn { .. }),
                    "{length} and {longer}: {parsed:?}"
                );
            }
        }
    }

    #[test]
    fn the_corpus_of_the_fuzzer_reads_back_or_is_refused() {
        let corpus = concat!(env!("CARGO_MANIFEST_DIR"), "/../../fuzz/corpus/log_record");
        let mut whole = 0;
        for entry in std::fs::read_dir(corpus).unwrap() {
            let bytes = std::fs::read(entry.unwrap().path()).unwrap();
            let mut rest = bytes.as_slice();
            let mut before = rest;
            while let Parsed::Record(record) = parse(&mut rest).unwrap() {
                let again = encode_stored(record.kind.byte(), record.height, &record.payload);
                assert!(before.starts_with(&again), "a record has one form");
                (before, whole) = (rest, whole + 1);
            }
        }
        assert!(whole >= 2, "the seed holds two records");
    }
}
