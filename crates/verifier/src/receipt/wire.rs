//! The binary form: `LINLI-R | version | suite | header | descendants | certificate | envelope |
//! outcome | path`, borsh throughout. Envelope and outcome are byte strings with their length, so
//! that a page can hash them without knowing every operation.

use super::Receipt;
use crate::block_path::{STEPS_MAX, Step};
use borsh::BorshDeserialize;
use ledger::{Header, hash::Suite};

/// The most bytes of a receipt: the largest batch with its events.
pub const RECEIPT_BYTES_MAX: usize = 2 * 1024 * 1024;
/// The most headers between an operation's block and the certified one.
const DESCENDANTS_MAX: usize = 1_024;
const MAGIC: &[u8; 7] = b"LINLI-R";
const VERSION: u8 = 1;

/// Where bytes are not those of a receipt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// Larger than any receipt.
    Size,
    /// The first bytes.
    Magic,
    /// The version of the format.
    Version,
    /// The suite, or a header of another suite.
    Suite,
    /// The header.
    Header,
    /// The headers between.
    Descendants,
    /// The length of the certificate.
    Certificate,
    /// The operation.
    Envelope,
    /// The outcome.
    Outcome,
    /// The path.
    Path,
    /// Bytes behind the end.
    End,
    /// The JSON around it.
    Json,
    /// The words in the JSON form.
    Shown,
    /// The text of a QR code.
    Text,
}

impl Place {
    /// The stable code of a fault here.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Size => "malformed_at_size",
            Self::Magic => "malformed_at_magic",
            Self::Version => "malformed_at_version",
            Self::Suite => "malformed_at_suite",
            Self::Header => "malformed_at_header",
            Self::Descendants => "malformed_at_descendants",
            Self::Certificate => "malformed_at_certificate",
            Self::Envelope => "malformed_at_envelope",
            Self::Outcome => "malformed_at_outcome",
            Self::Path => "malformed_at_path",
            Self::End => "malformed_at_end",
            Self::Json => "malformed_at_json",
            Self::Shown => "malformed_at_shown",
            Self::Text => "malformed_at_text",
        }
    }
}

pub(super) fn is_binary(file: &[u8]) -> bool {
    file.starts_with(MAGIC)
}

pub(super) fn write(receipt: &Receipt) -> Vec<u8> {
    let mut bytes = MAGIC.to_vec();
    bytes.push(VERSION);
    bytes.extend(ledger::encode(&receipt.header.suite));
    bytes.extend(ledger::encode(&receipt.header));
    bytes.extend(ledger::encode(&receipt.descendants));
    bytes.extend(ledger::encode(&receipt.certificate));
    bytes.extend(ledger::encode(&ledger::encode(&receipt.envelope)));
    bytes.extend(ledger::encode(&ledger::encode(&receipt.outcome)));
    bytes.extend(ledger::encode(&receipt.path));
    bytes
}

pub(super) fn read(bytes: &[u8]) -> Result<Receipt, Place> {
    if bytes.len() > RECEIPT_BYTES_MAX {
        return Err(Place::Size);
    }
    let mut rest = bytes.strip_prefix(MAGIC).ok_or(Place::Magic)?;
    let rest = &mut rest;
    if take::<u8>(rest, Place::Version)? != VERSION {
        return Err(Place::Version);
    }
    let suite: Suite = take(rest, Place::Suite)?;
    let header: Header = take(rest, Place::Header)?;
    let descendants: Vec<Header> = take(rest, Place::Descendants)?;
    let certificate: Vec<u8> = take(rest, Place::Certificate)?;
    let envelope = take_inner(rest, Place::Envelope)?;
    let outcome = take_inner(rest, Place::Outcome)?;
    let path: Vec<Step> = take(rest, Place::Path)?;
    if !rest.is_empty() {
        return Err(Place::End);
    }
    if suite != header.suite {
        return Err(Place::Suite);
    }
    if descendants.len() > DESCENDANTS_MAX {
        return Err(Place::Descendants);
    }
    if path.len() > STEPS_MAX {
        return Err(Place::Path);
    }
    Ok(Receipt {
        header,
        descendants,
        certificate,
        envelope,
        outcome,
        path,
    })
}

fn take<T: BorshDeserialize>(rest: &mut &[u8], place: Place) -> Result<T, Place> {
    T::deserialize(rest).map_err(|_| place)
}

/// A value inside a byte string, in its only encoding.
fn take_inner<T>(rest: &mut &[u8], place: Place) -> Result<T, Place>
where
    T: BorshDeserialize + borsh::BorshSerialize,
{
    let bytes: Vec<u8> = take(rest, place)?;
    ledger::decode(&bytes)
        .filter(|value| ledger::encode(value) == bytes)
        .ok_or(place)
}
