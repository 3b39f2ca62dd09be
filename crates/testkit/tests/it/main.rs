//! Tests of the test kit: it is deterministic, and its verbs do what they say.

mod chain;
mod corpus;
mod district;
mod history;
mod sharing;
