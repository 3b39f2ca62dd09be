//! One binary for all integration tests.

#![expect(
    clippy::unwrap_used,
    reason = "what the tests share is test code as well"
)]

mod bench;
mod circles;
mod digest;
mod exact;
mod formats;
mod history;
mod plain;
mod round;
mod search;
mod tables;
mod town;
mod twins;
mod words;
