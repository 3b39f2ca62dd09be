//! The description a network starts from; its hash is the network id.

use crate::{
    area::AreaCode,
    block::Block,
    block_tree, domains,
    hash::{Hash, Suite},
    header::Header,
    ids::{NetworkId, PartyId},
    rule_pack::RulePack,
    signature::PublicKey,
    state::State,
    time::Timestamp,
    validators::ValidatorSet,
};
use borsh::{BorshDeserialize, BorshSerialize};

/// The version of the rules with which every network begins.
pub const RULES_VERSION: u32 = 1;

/// The organisation that registers all others: the district's office.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Founder {
    /// Its id.
    pub organisation: PartyId,
    /// Its first key, held by its own server.
    pub key: PublicKey,
}

/// Everything that makes two networks different.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Genesis {
    /// Algorithms.
    pub suite: Suite,
    /// A demonstration network may move its clock forward and says so on every page.
    pub demo: bool,
    /// Random bytes, so that no two networks share an id.
    pub salt: [u8; 16],
    /// Block time of block 0.
    pub time: Timestamp,
    /// Block time minus the office's clock at the start, in milliseconds; zero unless `demo`.
    pub clock_offset_ms: i64,
    /// The district that all areas lie in.
    pub district: AreaCode,
    /// Blocks per epoch of the consensus engine.
    pub epoch_blocks: u64,
    /// The first validators.
    pub validators: ValidatorSet,
    /// The first organisation; holds every office role over the district.
    pub founder: Founder,
    /// The first rule pack.
    pub rule_pack: RulePack,
}

impl Genesis {
    /// The network id: the hash of this description.
    #[must_use]
    pub fn network(&self) -> NetworkId {
        NetworkId(Hash::of(&[domains::GENESIS, &crate::encode(self)]).0)
    }

    /// The state before any operation.
    #[must_use]
    pub fn state(&self) -> State {
        State::from_genesis(self)
    }

    /// Block 0.
    #[must_use]
    pub fn block(&self) -> Block {
        let validators = self.validators.hash();
        let header = Header {
            suite: self.suite,
            network: self.network(),
            height: 0,
            parent: Hash::ZERO,
            time: self.time,
            block_root: block_tree::root(&[]),
            state_root: self.state().root(),
            rules_version: RULES_VERSION,
            validators,
            next_validators: validators,
        };
        Block {
            header,
            operations: Vec::new(),
            outcomes: Vec::new(),
            next_set: None,
        }
    }
}
