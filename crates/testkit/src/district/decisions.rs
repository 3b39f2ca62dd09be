//! What two persons decide: one administrator proposes, the other approves.

use super::District;
use crate::{Actor, chain::DISTRICT};
use ledger::{
    Action, Event,
    event::ApprovalEvent,
    operation::{
        approval::{ApproveAction, Payload, ProposeAction},
        identity::{Role, Scope},
    },
    time::DAY_MS,
};

impl District {
    /// One of the two administrators, a person of the district, enrolled on first call.
    pub fn administrator(&mut self, name: &str) -> Actor {
        let is_new = !self.people.contains_key(name);
        let person = self.resident(name);
        if is_new {
            self.grant(&person, Role::Administrator, Scope::Area(DISTRICT));
        }
        person
    }

    /// Two administrators decide on an action, which must be applied; returns its events.
    #[track_caller]
    pub fn decide(&mut self, action: impl Into<Action>) -> Vec<Event> {
        let first = self.administrator("first administrator");
        let second = self.administrator("second administrator");
        let Some(action) = Payload::new(action.into()) else {
            panic!("nobody decides about proposals");
        };
        let expires_at = self.chain().time().plus_ms(DAY_MS);
        let proposed = ProposeAction {
            action: action.clone(),
            expires_at,
        };
        let events = self.must(&first, proposed.into());
        let proposal = events.iter().find_map(|event| match event {
            Event::Approval(ApprovalEvent::ActionProposed { proposal }) => Some(*proposal),
            _ => None,
        });
        let Some(proposal) = proposal else {
            panic!("a proposal leaves its id: {events:?}");
        };
        self.must(&second, ApproveAction { proposal, action }.into())
    }
}
