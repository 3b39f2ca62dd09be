//! Why the read side cannot go on.

/// What can go wrong while reading or writing projections.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// SQLite refused.
    #[error("the database of read models failed")]
    Database(#[from] sqlx::Error),
    /// The file was filled from another network's blocks.
    #[error("the read models belong to another network")]
    OtherNetwork,
    /// A block is missing before this one.
    #[error("block {expected} comes next, not {found}")]
    Gap {
        /// The next height.
        expected: u64,
        /// The height that was given.
        found: u64,
    },
    /// The file was filled from a chain in which this block is not.
    #[error("block {height} is not the one that the read models were built from")]
    DifferentBlock {
        /// The height.
        height: u64,
    },
    /// A column holds what no view writes.
    #[error("column {0} holds what no view writes")]
    Column(&'static str),
    /// The events of an operation are not those that its actions leave.
    #[error("the events of operation {0} are not those that its actions leave")]
    EventsDoNotFit(ledger::OperationId),
}
