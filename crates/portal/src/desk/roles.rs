//! What a party may do here: read from the ledger's grants, never kept anywhere else.

use std::collections::BTreeSet;

use ledger::{
    AreaCode, PartyId, State,
    operation::identity::{Role as Granted, Scope},
    state::{keys, records::PartyKind},
};

use super::Desk;
use crate::session::Role;

const ROLES: [(Granted, Role); 6] = [
    (Granted::Administrator, Role::Administrator),
    (Granted::Clerk, Role::Clerk),
    (Granted::HutKeeper, Role::Keeper),
    (Granted::CommunityWorker, Role::Worker),
    (Granted::Auditor, Role::Auditor),
    (Granted::Operator, Role::Operator),
];

impl Desk {
    /// What a party is to this office now: roles held over the party's own area or one around it.
    pub fn roles(&self, party: PartyId) -> BTreeSet<Role> {
        let state = self.gateway.head().state;
        let Some(record) = state.get(&keys::party(party)) else {
            return BTreeSet::new();
        };
        let mut roles: BTreeSet<Role> = ROLES
            .into_iter()
            .filter(|(granted, _)| self.is_granted(&state, party, *granted, record.area))
            .map(|(_, role)| role)
            .collect();
        if matches!(record.kind, PartyKind::Person { .. }) {
            roles.insert(Role::Resident);
        }
        roles
    }

    /// Whether a party holds a role over an area, or over one around it.
    pub fn holds(&self, party: PartyId, role: Granted, area: AreaCode) -> bool {
        self.is_granted(&self.gateway.head().state, party, role, area)
    }

    fn is_granted(&self, state: &State, party: PartyId, role: Granted, area: AreaCode) -> bool {
        let now = self.now();
        std::iter::successors(Some(area), |area| area.parent()).any(|area| {
            let grant = state.get(&keys::role(party, role, Scope::Area(area)));
            grant.is_some_and(|grant| grant.until.is_none_or(|until| now <= until))
        })
    }
}
