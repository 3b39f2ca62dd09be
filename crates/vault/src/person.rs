//! Who a record is about: opaque ids, kinds, and the member number a person can say aloud.

use std::fmt;
use std::str::FromStr;

use crate::{VaultError, random};

/// An opaque id of a natural person or an organisation; it says nothing about them.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PersonId(pub [u8; 16]);

impl PersonId {
    /// Draws a new random id.
    pub fn random() -> Result<Self, VaultError> {
        random::bytes().map(Self)
    }

    pub(crate) fn from_slice(bytes: &[u8]) -> Result<Self, VaultError> {
        bytes
            .try_into()
            .map(Self)
            .map_err(|_| VaultError::UnknownCode)
    }
}

impl fmt::Display for PersonId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&hex::encode(self.0))
    }
}

impl fmt::Debug for PersonId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "PersonId({self})")
    }
}

/// A text that is not a person id.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a person id is 32 hexadecimal digits")]
pub struct PersonIdMalformed;

impl FromStr for PersonId {
    type Err = PersonIdMalformed;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let mut bytes = [0; 16];
        hex::decode_to_slice(text, &mut bytes).map_err(|_| PersonIdMalformed)?;
        Ok(Self(bytes))
    }
}

/// What kind of subject holds an identity.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum SubjectKind {
    /// A natural person.
    Natural,
    /// A registered organisation.
    Organisation,
}

impl SubjectKind {
    /// The stable code in the store.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Natural => "natural",
            Self::Organisation => "organisation",
        }
    }

    pub(crate) fn from_code(code: &str) -> Result<Self, VaultError> {
        match code {
            "natural" => Ok(Self::Natural),
            "organisation" => Ok(Self::Organisation),
            _ => Err(VaultError::UnknownCode),
        }
    }
}
