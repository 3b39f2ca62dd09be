//! The block header: what validators certify and receipts carry.

use crate::{
    domains,
    hash::{Hash, Suite},
    ids::NetworkId,
    time::Timestamp,
};
use borsh::{BorshDeserialize, BorshSerialize};

/// Everything a block commits to; its hash is the digest that validators sign.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Header {
    /// Algorithms of this header and of the two roots.
    pub suite: Suite,
    /// The network this block belongs to.
    pub network: NetworkId,
    /// Number of the block; genesis is 0.
    pub height: u64,
    /// Digest of the block before; zero for genesis.
    pub parent: Hash,
    /// Block time in milliseconds; never before the parent's.
    pub time: Timestamp,
    /// Root of the block tree, leaf = (operation, outcome).
    pub block_root: Hash,
    /// Root of the state after this block.
    pub state_root: Hash,
    /// Version of the rules that ran.
    pub rules_version: u32,
    /// Hash of the validator set that certifies this block.
    pub validators: Hash,
    /// Hash of the set that certifies the next epoch.
    pub next_validators: Hash,
}

impl Header {
    /// The digest that validators sign.
    #[must_use]
    pub fn digest(&self) -> Hash {
        Hash::of(&[domains::HEADER, &crate::encode(self)])
    }
}
