//! A small chain: two neighbours, one need, one service, points that settle, one refusal.

use ed25519_zebra::{SigningKey, VerificationKeyBytes};
use ledger::{
    Action, AreaCode, Block, CategoryCode, Envelope, Event, ExchangeId, Genesis, Hash, KeyIndex,
    ListingId, NetworkId, Operation, PartyId, Sealed, State, Timestamp, TransferId, Verdict,
    block_tree, build_block,
    event::{ExchangeEvent, ListingEvent, PointsEvent},
    genesis::Founder,
    hash::Suite,
    operation::{
        ExchangeAction, IdentityAction, Intent, ListingAction, PointsAction,
        exchange::{AcceptExchange, ConfirmService, RequestExchange},
        identity::{IdentityLevel, RegisterPerson},
        listing::{ContentRef, ListingKind, Place, PublishListing},
        points::SettleTransfer,
    },
    rule_pack::RulePack,
    signature::{Custody, PublicKey, Signature},
    state::keys::Key,
    time::{HOUR_MS, MINUTE_MS},
};
use verifier::{
    Certified, Consistency, Receipt, Record, RecordKind, StateProof, TrustFile,
    testing::KnownValidators,
};

pub(crate) const EPOCH_BLOCKS: u64 = 4;
const COMMUNITY: AreaCode = AreaCode(440_604_001_001);
const DISTRICT: AreaCode = AreaCode(440_604);

/// Somebody with a key.
struct Person {
    id: PartyId,
    index: KeyIndex,
    key: SigningKey,
}

impl Person {
    fn new(seed: u8, index: u32) -> Self {
        Self {
            id: PartyId([seed; 16]),
            index: KeyIndex(index),
            key: SigningKey::from([seed; 32]),
        }
    }

    fn public(&self) -> PublicKey {
        PublicKey::Ed25519(VerificationKeyBytes::from(&self.key).into())
    }
}

/// A chain with its validators, who certify each block.
pub(crate) struct Chain {
    pub(crate) genesis: Genesis,
    pub(crate) validators: KnownValidators,
    pub(crate) blocks: Vec<Block>,
    /// The state after each block.
    pub(crate) states: Vec<State>,
    pub(crate) state: State,
    nonce: u64,
}

impl Chain {
    fn new(validators: u8) -> (Self, Person) {
        let founder = Person::new(100, 0);
        let validators = KnownValidators::from_seeds(1..=validators);
        let genesis = Genesis {
            suite: Suite::Sha256Ed25519,
            demo: true,
            salt: [7; 16],
            time: Timestamp(1_800_000_000_000),
            clock_offset_ms: 0,
            district: DISTRICT,
            epoch_blocks: EPOCH_BLOCKS,
            validators: validators.set(),
            founder: Founder {
                organisation: founder.id,
                key: founder.public(),
            },
            rule_pack: RulePack::chancheng(),
        };
        let chain = Self {
            blocks: vec![genesis.block()],
            states: vec![genesis.state()],
            state: genesis.state(),
            nonce: 0,
            genesis,
            validators,
        };
        (chain, founder)
    }

    fn network(&self) -> NetworkId {
        self.genesis.network()
    }

    pub(crate) fn tip(&self) -> &Block {
        self.blocks.last().expect("genesis is always there")
    }

    pub(crate) fn trust(&self) -> TrustFile {
        TrustFile::from_genesis(&self.genesis).expect("the genesis names validators")
    }

    pub(crate) fn certificate(&self, height: usize) -> Vec<u8> {
        self.validators
            .certify(&self.blocks[height].header, EPOCH_BLOCKS)
    }

    /// The receipt of an operation, certified `later` blocks after its own.
    pub(crate) fn receipt(&self, height: usize, position: usize, later: usize) -> Receipt {
        let certified = height + later;
        let between = self.blocks[height + 1..=certified].iter();
        let descendants = between.map(|block| block.header.clone()).collect();
        Receipt::new(
            &self.blocks[height],
            position,
            descendants,
            self.certificate(certified),
        )
        .expect("the operation is in the block")
    }

    /// A header with its certificate, which is for a block `later` blocks after it.
    pub(crate) fn certified(&self, height: usize, later: usize) -> Certified {
        let between = self.blocks[height + 1..=height + later].iter();
        Certified {
            header: self.blocks[height].header.clone(),
            descendants: between.map(|block| block.header.clone()).collect(),
            certificate: self.certificate(height + later),
        }
    }

    /// The proof of what a key holds after a block.
    pub(crate) fn state_proof<T>(&self, height: usize, later: usize, key: &Key<T>) -> StateProof {
        StateProof::new(self.certified(height, later), &self.states[height], key)
    }

    /// The proof that one block comes before another.
    pub(crate) fn consistency(&self, earlier: usize, later: usize) -> Option<Consistency> {
        let before = self.blocks[..later].iter();
        let digests: Vec<Hash> = before.map(|block| block.header.digest()).collect();
        let header = self.blocks[earlier].header.clone();
        let certified = self.certified(later, 0);
        Consistency::new(certified, &self.states[later], header, &digests)
    }

    /// Every record of the chain: each block twice, certificates for heights that `certified`
    /// says have one.
    pub(crate) fn records(&self, certified: impl Fn(u64) -> bool) -> Vec<Record> {
        let mut records = Vec::new();
        for block in &self.blocks[1..] {
            let height = block.header.height;
            let mut push = |name: &str, kind, bytes| {
                let name = format!("{name} {height}");
                records.push(Record {
                    name,
                    height,
                    kind,
                    bytes,
                });
            };
            push("archive block", RecordKind::Block, ledger::encode(block));
            push("cache block", RecordKind::Block, ledger::encode(block));
            if certified(height) {
                let bytes = self.validators.certify(&block.header, EPOCH_BLOCKS);
                push("certificate", RecordKind::Certificate, bytes);
            }
        }
        records
    }

    /// Makes the headers name what the blocks hold now, as validators who collude would.
    pub(crate) fn reseal(&mut self) {
        for at in 1..self.blocks.len() {
            self.blocks[at].header.parent = self.blocks[at - 1].header.digest();
            self.blocks[at].header.block_root = block_tree::root(&self.blocks[at].leaves());
        }
    }

    /// Tells the story again from `height` on, with other block times and seals to match.
    pub(crate) fn replay_with(&mut self, height: usize, time: impl Fn(Timestamp) -> Timestamp) {
        for at in height..self.blocks.len() {
            let (before, old) = (&self.blocks[at - 1].header, &self.blocks[at]);
            let state = &self.states[at - 1];
            let operations = old.operations.clone();
            let built = build_block(before, state, time(old.header.time), operations);
            assert!(built.refused.is_empty(), "{:?}", built.refused);
            self.blocks[at] = built.block;
            self.states[at] = built.state;
        }
    }

    /// A block that nobody checked, after the last, with operations and their old outcomes.
    pub(crate) fn append_unchecked(&mut self, operations: Vec<Sealed>) {
        let head = self.tip().clone();
        let built = build_block(
            &head.header,
            &self.state,
            head.header.time,
            Vec::<Sealed>::new(),
        );
        let mut block = built.block;
        block.operations = operations;
        block.outcomes = head.outcomes;
        block.header.block_root = block_tree::root(&block.leaves());
        self.blocks.push(block);
        self.states.push(built.state);
    }

    fn sign(&mut self, person: &Person, delay_ms: u64, action: Action) -> Envelope {
        self.nonce += 1;
        let intent = Intent {
            suite: Suite::Sha256Ed25519,
            actor: person.id,
            key: person.index,
            not_after: self.tip().header.time.plus_ms(delay_ms + MINUTE_MS),
            nonce: self.nonce,
            operation: Operation::Single(action),
        };
        let message = intent.signing_bytes(self.network());
        let signature = Signature::Ed25519(person.key.sign(&message).into());
        Envelope { intent, signature }
    }

    /// Seals a block `delay_ms` after the tip and returns the events in it.
    fn seal(&mut self, delay_ms: u64, operations: Vec<(&Person, Action)>) -> Vec<Event> {
        let envelopes: Vec<Envelope> = operations
            .into_iter()
            .map(|(person, action)| self.sign(person, delay_ms, action))
            .collect();
        let time = self.tip().header.time.plus_ms(delay_ms);
        let built = build_block(&self.tip().header, &self.state, time, envelopes);
        assert!(built.refused.is_empty(), "{:?}", built.refused);
        self.state = built.state;
        let outcomes = built.block.outcomes.iter();
        let events = outcomes.flat_map(|outcome| match &outcome.verdict {
            Verdict::Applied(events) => events.clone(),
            Verdict::Rejected(_) => Vec::new(),
        });
        let events = events.collect();
        self.blocks.push(built.block);
        self.states.push(self.state.clone());
        events
    }
}

/// Who asks for help in the story, and who helps.
pub(crate) const ASKER: PartyId = PartyId([101; 16]);
pub(crate) const HELPER: PartyId = PartyId([102; 16]);
/// Height and position of the second `ConfirmService` of the story, which moves points.
pub(crate) const CONFIRMED: (usize, usize) = (5, 1);
/// Height of the block whose only operation was rejected.
pub(crate) const REJECTED: usize = 7;

/// The story under as many validators.
pub(crate) fn story(validators: u8) -> Chain {
    let (mut chain, founder) = Chain::new(validators);
    let (asker, helper) = (Person::new(101, 1), Person::new(102, 2));
    let enrol = |person| (&founder, register(person));
    chain.seal(1_000, vec![enrol(&asker), enrol(&helper)]);
    let expires_at = chain.tip().header.time.plus_ms(48 * HOUR_MS);
    let events = chain.seal(1_000, vec![(&asker, publish(expires_at))]);
    let listing = find(&events, |event| match event {
        Event::Listing(ListingEvent::ListingPublished { listing }) => Some(*listing),
        _ => None,
    });
    let start = chain.tip().header.time.plus_ms(HOUR_MS);
    let events = chain.seal(1_000, vec![(&helper, request(listing, start))]);
    let exchange: ExchangeId = find(&events, |event| match event {
        Event::Exchange(ExchangeEvent::ExchangeRequested { exchange, .. }) => Some(*exchange),
        _ => None,
    });
    let accept = Action::Exchange(ExchangeAction::AcceptExchange(AcceptExchange { exchange }));
    chain.seal(1_000, vec![(&asker, accept)]);
    let minutes = 60;
    let confirm = Action::Exchange(ExchangeAction::ConfirmService(ConfirmService {
        exchange,
        minutes,
    }));
    let both = vec![(&helper, confirm.clone()), (&asker, confirm)];
    let events = chain.seal(2 * HOUR_MS, both);
    let transfer: TransferId = find(&events, |event| match event {
        Event::Points(PointsEvent::PointsPosted { transfer, .. }) => Some(*transfer),
        _ => None,
    });
    let settle = Action::Points(PointsAction::SettleTransfer(SettleTransfer { transfer }));
    chain.seal(11 * MINUTE_MS, vec![(&helper, settle.clone())]);
    chain.seal(1_000, vec![(&helper, settle)]);
    chain
}

fn find<T>(events: &[Event], pick: impl Fn(&Event) -> Option<T>) -> T {
    let found = events.iter().find_map(pick);
    found.unwrap_or_else(|| panic!("not among {events:?}"))
}

fn register(person: &Person) -> Action {
    Action::Identity(IdentityAction::RegisterPerson(RegisterPerson {
        person: person.id,
        pseudonym: Hash::of(&[&person.id.0]),
        level: IdentityLevel::RealNameChecked,
        community: COMMUNITY,
        key: person.public(),
        custody: Custody::Custodial,
    }))
}

fn publish(expires_at: Timestamp) -> Action {
    Action::Listing(ListingAction::PublishListing(PublishListing {
        kind: ListingKind::Need,
        category: CategoryCode(230),
        area: COMMUNITY,
        place: Place::Home,
        windows: Vec::new(),
        minutes: 60,
        capacity: 1,
        content: ContentRef {
            hash: Hash::of(&[b"words"]),
            bytes: 5,
        },
        expires_at,
    }))
}

fn request(listing: ListingId, start: Timestamp) -> Action {
    Action::Exchange(ExchangeAction::RequestExchange(RequestExchange {
        listing,
        own_listing: None,
        start,
        minutes: 60,
    }))
}
