//! What a caller gets for a submitted operation.

use ledger::{OperationId, Outcome, Rejection};
use tokio::sync::oneshot;

/// An operation that is final: it stands in a block that a certificate covers, on disk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Final {
    /// The operation.
    pub operation: OperationId,
    /// Height of its block.
    pub height: u64,
    /// Its position in the block.
    pub position: u32,
    /// What became of it.
    pub outcome: Outcome,
}

/// Why an operation is not on the ledger.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SubmitError {
    /// No block may carry it.
    #[error("{0}")]
    Refused(Rejection),
    /// Its validity ended before a block carried it.
    #[error("the operation expired before a block carried it")]
    Expired,
    /// Too many operations wait already.
    #[error("too many operations wait")]
    Overloaded,
    /// Too many operations that this key signed wait already.
    #[error("too many operations of this key wait")]
    QuotaExceeded,
    /// Its validity ended while the offices could not agree on blocks; whether it became final
    /// shows when they agree again.
    #[error("the offices did not agree in time; whether the operation is final shows later")]
    Undecided,
    /// The node stops; whether the operation becomes final shows after the next start.
    #[error("the node stops")]
    Stopped,
}

impl SubmitError {
    /// The stable code, for example `overloaded`; that of the rejection where there is one.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Refused(rejection) => rejection.code(),
            Self::Expired => Rejection::Expired.code(),
            Self::Overloaded => "overloaded",
            Self::QuotaExceeded => "quota_exceeded",
            Self::Undecided => "undecided",
            Self::Stopped => "stopped",
        }
    }
}

impl From<Rejection> for SubmitError {
    fn from(rejection: Rejection) -> Self {
        if rejection == Rejection::Expired {
            Self::Expired
        } else {
            Self::Refused(rejection)
        }
    }
}

/// What a caller is told.
pub type Answer = Result<Final, SubmitError>;

/// An answer to come.
#[derive(Debug)]
pub struct Pending(pub(crate) oneshot::Receiver<Answer>);

impl Pending {
    /// Waits until the operation is final or refused.
    pub async fn answer(self) -> Answer {
        self.0.await.unwrap_or(Err(SubmitError::Stopped))
    }
}
