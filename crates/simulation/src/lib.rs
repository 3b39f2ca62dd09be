//! Whole networks under faults, each run from one seed.
//!
//! **What it is.** One file for each fault under [`scenario`], the people of a small district with
//! books of their own ([`District`]), and [`run`], which plays a scenario for a seed on the
//! product's own code and says what the witness objects to.
//!
//! **What it deliberately does not know.** The consensus engine, which only `node` names, and
//! any real clock, file or socket.
//!
//! **Invariants.** The same seed gives the same run. A run that fails prints the line that repeats
//! it.
//!
//! **Where to start.** [`scenario`], then `district`, then `docs/simulation.md`.

mod affairs;
mod books;
mod campaign;
mod deeds;
mod district;
pub mod scenario;
mod verdict;

pub use campaign::{Campaign, Report};
pub use district::District;
pub use scenario::Scenario;
pub use verdict::{Verdict, run, run_twice};
