//! The state: a persistent sparse Merkle tree of typed records, cheap to copy at every block.

pub mod accounts;
pub mod activities;
pub mod bank;
pub mod contents;
pub mod disputes;
pub mod history;
pub mod huts;
pub mod keys;
pub mod membership;
pub mod parties;
pub mod proof;
pub mod proposals;
mod recent;
pub mod records;
mod registry;
pub mod service;
pub mod sharing;
pub mod store;
pub mod tree;

pub use store::State;
