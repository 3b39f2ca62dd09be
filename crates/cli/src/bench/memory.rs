//! A ledger in memory: the same blocks as a node's, without a node.

use ledger::{
    Action, AreaCode, Block, Envelope, Genesis, Hash, Operation, Seal as _, Sealed, State,
    Timestamp, Verdict, build_block,
    genesis::Founder,
    hash::Suite,
    operation::{
        IdentityAction, PointsAction,
        identity::{IdentityLevel, RegisterPerson},
        points::SettleTransfer,
    },
    rule_pack::RulePack,
    signature::Custody,
    state::keys,
    time::MINUTE_MS,
};
use verifier::testing::KnownValidators;

use super::{
    person::{Pen, Person},
    story::{COMMUNITY, Stage, step_by_step},
};

/// Operations of a block.
pub(super) const BLOCK: usize = 1_000;
const FIRST_STORY: u64 = 1 << 40;
const NONCE: u64 = 1 << 60;
const BEGUN: Timestamp = Timestamp(1_790_000_000_000);

/// A chain and the state after its last block.
pub(super) struct Memory {
    pub(super) genesis: Genesis,
    pub(super) blocks: Vec<Block>,
    pub(super) state: State,
    founder: Person,
    now: Timestamp,
}

impl Memory {
    /// A network of as many validators, in which nobody lives yet.
    pub(super) fn begin(validators: u8) -> Self {
        let founder = Person::invented(0);
        let validators = KnownValidators::from_seeds(1..=validators);
        let genesis = Genesis {
            suite: Suite::Sha256Ed25519,
            demo: true,
            salt: [7; 16],
            time: BEGUN,
            clock_offset_ms: 0,
            district: AreaCode(440_604),
            epoch_blocks: 256,
            validators: validators.set(),
            founder: Founder {
                organisation: founder.id,
                key: founder.public_key(),
            },
            rule_pack: RulePack::chancheng(),
        };
        Self {
            blocks: vec![genesis.block()],
            state: genesis.state(),
            genesis,
            founder,
            now: BEGUN,
        }
    }

    pub(super) fn pen(&self) -> Pen {
        Pen {
            network: self.genesis.network(),
            not_after: self.now.plus_ms(9 * MINUTE_MS),
        }
    }

    pub(super) const fn now(&self) -> Timestamp {
        self.now
    }

    /// Registers pairs of people and lets the second of each earn a day's points.
    pub(super) fn prepare(&mut self, pairs: u32) -> Result<Vec<Person>, String> {
        let mut people: Vec<Person> = (1..=pairs.saturating_mul(2))
            .map(Person::invented)
            .collect();
        for (people, nonce) in people.chunks(BLOCK).zip(NONCE..) {
            let actions = people.iter().map(registration).collect();
            let operation = Operation::Batch(actions);
            self.seal(vec![self.pen().sign_operation(
                &self.founder,
                nonce,
                operation,
            )])?;
        }
        for person in &mut people {
            let index = self.state.get(&keys::key_index(&person.public_key()));
            person.index = index.ok_or("a person has no key")?;
        }
        self.earn(&people)?;
        Ok(people)
    }

    fn earn(&mut self, people: &[Person]) -> Result<(), String> {
        let (pen, now) = (self.pen(), self.now);
        let stage = Stage { people, pen, now };
        let days = (0..stage.pairs()).map(|story| stage.day_of_help(FIRST_STORY + story));
        let (days, transfers): (Vec<_>, Vec<_>) = days.unzip();
        self.seal(step_by_step(days.into_iter()).collect())?;
        self.now = self.now.plus_ms(11 * MINUTE_MS);
        let pen = self.pen();
        let settlements = transfers
            .into_iter()
            .zip(NONCE * 2..)
            .map(|(transfer, nonce)| {
                let settle =
                    Action::Points(PointsAction::SettleTransfer(SettleTransfer { transfer }));
                pen.sign(&self.founder, nonce, settle)
            });
        let settlements = settlements.collect();
        self.seal(settlements)
    }

    /// Puts operations into blocks of a thousand; all of them must be applied.
    pub(super) fn seal(&mut self, operations: Vec<Envelope>) -> Result<(), String> {
        let network = self.genesis.network();
        let sealed = operations
            .into_iter()
            .map(|operation| operation.seal(network));
        let sealed: Vec<Sealed> = sealed.collect();
        for operations in sealed.chunks(BLOCK) {
            self.seal_block(operations.to_vec())?;
        }
        Ok(())
    }

    fn seal_block(&mut self, operations: Vec<Sealed>) -> Result<(), String> {
        let head = self.blocks.last().ok_or("there is no genesis")?;
        let built = build_block(&head.header, &self.state, self.now, operations);
        if let Some((_, rejection)) = built.refused.first() {
            return Err(rejection.to_string());
        }
        for outcome in &built.block.outcomes {
            if let Verdict::Rejected(rejection) = &outcome.verdict {
                return Err(rejection.to_string());
            }
        }
        self.state = built.state;
        self.blocks.push(built.block);
        Ok(())
    }
}

fn registration(person: &Person) -> Action {
    Action::Identity(IdentityAction::RegisterPerson(RegisterPerson {
        person: person.id,
        pseudonym: Hash::of(&[b"linli bench pseudonym", &person.id.0]),
        level: IdentityLevel::RealNameChecked,
        community: COMMUNITY,
        key: person.public_key(),
        custody: Custody::Device,
    }))
}
