//! The rules, driven by bytes: a script of operations on a small district.
//!
//! A script is a row of `actor | pause and form | length, two bytes | actions in borsh`. Sixteen
//! bytes of which the first fifteen are `0xEE` stand for an id that an earlier operation of the
//! script derived; the last byte says which. Every block is built, checked as a stranger would, and
//! followed by a second set of books.

use ledger::{
    Action, Envelope, ExchangeId, ListingId, Operation, TransferId, Verdict,
    operation::{
        Intent, VALIDITY_MS,
        identity::{Role, Scope},
    },
    time::{DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS},
};
use std::sync::OnceLock;
use testkit::{
    Actor, Chain, District,
    chain::{DISTRICT, founder_of},
    district::COMMUNITY,
};
use verifier::audit::Books;

/// The district that scripts begin with, and the seeds too.
pub const SEED: u64 = 1;
const RESIDENTS: [&str; 8] = [
    "陈伯",
    "阿梅",
    "黄姨",
    "小林",
    "何叔",
    "阿珍",
    "梁老师",
    "区生",
];
const PAUSES: [u64; 8] = [
    0,
    SECOND_MS,
    MINUTE_MS,
    4 * MINUTE_MS,
    11 * MINUTE_MS,
    HOUR_MS,
    DAY_MS,
    40 * DAY_MS,
];
const PLACEHOLDER: [u8; 15] = [0xEE; 15];
/// The most operations of one script.
const STEPS_MAX: usize = 64;

/// A district with people, and the books up to now.
#[derive(Clone)]
pub struct Base {
    pub district: District,
    pub actors: Vec<Actor>,
    books: Books,
}

/// The base, made once; the same steps as those that begin a history of the test kit.
pub fn base() -> &'static Base {
    static BASE: OnceLock<Base> = OnceLock::new();
    BASE.get_or_init(|| {
        let mut district = District::new(SEED);
        let office = district.office();
        let keeper = district.organisation("街坊会", DISTRICT);
        let hut = district.hut("共享小屋", COMMUNITY);
        let mut actors = vec![office, district.clerk(), keeper];
        district.grant(&actors[2].clone(), Role::HutKeeper, Scope::Hut(hut));
        for name in RESIDENTS {
            actors.push(district.resident(name));
        }
        actors.push(district.newcomer("新街坊"));
        let mut base = Base {
            district,
            actors,
            books: Books::default(),
        };
        base.follow(1);
        base
    })
}

impl Base {
    /// Follows the blocks from a height on.
    fn follow(&mut self, from: u64) {
        let chain = self.district.chain();
        for height in from..=chain.head().height {
            let (block, state) = (chain.block(height), chain.state_at(height));
            let (Some(block), Some(state)) = (block, state) else {
                unreachable!("the chain has every block up to its head");
            };
            let followed = self.books.follow(block, state);
            assert_eq!(followed, Ok(()), "block {height}");
        }
    }
}

/// Runs a script.
pub fn apply(mut script: &[u8]) {
    let mut base = base().clone();
    let first = base.district.chain().head().height + 1;
    let mut derived = Vec::new();
    for _ in 0..STEPS_MAX {
        let Some((step, rest)) = next_step(script) else {
            break;
        };
        script = rest;
        run(&mut base, &step, &mut derived);
    }
    base.follow(first);
}

/// One step of a script.
pub struct Step {
    pub actor: u8,
    pub pause: u8,
    pub batch: bool,
    pub action: Vec<u8>,
}

impl Step {
    /// The step's bytes.
    pub fn to_bytes(&self) -> Vec<u8> {
        let length = u16::try_from(self.action.len()).unwrap_or(u16::MAX);
        let form = (self.pause & 7) | if self.batch { 0x80 } else { 0 };
        let mut bytes = vec![self.actor, form];
        bytes.extend(length.to_le_bytes());
        bytes.extend(&self.action);
        bytes
    }
}

fn next_step(script: &[u8]) -> Option<(Step, &[u8])> {
    let (&[actor, form, low, high], rest) = script.split_first_chunk::<4>()?;
    let length = usize::from(u16::from_le_bytes([low, high])).min(rest.len());
    let (action, rest) = rest.split_at(length);
    let step = Step {
        actor,
        pause: form & 7,
        batch: form & 0x80 != 0,
        action: action.to_vec(),
    };
    Some((step, rest))
}

fn run(base: &mut Base, step: &Step, derived: &mut Vec<[u8; 16]>) {
    let Some(operation) = read_operation(step, derived) else {
        return;
    };
    base.district.advance(PAUSES[usize::from(step.pause & 7)]);
    let actor = base.actors[usize::from(step.actor) % base.actors.len()].clone();
    let envelope = sign(base.district.chain(), &actor, derived.len(), operation);
    derived.extend(ids_of(base.district.chain(), &envelope));
    let verdict = base.district.chain_mut().submit(envelope);
    if let Verdict::Rejected(reason) = verdict {
        assert!(!reason.code().is_empty());
    }
}

fn sign(chain: &Chain, actor: &Actor, nonce: usize, operation: Operation) -> Envelope {
    let not_after = chain.time().plus_ms(VALIDITY_MS);
    actor.sign(chain.network(), not_after, nonce as u64, operation)
}

fn read_operation(step: &Step, derived: &[[u8; 16]]) -> Option<Operation> {
    let mut bytes = step.action.clone();
    for at in 0..bytes.len().saturating_sub(15) {
        if bytes[at..].starts_with(&PLACEHOLDER)
            && let Some(id) = derived.get(usize::from(bytes[at + 15]))
        {
            bytes[at..at + 16].copy_from_slice(id);
        }
    }
    if step.batch {
        ledger::decode(&bytes).map(Operation::Batch)
    } else {
        ledger::decode::<Action>(&bytes).map(Operation::Single)
    }
}

/// The ids that an operation's first action may derive.
pub fn ids_of(chain: &Chain, envelope: &Envelope) -> [[u8; 16]; 3] {
    let id = envelope.id(chain.network());
    [
        ListingId::derive(id, 0).0,
        ExchangeId::derive(id, 0).0,
        TransferId::derive(id, 0).0,
    ]
}

/// Puts placeholders where ids stand that earlier operations derived.
pub fn with_placeholders(mut action: Vec<u8>, derived: &[[u8; 16]]) -> Vec<u8> {
    for at in 0..action.len().saturating_sub(15) {
        let found = derived.iter().position(|id| action[at..].starts_with(id));
        if let Some(place) = found.and_then(|place| u8::try_from(place).ok()) {
            action[at..at + 15].copy_from_slice(&PLACEHOLDER);
            action[at + 15] = place;
        }
    }
    action
}

/// Two enrolments by the founder of a fresh chain, for samples.
pub fn enrolments(chain: &Chain, block: u8) -> Vec<Envelope> {
    let (organisation, secret) = founder_of(SEED);
    let office = Actor::new(organisation, ledger::KeyIndex(0), secret);
    let not_after = chain.time().plus_ms(VALIDITY_MS);
    let enrol = |person: u8| {
        let command = ledger::operation::identity::RegisterPerson {
            person: ledger::PartyId([person; 16]),
            pseudonym: ledger::Hash::of(&[&[person]]),
            level: ledger::operation::identity::IdentityLevel::RealNameChecked,
            community: COMMUNITY,
            key: testkit::actor::public_key_of([person; 32]),
            custody: ledger::signature::Custody::Custodial,
        };
        let intent = Intent {
            suite: ledger::hash::Suite::Sha256Ed25519,
            actor: office.party,
            key: office.key,
            not_after,
            nonce: u64::from(person),
            operation: Operation::Single(command.into()),
        };
        office.sign_intent(chain.network(), intent)
    };
    vec![enrol(2 * block), enrol(2 * block + 1)]
}
