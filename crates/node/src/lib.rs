//! One node of the ledger's network: waiting operations, agreement on blocks, and their storage.
//!
//! **What it is.** The only crate that names the consensus engine. [`Node`] takes signed
//! operations and answers when they are final and on disk; [`records`] reads every stored byte
//! back for an audit. One office is a network of one validator, on the same code path as twenty.
//!
//! **What it deliberately does not know.** What an operation means (that is `ledger`), how a
//! certificate is judged offline (`verifier`), pages, SQL, and the time: the clock is an argument.
//!
//! **Invariants.** Blocks are the truth and the state is what running them gives. A failed write
//! ends the process; starting is recovery. An answer is given only after the block is durable.
//! A key that has voted never votes again without its ledger.
//!
//! **Where to start.** [`Node`], then `application` (what the engine asks of us), `chain` (what we
//! know), `engine` (the wiring), `log` (what is kept).

mod application;
mod attendance;
mod block;
mod chain;
mod config;
mod delivery;
mod disk;
mod engine;
mod epochs;
mod evidence;
mod finality;
#[cfg(test)]
mod formats;
mod gossip;
mod identity;
mod inbox;
mod log;
mod mempool;
mod network;
mod node;
mod observer;
pub mod records;
mod recovery;
mod schemes;
mod signatures;
#[cfg(feature = "simulation")]
pub mod simulation;
mod snapshot;
mod stores;
mod submit;

pub use chain::{Clock, EarlierError, Head};
pub use config::{Config, Peer, StartError};
pub use evidence::{Evidence, Misdeed};
pub use finality::Finality;
pub use log::LogError;
pub use mempool::MempoolLimits;
pub use network::public_key_of;
pub use node::Node;
pub use observer::{ObserveError, Observer};
pub use submit::{Answer, Final, Pending, SubmitError};
