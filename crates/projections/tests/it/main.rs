//! Tests of the read side: rebuilt equals incremental, read equals ledger, and each question.

mod office;

mod exchanges;
mod ledger_agrees;
mod listings;
mod notices;
mod parties;
mod passbook;
mod rebuild;
mod search;
