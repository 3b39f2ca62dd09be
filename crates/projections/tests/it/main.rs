//! Tests of the read side: rebuilt equals incremental, read equals ledger, and each question.

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot read its answer has failed"
)]

mod office;

mod catalogue;
mod exchanges;
mod ledger_agrees;
mod listings;
mod notices;
mod parties;
mod passbook;
mod rebuild;
mod search;
mod timetable;
