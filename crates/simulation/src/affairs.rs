//! The network's own affairs: organisations claim their servers' seats, propose that one comes,
//! goes or takes another's place, and approve.

use crate::district::District;
use ledger::{
    Action, ChangeId, Envelope, Event, Hash, KeyIndex, PartyId, Timestamp, ValidatorKey,
    event::{IdentityEvent, MembershipEvent},
    operation::{
        identity::RegisterOrganisation,
        listing::ContentRef,
        membership::{ApproveChange, ClaimSeat, ProposeMembership, Seat},
    },
    signature::{Custody, Signature},
    state::{keys, membership::ChangeStatus},
};
use node::{Head, public_key_of, simulation::Chance};
use testkit::{Actor, Random, actor, chain::DISTRICT};

/// Fewer validators than this are not proposed.
const VALIDATORS_MIN: usize = 4;

/// An organisation with a server.
#[derive(Clone, Debug)]
struct Office {
    party: PartyId,
    secret: [u8; 32],
    key: Option<KeyIndex>,
    signer: [u8; 32],
}

impl Office {
    fn actor(&self) -> Option<Actor> {
        Some(Actor::new(self.party, self.key?, self.secret))
    }

    fn server(&self) -> Option<ValidatorKey> {
        public_key_of(self.signer).map(ValidatorKey)
    }
}

/// The organisations, and the change under discussion.
#[derive(Clone, Debug, Default)]
pub(crate) struct Affairs {
    offices: Vec<Office>,
    change: Option<ChangeId>,
}

impl Affairs {
    /// One organisation for each server.
    pub(crate) fn new(random: &mut Random, signers: &[[u8; 32]]) -> Self {
        let offices = signers.iter().map(|signer| Office {
            party: PartyId(random.bytes()),
            secret: random.bytes(),
            key: None,
            signer: *signer,
        });
        Self {
            offices: offices.collect(),
            change: None,
        }
    }

    pub(crate) fn learn(&mut self, event: &Event) {
        match event {
            Event::Identity(IdentityEvent::OrganisationRegistered { organisation, key }) => {
                let mut offices = self.offices.iter_mut();
                if let Some(office) = offices.find(|office| office.party == *organisation) {
                    office.key = Some(*key);
                }
            }
            Event::Membership(MembershipEvent::ChangeProposed { change }) => {
                self.change = Some(*change);
            }
            _ => {}
        }
    }
}

impl District {
    /// The next step of the network's own affairs.
    pub(crate) fn affair(
        &mut self,
        chance: Chance<'_>,
        head: &Head,
        now: Timestamp,
    ) -> Option<Envelope> {
        let at = usize::try_from(chance(self.affairs.offices.len() as u64)).ok()?;
        let office = self.affairs.offices.get(at)?.clone();
        let Some(actor) = office.actor() else {
            let founder = self.founder.clone();
            return Some(self.sign(&founder, now, enrol(&office)));
        };
        let set = head.state.get(&keys::next_validators())?;
        let server = office.server()?;
        let votes = set.keys().contains(&server.0);
        if !votes {
            return None;
        }
        let action = if head.state.get(&keys::seat(server)).is_none() {
            let seat = self.seat(&office)?;
            Action::from(ClaimSeat { seat })
        } else {
            match self.open_change(head) {
                Some(change) => Action::from(ApproveChange { change }),
                None => Action::from(self.proposal(chance, set.keys())?),
            }
        };
        Some(self.sign(&actor, now, action))
    }

    fn open_change(&self, head: &Head) -> Option<ChangeId> {
        let id = self.affairs.change?;
        let change = head.state.get(&keys::change(id))?;
        (change.status == ChangeStatus::Open).then_some(id)
    }

    /// Somebody comes, somebody goes, or both.
    fn proposal(&self, chance: Chance<'_>, voting: &[[u8; 32]]) -> Option<ProposeMembership> {
        let offices = &self.affairs.offices;
        let (inside, outside): (Vec<&Office>, Vec<&Office>) = offices.iter().partition(|office| {
            let server = office.server();
            server.is_some_and(|server| voting.contains(&server.0))
        });
        let any = |chance: Chance<'_>, offices: &[&Office]| -> Option<Office> {
            let at = usize::try_from(chance(offices.len() as u64)).ok()?;
            offices.get(at).map(|office| (*office).clone())
        };
        let comes = any(chance, &outside).filter(|office| office.key.is_some());
        let comes = comes.filter(|_| chance(3) > 0);
        let may_go = comes.is_some() || voting.len() > VALIDATORS_MIN;
        let goes = any(chance, &inside).filter(|_| may_go && chance(2) == 0);
        Some(ProposeMembership {
            add: match comes {
                Some(office) => Some(self.seat(&office)?),
                None => None,
            },
            remove: match goes {
                Some(office) => Some(office.server()?),
                None => None,
            },
        })
    }

    fn seat(&self, office: &Office) -> Option<Seat> {
        let mut seat = Seat {
            organisation: office.party,
            key: office.server()?,
            address: "192.0.2.1:7400".to_owned(),
            portal: String::new(),
            proof: Signature::Ed25519([0; 64]),
        };
        seat.proof = actor::sign_bytes(office.signer, &seat.signing_bytes(self.network));
        Some(seat)
    }
}

fn enrol(office: &Office) -> Action {
    Action::from(RegisterOrganisation {
        organisation: office.party,
        kind: ledger::operation::identity::OrganisationKind::Department,
        area: DISTRICT,
        content: ContentRef {
            hash: Hash::of(&[b"an office with a server"]),
            bytes: 100,
        },
        key: actor::public_key_of(office.secret),
        custody: Custody::Device,
    })
}
