//! What the matchmaker left.

super::family! {
    /// What the matchmaker left.
    MatchingEvent in Matching;
    /// A matching round was recorded.
    MatchRoundRecorded = "match_round_recorded" {
        /// Position of the round, from zero.
        round: u64,
    }
}
