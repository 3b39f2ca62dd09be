//! Who takes part: a clerk, residents, organisations, huts, further keys and roles.

use super::{COMMUNITY, District};
use crate::{Actor, Random, chain::DISTRICT};
use ledger::{
    Action, AreaCode, Event, Hash, HutId, KeyIndex, PartyId,
    event::IdentityEvent,
    operation::{
        IdentityAction,
        identity::{
            GrantRole, IdentityLevel, RegisterHut, RegisterKey, RegisterOrganisation,
            RegisterPerson, Role, Scope,
        },
        listing::ContentRef,
    },
    signature::Custody,
};

impl District {
    /// A resident of [`COMMUNITY`] whose real name was checked and whose key the office keeps;
    /// enrolled when the name is first called.
    pub fn resident(&mut self, name: &str) -> Actor {
        self.resident_in(name, COMMUNITY)
    }

    /// The same in another community.
    pub fn resident_in(&mut self, name: &str, community: AreaCode) -> Actor {
        self.person(
            name,
            community,
            IdentityLevel::RealNameChecked,
            Custody::Custodial,
        )
    }

    /// Somebody of whom only a phone number was checked.
    pub fn newcomer(&mut self, name: &str) -> Actor {
        self.person(
            name,
            COMMUNITY,
            IdentityLevel::PhoneChecked,
            Custody::Device,
        )
    }

    /// The clerk at the counter: a person with the clerk's role over the district.
    pub fn clerk(&mut self) -> Actor {
        if let Some(clerk) = self.people.get("clerk") {
            return clerk.clone();
        }
        let clerk = self.resident("clerk");
        self.grant(&clerk, Role::Clerk, Scope::Area(DISTRICT));
        clerk
    }

    /// A person with a name of the test's own, enrolled by the office on first call.
    pub fn person(
        &mut self,
        name: &str,
        community: AreaCode,
        level: IdentityLevel,
        custody: Custody,
    ) -> Actor {
        if let Some(actor) = self.people.get(name) {
            return actor.clone();
        }
        let (party, secret) = self.identity_of(name);
        let action = Action::Identity(IdentityAction::RegisterPerson(RegisterPerson {
            person: party,
            pseudonym: Hash::of(&[b"pseudonym", name.as_bytes()]),
            level,
            community,
            key: crate::actor::public_key_of(secret),
            custody,
        }));
        self.enrol(name, party, secret, action)
    }

    /// An organisation that works in `area`, enrolled by the office on first call.
    pub fn organisation(&mut self, name: &str, area: AreaCode) -> Actor {
        if let Some(actor) = self.people.get(name) {
            return actor.clone();
        }
        let (party, secret) = self.identity_of(name);
        let action = Action::Identity(IdentityAction::RegisterOrganisation(RegisterOrganisation {
            organisation: party,
            kind: ledger::operation::identity::OrganisationKind::SocialOrganisation,
            area,
            content: content_of(name),
            key: crate::actor::public_key_of(secret),
            custody: Custody::Device,
        }));
        self.enrol(name, party, secret, action)
    }

    /// Adds a second key to a party and returns the party with that key.
    pub fn second_key(&mut self, actor: &Actor, custody: Custody) -> Actor {
        let secret = self
            .identity_of(&format!("key {} of {actor:?}", self.nonce))
            .1;
        let action = Action::Identity(IdentityAction::RegisterKey(RegisterKey {
            party: actor.party,
            key: crate::actor::public_key_of(secret),
            custody,
        }));
        let events = self.must(actor, action);
        Actor::new(actor.party, key_in(&events), secret)
    }

    /// Gives a role without an end, by the office.
    pub fn grant(&mut self, actor: &Actor, role: Role, scope: Scope) {
        let action = Action::Identity(IdentityAction::GrantRole(GrantRole {
            party: actor.party,
            role,
            scope,
            until: None,
        }));
        self.must(&self.office(), action);
    }

    /// Puts a hut into a community, by the office.
    pub fn hut(&mut self, name: &str, community: AreaCode) -> HutId {
        let hut = HutId(self.identity_of(name).0.0);
        let action = Action::Identity(IdentityAction::RegisterHut(RegisterHut {
            hut,
            community,
            content: content_of(name),
        }));
        self.must(&self.office(), action);
        hut
    }

    /// The id and the secret that a name has in this district.
    #[must_use]
    pub fn identity_of(&self, name: &str) -> (PartyId, [u8; 32]) {
        let digest = Hash::of(&[b"identity", name.as_bytes()]);
        let folded = digest.0.chunks(8).fold(self.seed, |sum, chunk| {
            let mut bytes = [0; 8];
            bytes.copy_from_slice(chunk);
            sum.rotate_left(17) ^ u64::from_le_bytes(bytes)
        });
        let mut random = Random::new(folded);
        (PartyId(random.bytes()), random.bytes())
    }

    fn enrol(&mut self, name: &str, party: PartyId, secret: [u8; 32], action: Action) -> Actor {
        let events = self.must(&self.office(), action);
        let actor = Actor::new(party, key_in(&events), secret);
        self.people.insert(name.to_owned(), actor.clone());
        actor
    }
}

/// Public content by its hash, as the content store would name it.
#[must_use]
pub fn content_of(text: &str) -> ContentRef {
    ContentRef {
        hash: Hash::of(&[text.as_bytes()]),
        bytes: u32::try_from(text.len()).unwrap_or(u32::MAX).max(1),
    }
}

fn key_in(events: &[Event]) -> KeyIndex {
    let key = events.iter().find_map(|event| match event {
        Event::Identity(IdentityEvent::PersonRegistered { key, .. })
        | Event::Identity(IdentityEvent::OrganisationRegistered { key, .. })
        | Event::Identity(IdentityEvent::KeyRegistered { key, .. }) => Some(*key),
        _ => None,
    });
    match key {
        Some(key) => key,
        None => panic!("a registration names the key's index"),
    }
}
