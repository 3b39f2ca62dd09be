//! What the binary forms share: `LINLI-` and a letter for the kind, a version, a suite, then borsh.

use borsh::BorshDeserialize;
use ledger::hash::Suite;

/// The most bytes of a proof: the largest batch with its events.
pub const PROOF_BYTES_MAX: usize = 2 * 1024 * 1024;
/// The most bytes of a JSON form.
pub(crate) const JSON_BYTES_MAX: usize = 3 * PROOF_BYTES_MAX;
const MAGIC: &[u8; 6] = b"LINLI-";
const VERSION: u8 = 1;

/// What a binary form proves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Receipt,
    State,
    Consistency,
    Header,
}

impl Kind {
    const fn letter(self) -> u8 {
        match self {
            Self::Receipt => b'R',
            Self::State => b'S',
            Self::Consistency => b'C',
            Self::Header => b'H',
        }
    }

    /// The kind that the first bytes name.
    pub(crate) fn of(bytes: &[u8]) -> Option<Self> {
        let letter = bytes.strip_prefix(MAGIC)?.first()?;
        [Self::Receipt, Self::State, Self::Consistency, Self::Header]
            .into_iter()
            .find(|kind| kind.letter() == *letter)
    }
}

/// Where bytes are not those of a proof.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// Larger than any proof.
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
    /// The key of a state proof.
    Key,
    /// The value of a state proof.
    Value,
    /// The way to the root of the state.
    StateProof,
    /// The earlier header of a consistency proof.
    Earlier,
    /// The history that a state holds.
    History,
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
            Self::Key => "malformed_at_key",
            Self::Value => "malformed_at_value",
            Self::StateProof => "malformed_at_state_proof",
            Self::Earlier => "malformed_at_earlier",
            Self::History => "malformed_at_history",
            Self::End => "malformed_at_end",
            Self::Json => "malformed_at_json",
            Self::Shown => "malformed_at_shown",
            Self::Text => "malformed_at_text",
        }
    }
}

/// The first bytes of a form.
pub(crate) fn begin(kind: Kind, suite: Suite) -> Vec<u8> {
    let mut bytes = MAGIC.to_vec();
    bytes.extend([kind.letter(), VERSION]);
    bytes.extend(ledger::encode(&suite));
    bytes
}

/// The suite of a form of this kind, and what follows.
pub(crate) fn open(kind: Kind, bytes: &[u8]) -> Result<(Suite, &[u8]), Place> {
    if bytes.len() > PROOF_BYTES_MAX {
        return Err(Place::Size);
    }
    let rest = bytes.strip_prefix(MAGIC).ok_or(Place::Magic)?;
    let mut rest = rest.strip_prefix(&[kind.letter()]).ok_or(Place::Magic)?;
    if take::<u8>(&mut rest, Place::Version)? != VERSION {
        return Err(Place::Version);
    }
    let suite = take(&mut rest, Place::Suite)?;
    Ok((suite, rest))
}

/// Nothing may follow.
pub(crate) fn close(rest: &[u8]) -> Result<(), Place> {
    if rest.is_empty() {
        Ok(())
    } else {
        Err(Place::End)
    }
}

/// The next value.
pub(crate) fn take<T: BorshDeserialize>(rest: &mut &[u8], place: Place) -> Result<T, Place> {
    T::deserialize(rest).map_err(|_| place)
}

/// A value inside a byte string, in its only encoding.
pub(crate) fn take_inner<T>(rest: &mut &[u8], place: Place) -> Result<T, Place>
where
    T: BorshDeserialize + borsh::BorshSerialize,
{
    let bytes: Vec<u8> = take(rest, place)?;
    ledger::decode(&bytes)
        .filter(|value| ledger::encode(value) == bytes)
        .ok_or(place)
}
