//! The people of a simulated district: they enrol, publish, ask, agree, serve, pay and give, and
//! now and then somebody tries what must not work.

use crate::{affairs::Affairs, books::Books};
use ledger::{
    Action, Block, Envelope, Event, ExchangeId, Genesis, KeyIndex, ListingId, Operation, PartyId,
    State, Timestamp, TransferId, ValidatorSet, Verdict,
    event::{ExchangeEvent, IdentityEvent, ListingEvent, PointsEvent},
    genesis::Founder,
    hash::Suite,
    operation::Intent,
    rule_pack::RulePack,
    signature::{PublicKey, Signature},
    time::SECOND_MS,
};
use node::{
    Head, public_key_of,
    simulation::{Chance, Workload},
};
use testkit::{
    Actor, Random,
    chain::{DISTRICT, START},
};

/// People who enrol in each run.
const RESIDENTS: usize = 6;
/// Points can be taken back for this long: short, so that a run sees them settle.
const REFLECTION_MS: u64 = 4 * SECOND_MS;
/// Blocks of an epoch: few, so that a run passes into several.
const EPOCH_BLOCKS: u64 = 16;
/// How long an operation is valid.
const VALIDITY_MS: u64 = 60 * SECOND_MS;

/// Somebody who takes part.
#[derive(Clone, Debug)]
pub(crate) struct Resident {
    pub(crate) party: PartyId,
    pub(crate) secret: [u8; 32],
    /// Once the ledger knows the key.
    pub(crate) key: Option<KeyIndex>,
}

/// The people, and what has come up among them.
pub struct District {
    pub(crate) network: ledger::NetworkId,
    pub(crate) founder: Actor,
    pub(crate) residents: Vec<Resident>,
    pub(crate) listings: Vec<ListingId>,
    pub(crate) exchanges: Vec<ExchangeId>,
    pub(crate) transfers: Vec<TransferId>,
    /// What was submitted, for those who send it again.
    past: Vec<Envelope>,
    nonce: u64,
    books: Books,
    pub(crate) affairs: Affairs,
    newcomers: u64,
}

impl District {
    /// People for a seed, the network that they live in, and the key seeds of its machines:
    /// validators first, then those that only watch.
    #[must_use]
    pub fn new(seed: u64, validators: usize, watchers: usize) -> (Self, Genesis, Vec<[u8; 32]>) {
        let mut random = Random::new(seed ^ 0x6469_7374_7269_6374);
        let signers: Vec<[u8; 32]> = (0..validators + watchers).map(|_| random.bytes()).collect();
        let keys = signers.iter().take(validators);
        let keys = keys.filter_map(|signer| public_key_of(*signer)).collect();
        let (organisation, secret) = (PartyId(random.bytes()), random.bytes());
        let founder = Actor::new(organisation, KeyIndex(0), secret);
        let mut rule_pack = RulePack::chancheng();
        rule_pack.reflection_ms = REFLECTION_MS;
        let genesis = Genesis {
            suite: Suite::Sha256Ed25519,
            demo: false,
            salt: random.bytes(),
            time: START,
            clock_offset_ms: 0,
            district: DISTRICT,
            epoch_blocks: EPOCH_BLOCKS,
            validators: ValidatorSet::new(keys),
            founder: Founder {
                organisation,
                key: founder.public_key(),
            },
            rule_pack,
        };
        let residents = (0..RESIDENTS).map(|_| Resident {
            party: PartyId(random.bytes()),
            secret: random.bytes(),
            key: None,
        });
        let district = Self {
            network: genesis.network(),
            founder,
            residents: residents.collect(),
            listings: Vec::new(),
            exchanges: Vec::new(),
            transfers: Vec::new(),
            past: Vec::new(),
            nonce: 0,
            books: Books::default(),
            affairs: Affairs::default(),
            newcomers: 0,
        };
        (district, genesis, signers)
    }

    /// Lets the organisations behind the servers change who votes.
    #[must_use]
    pub fn with_affairs(mut self, seed: u64, signers: &[[u8; 32]]) -> Self {
        let mut random = Random::new(seed ^ 0x6166_6661_6972_7300);
        self.affairs = Affairs::new(&mut random, signers);
        self
    }

    pub(crate) fn sign(&mut self, actor: &Actor, now: Timestamp, action: Action) -> Envelope {
        self.nonce += 1;
        let operation = Operation::Single(action);
        actor.sign(
            self.network,
            now.plus_ms(VALIDITY_MS),
            self.nonce,
            operation,
        )
    }

    /// Something that must not work: an old operation, a forged one, or one that is too late.
    fn mischief(&mut self, chance: Chance<'_>, now: Timestamp) -> Option<Envelope> {
        let at = usize::try_from(chance(self.past.len() as u64)).ok()?;
        let old = self.past.get(at)?.clone();
        match chance(4) {
            0 | 1 => Some(old),
            2 => Some(self.forged(chance, now)),
            _ => {
                let founder = self.founder.clone();
                let mut late = self.newcomer(now);
                late.intent.not_after = Timestamp(now.0.saturating_sub(1));
                let intent: Intent = late.intent;
                Some(founder.sign_intent(self.network, intent))
            }
        }
    }

    /// An operation that the one it names never signed.
    fn forged(&mut self, chance: Chance<'_>, now: Timestamp) -> Envelope {
        let mut envelope = self.newcomer(now);
        let Signature::Ed25519(signature) = &mut envelope.signature;
        let at = usize::try_from(chance(64)).unwrap_or(0);
        signature[at] ^= 1 + u8::try_from(chance(255)).unwrap_or(0);
        envelope
    }

    /// The founder enrols somebody new.
    fn newcomer(&mut self, now: Timestamp) -> Envelope {
        self.newcomers += 1;
        let mut random = Random::new(self.newcomers ^ 0x6e65_7763_6f6d_6572);
        let (party, secret) = (PartyId(random.bytes()), random.bytes());
        let action = crate::deeds::enrol(party, testkit::actor::public_key_of(secret));
        let founder = self.founder.clone();
        self.sign(&founder, now, action)
    }

    /// The next of the residents that the ledger does not know yet.
    fn enrolment(&mut self, chance: Chance<'_>, now: Timestamp) -> Option<Envelope> {
        let missing = self.residents.iter().filter(|one| one.key.is_none());
        let missing: Vec<Resident> = missing.cloned().collect();
        let at = usize::try_from(chance(missing.len() as u64)).ok()?;
        let one = missing.get(at)?;
        let key: PublicKey = testkit::actor::public_key_of(one.secret);
        let action = crate::deeds::enrol(one.party, key);
        let founder = self.founder.clone();
        Some(self.sign(&founder, now, action))
    }

    fn learn(&mut self, event: &Event) {
        self.affairs.learn(event);
        match event {
            Event::Identity(IdentityEvent::PersonRegistered { person, key }) => {
                let mut residents = self.residents.iter_mut();
                if let Some(one) = residents.find(|one| one.party == *person) {
                    one.key = Some(*key);
                }
            }
            Event::Listing(ListingEvent::ListingPublished { listing }) => {
                self.listings.push(*listing);
            }
            Event::Exchange(ExchangeEvent::ExchangeRequested { exchange, .. }) => {
                self.exchanges.push(*exchange);
            }
            Event::Points(PointsEvent::PointsPosted { transfer, .. }) => {
                self.transfers.push(*transfer);
            }
            _ => {}
        }
    }
}

impl Workload for District {
    fn next(&mut self, chance: Chance<'_>, head: &Head, now: Timestamp) -> Envelope {
        if chance(100) < 10
            && let Some(envelope) = self.mischief(chance, now)
        {
            return envelope;
        }
        if chance(100) < 30
            && let Some(envelope) = self.affair(chance, head, now)
        {
            self.past.push(envelope.clone());
            return envelope;
        }
        let envelope = match self.enrolment(chance, now) {
            Some(envelope) => envelope,
            None => match self.deed(chance, head, now) {
                Some((actor, action)) => self.sign(&actor, now, action),
                None => self.newcomer(now),
            },
        };
        self.past.push(envelope.clone());
        envelope
    }

    fn fresh(&mut self, now: Timestamp) -> Envelope {
        self.newcomer(now)
    }

    fn audit(&mut self, block: &Block, state: &State) -> Result<(), String> {
        for outcome in &block.outcomes {
            if let Verdict::Applied(events) = &outcome.verdict {
                for event in events {
                    self.books.note(event)?;
                    self.learn(event);
                }
            }
        }
        self.books.compare(state)
    }
}
