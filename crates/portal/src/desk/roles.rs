//! What a party may do here: the read model knows where to look, the ledger's grants decide.

use std::collections::BTreeSet;

use ledger::{
    AreaCode, PartyId, State,
    authority::{CHARTERS, Right, charter},
    operation::identity::{Role as Granted, Scope},
    state::{keys, records::PartyKind},
};
use projections::Error as ProjectionError;

use super::Desk;
use crate::session::Role;

impl Desk {
    /// What a party is to this office now.
    pub async fn roles(&self, party: PartyId) -> Result<BTreeSet<Role>, ProjectionError> {
        let mut roles = BTreeSet::new();
        let rows = self.projections.roles_of(party).await?;
        let state = self.gateway.head().state;
        for row in rows {
            if self.is_granted(&state, party, row.role, row.scope) {
                roles.extend(of(row.role, row.scope));
            }
        }
        if !self.decides(party).is_empty() {
            roles.insert(Role::Decider);
        }
        if self.is_person(party) {
            roles.insert(Role::Resident);
        }
        Ok(roles)
    }

    /// The rights over an area that a person has, and uses together with a second one.
    pub fn decides(&self, person: PartyId) -> BTreeSet<Right> {
        let state = self.gateway.head().state;
        let held = state.get(&keys::roles_of(person)).unwrap_or_default();
        let held = held.into_iter().filter(|(role, scope)| {
            matches!(scope, Scope::Area(_)) && self.is_granted(&state, person, *role, *scope)
        });
        let charters = held.filter_map(|(role, _)| charter(role));
        let rights = charters.flat_map(|charter| charter.rights.iter().copied());
        rights.filter(|right| TOGETHER.contains(right)).collect()
    }

    /// The organisations for which a person speaks: whoever leads one signs with its key, which
    /// this office keeps.
    pub fn organisations_led_by(&self, person: PartyId) -> Vec<PartyId> {
        let state = self.gateway.head().state;
        let held = state.get(&keys::roles_of(person)).unwrap_or_default();
        let led = held.into_iter().filter_map(|(role, scope)| match scope {
            Scope::Organisation(organisation) if role == Granted::Leader => {
                let holds = self.is_granted(&state, person, role, scope);
                holds.then_some(organisation)
            }
            _ => None,
        });
        led.collect()
    }

    /// Whether this is a natural person.
    pub fn is_person(&self, party: PartyId) -> bool {
        let record = self.gateway.head().state.get(&keys::party(party));
        record.is_some_and(|record| matches!(record.kind, PartyKind::Person { .. }))
    }

    /// Whether a party holds a role over an area, or over one around it.
    pub fn holds(&self, party: PartyId, role: Granted, area: AreaCode) -> bool {
        let state = self.gateway.head().state;
        std::iter::successors(Some(area), |area| area.parent())
            .any(|area| self.is_granted(&state, party, role, Scope::Area(area)))
    }

    /// Whether a party holds a role there and nowhere around it.
    pub fn holds_in(&self, party: PartyId, role: Granted, scope: Scope) -> bool {
        self.is_granted(&self.gateway.head().state, party, role, scope)
    }

    /// Whether one of a party's roles over an area, or over one around it, has a right.
    pub fn has_right(&self, party: PartyId, right: Right, area: AreaCode) -> bool {
        CHARTERS
            .iter()
            .filter(|charter| charter.rights.contains(&right))
            .any(|charter| self.holds(party, charter.role, area))
    }

    fn is_granted(&self, state: &State, party: PartyId, role: Granted, scope: Scope) -> bool {
        let grant = state.get(&keys::role(party, role, scope));
        let now = self.now();
        grant.is_some_and(|grant| grant.until.is_none_or(|until| now <= until))
    }
}

/// What nobody does alone.
const TOGETHER: [Right; 7] = [
    Right::GrantOffices,
    Right::RecoverOffice,
    Right::Suspend,
    Right::CloseParty,
    Right::AdoptRulePack,
    Right::KeepBooks,
    Right::TakeDown,
];

/// What a role of the ledger opens here; some open no page of their own.
const fn of(granted: Granted, scope: Scope) -> Option<Role> {
    Some(match granted {
        Granted::Leader if matches!(scope, Scope::Organisation(_)) => Role::Leader,
        Granted::Administrator => Role::Administrator,
        Granted::Clerk => Role::Clerk,
        Granted::HutKeeper => Role::Keeper,
        Granted::CommunityWorker | Granted::SocialWorker | Granted::Leader => Role::Worker,
        Granted::Auditor | Granted::Inspector | Granted::Supervisor => Role::Auditor,
        Granted::Operator => Role::Operator,
        Granted::Deputy | Granted::Nominee | Granted::Volunteer | Granted::Expert => return None,
    })
}
