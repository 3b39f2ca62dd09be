//! The rules of the ledger as tables that a stranger can read, and the promises behind them.

mod activities;
mod admission;
mod approval;
mod authority;
mod blocks;
mod books;
mod clock;
mod conformance;
mod course;
mod coverage;
mod exchange;
mod generate;
mod huts;
mod identity;
mod items;
mod listing;
mod matching;
mod membership;
mod model;
mod parties;
mod points;
mod rating;
mod shelves;
mod signature;
mod story;
mod town;
