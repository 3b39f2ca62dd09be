//! Public words that another office keeps: how this office asks for them, and whom it answers.
//!
//! The ledger names words by hash and size; the office that published them has the bytes. Listings
//! are for residents, so that an office answers another organisation of the ledger and nobody
//! else: a request carries a pass that the asking organisation's registered key has signed.

mod fetcher;
mod pass;

use async_trait::async_trait;
use ledger::Hash;

pub use fetcher::{Fetching, start};
pub use pass::PASS_HEADER;

/// The other offices, as the program reaches them.
#[async_trait]
pub trait Neighbours: Send + Sync {
    /// Asks the other offices in turn for the bytes behind a hash, showing the pass. The caller
    /// checks what comes; `None` when nobody has it.
    async fn fetch(&self, hash: Hash, bytes_max: u32, pass: &str) -> Option<Vec<u8>>;
}

/// A network of one office: there is nobody to ask.
#[derive(Clone, Copy, Debug)]
pub struct Nobody;

#[async_trait]
impl Neighbours for Nobody {
    async fn fetch(&self, _: Hash, _: u32, _: &str) -> Option<Vec<u8>> {
        None
    }
}
