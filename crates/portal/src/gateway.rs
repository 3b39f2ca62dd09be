//! The portal's one door to the ledger: submit a signed operation, read what is final.

use std::sync::Arc;

use async_trait::async_trait;
use ledger::{Block, Envelope, Header, OperationId, Outcome, Rejection, State, Timestamp};
use tokio::sync::mpsc;

/// A final operation: agreed, durable, in this place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Final {
    pub operation: OperationId,
    pub height: u64,
    pub position: u32,
    pub outcome: Outcome,
}

/// Why an operation did not become final. None of these left a trace on the ledger.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SubmitError {
    /// It may not be in a block at all.
    #[error("refused: {0}")]
    Refused(Rejection),
    /// It was valid for too short a time to be agreed on.
    #[error("expired before it was final")]
    Expired,
    /// Too many operations are waiting.
    #[error("too many operations are waiting")]
    Overloaded,
    /// The ledger of this office is not running.
    #[error("the ledger is stopped")]
    Stopped,
}

/// What makes a block final: the headers from the one after it up to the certified one, and the
/// certificate as the validators signed it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finality {
    pub descendants: Vec<Header>,
    pub certificate: Vec<u8>,
}

/// The last final block and the state after it.
#[derive(Clone, Debug)]
pub struct Head {
    pub header: Header,
    pub state: State,
}

/// Why the state after an earlier block is not to be had here.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EarlierError {
    /// No such block is final.
    #[error("no such block is final")]
    Unknown,
    /// It would take too long to run everything again; the command line can.
    #[error("the state after that block is not kept any more")]
    NotKept,
    /// Another earlier state is being made.
    #[error("another earlier state is being made")]
    Busy,
}

/// Implemented over a node by the program, and over an in-memory ledger by tests.
#[async_trait]
pub trait Gateway: Send + Sync {
    /// Answers when the operation is final, or will not be.
    async fn submit(&self, envelope: Envelope) -> Result<Final, SubmitError>;

    /// The last final block.
    fn head(&self) -> Head;

    /// A final block's header and the state after it. The last ones are kept, older ones are made
    /// again as long as that is quick.
    async fn head_at(&self, height: u64) -> Result<Head, EarlierError>;

    /// What block time would be now; runs ahead of the wall clock only in a demonstration.
    fn now(&self) -> Timestamp;

    /// A final block.
    async fn block(&self, height: u64) -> Option<Block>;

    /// What makes the block at this height final.
    async fn finality(&self, height: u64) -> Option<Finality>;

    /// Every final block from this height on, in order, history first, none left out.
    fn subscribe(&self, from_height: u64) -> mpsc::Receiver<Arc<Block>>;
}
