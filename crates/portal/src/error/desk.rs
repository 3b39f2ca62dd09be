//! What the desk's and the vault's failures are on the web, where a page has no better words.

use vault::VaultError;

use super::Error;
use crate::desk::{ActError, EnrolError, ReceiptError};
use crate::gateway::{EarlierError, SubmitError};

impl From<VaultError> for Error {
    fn from(error: VaultError) -> Self {
        match error {
            VaultError::UnknownPerson | VaultError::Erased | VaultError::EnrolmentPending => {
                Self::not_found()
            }
            other => Self::internal(other),
        }
    }
}

/// A rejection that a page did not expect means that the world moved on since it was shown.
impl From<ActError> for Error {
    fn from(error: ActError) -> Self {
        match error {
            ActError::Rejected(_) => Self::stale(),
            ActError::Submit(cause) => cause.into(),
            ActError::Vault(cause) => cause.into(),
            other => Self::internal(other),
        }
    }
}

impl From<SubmitError> for Error {
    fn from(error: SubmitError) -> Self {
        match error {
            SubmitError::Refused(_) => Self::stale(),
            other => Self::unavailable(other),
        }
    }
}

impl From<EnrolError> for Error {
    fn from(error: EnrolError) -> Self {
        match error {
            EnrolError::AlreadyEnrolled => Self::stale(),
            EnrolError::Act(cause) => cause.into(),
            EnrolError::Vault(cause) => cause.into(),
        }
    }
}

impl From<ReceiptError> for Error {
    fn from(error: ReceiptError) -> Self {
        match error {
            ReceiptError::Unreadable { .. } => Self::unavailable(error),
            ReceiptError::Earlier(EarlierError::Unknown) => Self::not_found(),
            ReceiptError::Earlier(EarlierError::NotKept) => {
                Self::invalid("height", "invalid-height-not-kept")
            }
            ReceiptError::Earlier(EarlierError::Busy) => Self::unavailable(error),
            other => Self::internal(other),
        }
    }
}

impl From<projections::Error> for Error {
    fn from(error: projections::Error) -> Self {
        Self::internal(error)
    }
}
