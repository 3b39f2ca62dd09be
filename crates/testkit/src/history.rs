//! Random histories: every kind of operation, in and out of order, allowed and refused.

mod deeds;
mod sharing;

use crate::{Actor, Chain, District, Random, chain::DISTRICT, district::COMMUNITY};
use ledger::{
    Action, Envelope, ExchangeId, HutId, KeyIndex, ListingId, PartyId, TransferId, Verdict,
    event::{ExchangeEvent, IdentityEvent, ListingEvent, PointsEvent},
    operation::identity::{Role, Scope},
    signature::Signature,
};
use ledger::{
    Event,
    time::{DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS},
};

/// Names of the residents of a history.
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

/// Grows a chain of `steps` random steps. The same seed gives the same chain.
#[must_use]
pub fn history(seed: u64, steps: u32) -> Chain {
    let mut story = Story::begin(seed);
    for _ in 0..steps {
        story.step();
    }
    story.district.into_chain()
}

/// A district with what has come up in it so far.
struct Story {
    district: District,
    random: Random,
    actors: Vec<Actor>,
    parties: Vec<PartyId>,
    keys: Vec<KeyIndex>,
    huts: Vec<HutId>,
    listings: Vec<ListingId>,
    exchanges: Vec<ExchangeId>,
    transfers: Vec<TransferId>,
    past: Vec<Envelope>,
    shared: sharing::Shared,
    newcomers: u32,
}

impl Story {
    fn begin(seed: u64) -> Self {
        let mut district = District::new(seed);
        let office = district.office();
        let keeper = district.organisation("街坊会", DISTRICT);
        let hut = district.hut("共享小屋", COMMUNITY);
        let mut actors = vec![office, district.clerk(), keeper];
        district.grant(&actors[2].clone(), Role::HutKeeper, Scope::Hut(hut));
        for name in RESIDENTS {
            actors.push(district.resident(name));
        }
        actors.push(district.newcomer("新街坊"));
        Self {
            district,
            random: Random::new(seed ^ 0x6869_7374_6f72_7900),
            parties: actors.iter().map(|actor| actor.party).collect(),
            keys: actors.iter().map(|actor| actor.key).collect(),
            actors,
            huts: vec![hut],
            listings: Vec::new(),
            exchanges: Vec::new(),
            transfers: Vec::new(),
            past: Vec::new(),
            shared: sharing::Shared::default(),
            newcomers: 0,
        }
    }

    /// Time passes, then one to three operations go into a block.
    fn step(&mut self) {
        let pause = match self.random.below(20) {
            0 => DAY_MS,
            1 | 2 => HOUR_MS,
            3..=6 => 4 * MINUTE_MS,
            _ => SECOND_MS,
        };
        self.district.advance(pause);
        let count = if self.random.chance(80) {
            1
        } else {
            1 + self.random.below(3)
        };
        let envelopes: Vec<Envelope> = (0..count).map(|_| self.envelope()).collect();
        let verdicts = self.district.chain_mut().submit_many(envelopes.clone());
        for (envelope, verdict) in envelopes.into_iter().zip(verdicts) {
            self.learn(envelope, verdict);
        }
    }

    /// An operation by anybody: single, a batch, or one that the door refuses.
    fn envelope(&mut self) -> Envelope {
        if self.random.chance(2)
            && let Some(past) = self.random.pick(&self.past)
        {
            return past.clone();
        }
        let (actor, action) = self.deed();
        if self.random.chance(8) {
            let mut actions = vec![action];
            for _ in 0..self.random.below(3) {
                let (_, action) = self.deed_of(&actor);
                actions.push(action);
            }
            return self.district.sign_batch(&actor, actions);
        }
        let mut envelope = self.district.sign(&actor, action);
        if self.random.chance(2) {
            envelope.signature = Signature::Ed25519([7; 64]);
        }
        envelope
    }

    /// Remembers what an operation brought.
    fn learn(&mut self, envelope: Envelope, verdict: Verdict) {
        let Verdict::Applied(events) = verdict else {
            return;
        };
        for event in events {
            self.shared.learn(&event);
            match event {
                Event::Listing(ListingEvent::ListingPublished { listing }) => {
                    self.listings.push(listing);
                }
                Event::Exchange(ExchangeEvent::ExchangeRequested { exchange, .. }) => {
                    self.exchanges.push(exchange);
                }
                Event::Points(PointsEvent::PointsPosted { transfer, .. }) => {
                    self.transfers.push(transfer);
                }
                Event::Identity(IdentityEvent::HutRegistered { hut }) => self.huts.push(hut),
                Event::Identity(IdentityEvent::KeyRegistered { key, .. }) => self.keys.push(key),
                Event::Identity(IdentityEvent::PersonRegistered { person, .. }) => {
                    self.parties.push(person);
                }
                _ => {}
            }
        }
        self.past.push(envelope);
    }

    /// Somebody, and something they might do.
    fn deed(&mut self) -> (Actor, Action) {
        // Half of what happens moves an exchange on, by the side whose turn it is.
        if self.random.chance(55)
            && let Some(deed) = self.next_move()
        {
            return deed;
        }
        if self.random.chance(50)
            && let Some(deed) = self.next_sharing_move()
        {
            return deed;
        }
        let actor = match self.random.pick(&self.actors) {
            Some(actor) => actor.clone(),
            None => self.district.office(),
        };
        self.deed_of(&actor)
    }

    /// A late one of a list more often than an early one, so that stories go on.
    fn recent<T: Copy>(random: &mut Random, items: &[T]) -> Option<T> {
        let from = items.len().saturating_sub(6);
        if random.chance(80) {
            random.pick(&items[from..]).copied()
        } else {
            random.pick(items).copied()
        }
    }
}
