//! A small district for tests: people with keys, an in-memory ledger, and random histories.
//!
//! **What it is.** [`Chain`] is a ledger in memory with a clock of its own; [`District`] puts an
//! office, a clerk and residents on it, with verbs that read like a sentence; [`history()`] grows a
//! chain from a seed in which every kind of operation occurs, the refused ones too.
//!
//! **What it deliberately does not know.** The consensus engine, the operating system's clock and
//! its randomness: the same seed gives the same bytes.
//!
//! **Its invariant.** Every block that it builds is checked again as a stranger would check it.

pub mod actor;
pub mod chain;
pub mod district;
pub mod history;
#[cfg(feature = "office")]
pub mod office;
pub mod random;

pub use actor::Actor;
pub use chain::Chain;
pub use district::District;
pub use history::history;
#[cfg(feature = "office")]
pub use office::TestOffice;
pub use random::Random;
