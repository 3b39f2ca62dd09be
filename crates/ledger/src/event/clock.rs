//! What became of the clock of a demonstration.

super::family! {
    /// What became of the clock of a demonstration.
    ClockEvent in Clock;
    /// The demonstration clock was moved.
    ClockAdvanced = "clock_advanced" {
        /// How far block time is from the office's clock now, in milliseconds.
        offset_ms: i64,
    }
}
