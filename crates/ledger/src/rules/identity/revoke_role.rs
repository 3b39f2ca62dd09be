//! An administrator takes a role back.

use crate::{
    apply::Context,
    event::{Event, IdentityEvent},
    operation::identity::{RevokeRole, Role},
    rejection::Rejection,
    rules::{Applied, require_role},
    state::keys,
};

pub(crate) fn apply(context: &mut Context<'_, '_>, command: &RevokeRole) -> Applied {
    let area = super::area_of_scope(context, command.scope)?;
    require_role(context, Role::Administrator, area)?;
    let key = keys::role(command.party, command.role, command.scope);
    context.get(&key).ok_or(Rejection::RoleUnknown)?;
    context.remove(&key);
    let mut party = context.party(command.party)?;
    // A full count has lost track and stays full: the party counts as one with roles for good.
    if party.roles < u16::MAX {
        party.roles = party.roles.saturating_sub(1);
        context.put(&keys::party(command.party), &party);
    }
    context.emit(Event::Identity(IdentityEvent::RoleRevoked {
        party: command.party,
    }));
    Ok(())
}
