//! The read side: the ledger's facts as SQL tables, and the questions that pages ask them.
//!
//! **What it is.** [`Projections`] is one SQLite file. [`Projections::apply`] takes final blocks
//! one by one and hands each to every view in one transaction; the query methods beside each view
//! answer with typed rows.
//!
//! **What it deliberately does not know.** HTTP, pages, words for people, the consensus engine, and
//! the clock: whatever depends on the present takes a time as an argument.
//!
//! **Invariants.** Rebuilding from block 0 gives the same rows as applying block by block. A block
//! is applied whole or not at all, once, and only on top of its parent. Views run in a fixed order;
//! one may read of an earlier one only what never changes (who the two sides of an exchange are).
//!
//! **What is not in the blocks.** The words of public content are fed by [`Projections::put_text`],
//! before or after the block that names their hash; they outlive a rebuild in the same file, and
//! must be fed again into a new file. What a party has read is kept in `notice_reads`,
//! and whom the matching index told of whom in `match_alerts`.
//!
//! **Where to start.** `view`, then `huts`, the smallest complete view.

pub mod activities;
pub mod catalogue;
mod codes;
mod columns;
mod database;
pub mod disputes;
mod error;
pub mod exchanges;
mod facts;
pub mod fairness;
pub mod gifts;
pub mod huts;
pub mod items;
pub mod licences;
pub mod listings;
pub mod match_alerts;
pub mod match_rounds;
pub mod notices;
pub mod operations;
pub mod parties;
pub mod passbook;
pub mod proposals;
pub mod shelves;
pub mod takedowns;
mod text;
mod timetable;
mod view;

pub use database::{Applied, Page, Projections};
pub use error::Error;
