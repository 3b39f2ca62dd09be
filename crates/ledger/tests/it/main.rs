//! The rules of the ledger as tables that a stranger can read, and the promises behind them.

mod admission;
mod approval;
mod blocks;
mod books;
mod clock;
mod conformance;
mod coverage;
mod exchange;
mod generate;
mod identity;
mod listing;
mod matching;
mod membership;
mod model;
mod points;
mod signature;
mod story;
