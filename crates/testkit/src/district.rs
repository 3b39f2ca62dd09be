//! A small district: the founder's office, a clerk, residents, and verbs for what they do.

mod decisions;
mod exchanges;
mod listings;
mod people;
mod sharing;

use crate::{Actor, Chain, chain::founder_of};
use ledger::{
    Action, AreaCode, Envelope, Event, KeyIndex, Operation, Rejection, State,
    operation::VALIDITY_MS, outcome::Verdict,
};
use std::collections::BTreeMap;

pub use ledger::state::records::{Exchange, Listing};
pub use listings::category_of;
pub use people::content_of;
pub use sharing::photo;

/// The community that residents live in unless a test says otherwise: in 祖庙街道.
pub const COMMUNITY: AreaCode = AreaCode(440_604_010_001);
/// A second community of the same subdistrict.
pub const NEXT_COMMUNITY: AreaCode = AreaCode(440_604_010_003);

/// A chain with people on it. Verbs without `try_` expect to be applied and say so when not.
#[derive(Clone, Debug)]
pub struct District {
    chain: Chain,
    seed: u64,
    nonce: u64,
    office: Actor,
    people: BTreeMap<String, Actor>,
}

impl District {
    /// An office that is administrator, clerk and operator of Chancheng, and nobody else yet.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        let (organisation, secret) = founder_of(seed);
        Self {
            chain: Chain::new(seed),
            seed,
            nonce: 0,
            office: Actor::new(organisation, KeyIndex(0), secret),
            people: BTreeMap::new(),
        }
    }

    /// The ledger.
    #[must_use]
    pub const fn chain(&self) -> &Chain {
        &self.chain
    }

    /// The ledger, to submit what the verbs do not cover.
    pub const fn chain_mut(&mut self) -> &mut Chain {
        &mut self.chain
    }

    /// Gives the ledger away.
    #[must_use]
    pub fn into_chain(self) -> Chain {
        self.chain
    }

    /// The newest state.
    #[must_use]
    pub fn state(&self) -> &State {
        self.chain.state()
    }

    /// The founder: holds every office role over the district.
    #[must_use]
    pub fn office(&self) -> Actor {
        self.office.clone()
    }

    /// Lets time pass.
    pub fn advance(&mut self, ms: u64) {
        self.chain.advance(ms);
    }

    /// Signs one action, valid for the usual minute, with a nonce of its own.
    pub fn sign(&mut self, actor: &Actor, action: Action) -> Envelope {
        self.sign_operation(actor, Operation::Single(action))
    }

    /// Signs several actions that happen together or not at all.
    pub fn sign_batch(&mut self, actor: &Actor, actions: Vec<Action>) -> Envelope {
        self.sign_operation(actor, Operation::Batch(actions))
    }

    fn sign_operation(&mut self, actor: &Actor, operation: Operation) -> Envelope {
        self.nonce += 1;
        let not_after = self.chain.time().plus_ms(VALIDITY_MS);
        actor.sign(self.chain.network(), not_after, self.nonce, operation)
    }

    /// Signs and submits one action, whatever becomes of it.
    pub fn act(&mut self, actor: &Actor, action: Action) -> Verdict {
        let envelope = self.sign(actor, action);
        self.chain.submit(envelope)
    }

    /// Signs and submits a batch, whatever becomes of it.
    pub fn act_together(&mut self, actor: &Actor, actions: Vec<Action>) -> Verdict {
        let envelope = self.sign_batch(actor, actions);
        self.chain.submit(envelope)
    }

    /// Signs and submits one action that must be applied; returns its events.
    #[track_caller]
    pub fn must(&mut self, actor: &Actor, action: Action) -> Vec<Event> {
        match self.act(actor, action.clone()) {
            Verdict::Applied(events) => events,
            Verdict::Rejected(rejection) => {
                panic!("{action:?} by {actor:?} was rejected: {rejection}")
            }
        }
    }

    /// Signs and submits one action that must be rejected; returns why it was.
    #[track_caller]
    pub fn refused(&mut self, actor: &Actor, action: Action) -> Rejection {
        match self.act(actor, action.clone()) {
            Verdict::Rejected(rejection) => rejection,
            Verdict::Applied(events) => panic!("{action:?} by {actor:?} was applied: {events:?}"),
        }
    }
}
