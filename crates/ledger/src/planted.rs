//! Mistakes made on purpose, to see whether the simulation finds them. In a program built without
//! the feature `planted-bugs`, [`is_planted`] is always false and the mistakes are not there.

/// A mistake.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum PlantedBug {
    /// Signatures of operations are taken for right.
    SkippedSignatureCheck,
    /// The log says that it is on disk, and never asked the disk.
    LostSync,
    /// Settling a movement of points adds them twice.
    DoubleApply,
    /// A booking says that points are held, and holds none.
    ForgottenHold,
    /// A caller hears "final" when a block was checked, before anybody agreed on it.
    AcknowledgesBeforeFinal,
    /// An operation that the ledger has already is admitted again.
    AcceptsReplay,
    /// A block runs on the last final state, whatever its parent is.
    IgnoresParentState,
    /// After a restart nobody remembers which operations the ledger has.
    ForgetsDedupeAfterRestart,
    /// A validator is missing from the set that the next epoch begins with.
    WrongSetAtBoundary,
    /// Opening the log cuts a whole record at its end.
    CutsWholeRecord,
    /// A key votes although what it voted for is gone.
    VotesWithoutLedger,
    /// A failed write is taken for done.
    GoesOnAfterFailedWrite,
    /// Votes are kept where the next start does not look for them.
    ForgetsVotes,
    /// A stored record is not compared with its digest.
    IgnoresDigest,
}

impl PlantedBug {
    /// All of them.
    pub const ALL: [Self; 14] = [
        Self::SkippedSignatureCheck,
        Self::LostSync,
        Self::DoubleApply,
        Self::ForgottenHold,
        Self::AcknowledgesBeforeFinal,
        Self::AcceptsReplay,
        Self::IgnoresParentState,
        Self::ForgetsDedupeAfterRestart,
        Self::WrongSetAtBoundary,
        Self::CutsWholeRecord,
        Self::VotesWithoutLedger,
        Self::GoesOnAfterFailedWrite,
        Self::ForgetsVotes,
        Self::IgnoresDigest,
    ];
}

#[cfg(feature = "planted-bugs")]
thread_local! {
    static PLANTED: core::cell::Cell<Option<PlantedBug>> = const { core::cell::Cell::new(None) };
}

/// Plants a mistake in everything that this thread runs from now on, or none.
#[cfg(feature = "planted-bugs")]
pub fn plant(bug: Option<PlantedBug>) {
    PLANTED.set(bug);
}

/// Whether a mistake is planted in what this thread runs.
#[cfg(feature = "planted-bugs")]
#[must_use]
pub fn is_planted(bug: PlantedBug) -> bool {
    PLANTED.get() == Some(bug)
}

/// Whether a mistake is planted: never.
#[cfg(not(feature = "planted-bugs"))]
#[must_use]
pub const fn is_planted(_: PlantedBug) -> bool {
    false
}
