//! The clock of a demonstration network.

use borsh::{BorshDeserialize, BorshSerialize};
use serde::Serialize;

/// Moves block time forward; refused unless genesis says `demo`. Needs the operator role.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize, Serialize)]
pub struct AdvanceClock {
    /// By how much, in milliseconds.
    pub by_ms: u64,
}

super::family! {
    /// The clock of a demonstration.
    ClockAction in Clock;
    /// Moves the clock of a demonstration network forward.
    AdvanceClock = "advance_clock",
}
