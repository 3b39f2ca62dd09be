//! A ledger in memory: each submission becomes a block that is built and then checked again.

use crate::Random;
use ledger::{
    AreaCode, Block, Envelope, Genesis, Header, NetworkId, OperationId, PartyId, Rejection,
    Seal as _, State, Timestamp, ValidatorSet,
    apply::{BlockContext, admit},
    block::{Built, Signatures},
    build_block, check_block,
    genesis::Founder,
    hash::Suite,
    outcome::Verdict,
    rule_pack::RulePack,
};

/// Chancheng District, which every test network lives in.
pub const DISTRICT: AreaCode = AreaCode(440_604);
/// Block time of block 0: 2026-03-02 09:00 in China, a Monday.
pub const START: Timestamp = Timestamp(1_772_413_200_000);

/// Blocks, the state after each, and a clock that only its owner moves.
#[derive(Clone, Debug)]
pub struct Chain {
    genesis: Genesis,
    blocks: Vec<Block>,
    states: Vec<State>,
    clock: Timestamp,
}

/// The founder's id and the secret of its key, as [`Chain::new`] draws them from a seed.
#[must_use]
pub fn founder_of(seed: u64) -> (PartyId, [u8; 32]) {
    let mut random = Random::new(seed);
    (PartyId(random.bytes()), random.bytes())
}

/// The description of a demonstration network that a seed determines.
#[must_use]
pub fn genesis_of(seed: u64) -> Genesis {
    let (organisation, secret) = founder_of(seed);
    let mut random = Random::new(seed ^ 0x6765_6e65_7369_7300);
    Genesis {
        suite: Suite::Sha256Ed25519,
        demo: true,
        salt: random.bytes(),
        time: START,
        clock_offset_ms: 0,
        district: DISTRICT,
        epoch_blocks: 1_000_000,
        validators: ValidatorSet::new(vec![random.bytes()]),
        founder: Founder {
            organisation,
            key: crate::actor::public_key_of(secret),
        },
        rule_pack: RulePack::chancheng(),
    }
}

impl Chain {
    /// A demonstration network at block 0.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        Self::from_genesis(genesis_of(seed))
    }

    /// A network at block 0 of a given description.
    #[must_use]
    pub fn from_genesis(genesis: Genesis) -> Self {
        Self {
            blocks: vec![genesis.block()],
            states: vec![genesis.state()],
            clock: genesis.time,
            genesis,
        }
    }

    /// What the network started from.
    #[must_use]
    pub const fn genesis(&self) -> &Genesis {
        &self.genesis
    }

    /// The network id.
    #[must_use]
    pub fn network(&self) -> NetworkId {
        self.head().network
    }

    /// The newest header.
    #[must_use]
    pub fn head(&self) -> &Header {
        &self.blocks[self.blocks.len() - 1].header
    }

    /// The block at a height.
    #[must_use]
    pub fn block(&self, height: u64) -> Option<&Block> {
        self.blocks.get(usize::try_from(height).ok()?)
    }

    /// All blocks from block 0.
    #[must_use]
    pub fn blocks(&self) -> &[Block] {
        &self.blocks
    }

    /// The newest state.
    #[must_use]
    pub fn state(&self) -> &State {
        &self.states[self.states.len() - 1]
    }

    /// The state after the block at a height.
    #[must_use]
    pub fn state_at(&self, height: u64) -> Option<&State> {
        self.states.get(usize::try_from(height).ok()?)
    }

    /// The time that the next block will carry: the clock, moved by the demonstration's offset.
    #[must_use]
    pub fn time(&self) -> Timestamp {
        let offset = self.state().clock_offset_ms();
        Timestamp(self.clock.0.saturating_add_signed(offset)).max(self.head().time)
    }

    /// Lets time pass.
    pub fn advance(&mut self, ms: u64) {
        self.clock = self.clock.plus_ms(ms);
    }

    /// Puts one operation into a block of its own. An operation that may not be in a block at all
    /// is rejected at the door and leaves none.
    pub fn submit(&mut self, envelope: Envelope) -> Verdict {
        match self.submit_many(vec![envelope]).pop() {
            Some(verdict) => verdict,
            None => unreachable!("one operation, one verdict"),
        }
    }

    /// Puts several operations into one block, in order, and tells what became of each.
    pub fn submit_many(&mut self, envelopes: Vec<Envelope>) -> Vec<Verdict> {
        let network = self.network();
        let ids: Vec<OperationId> = envelopes.iter().map(|one| one.id(network)).collect();
        let mut verdicts: Vec<Option<Verdict>> = Vec::new();
        let mut candidates = Vec::new();
        for envelope in envelopes {
            let refused = self.check(&envelope).err();
            if refused.is_none() {
                candidates.push(envelope);
            }
            verdicts.push(refused.map(Verdict::Rejected));
        }
        if !candidates.is_empty() {
            self.seal(candidates, &ids, &mut verdicts);
        }
        verdicts
            .into_iter()
            .map(|verdict| verdict.unwrap_or(Verdict::Rejected(Rejection::Replayed)))
            .collect()
    }

    /// What a mempool asks: whether an operation may be in the next block.
    pub fn check(&self, envelope: &Envelope) -> Result<(), Rejection> {
        let context = BlockContext {
            network: self.network(),
            time: self.time(),
            height: self.head().height + 1,
        };
        let sealed = envelope.clone().seal(self.network());
        admit(self.state(), &context, &sealed).map(|_| ())
    }

    /// Seals a block even without operations, as an idle network would never do.
    pub fn seal_empty(&mut self) {
        self.seal(Vec::new(), &[], &mut []);
    }

    fn seal(
        &mut self,
        candidates: Vec<Envelope>,
        ids: &[OperationId],
        verdicts: &mut [Option<Verdict>],
    ) {
        let Built { block, state, .. } =
            build_block(self.head(), self.state(), self.time(), candidates);
        let checked = check_block(self.head(), self.state(), &block, Signatures::Check);
        assert!(
            checked.is_ok_and(|checked| checked.root() == state.root()),
            "a block that was built must pass its own check"
        );
        for (envelope, outcome) in block.operations.iter().zip(&block.outcomes) {
            let id = envelope.operation_id();
            let open = ids
                .iter()
                .zip(verdicts.iter_mut())
                .find(|(known, verdict)| **known == id && verdict.is_none());
            if let Some((_, verdict)) = open {
                *verdict = Some(outcome.verdict.clone());
            }
        }
        self.blocks.push(block);
        self.states.push(state);
    }
}
