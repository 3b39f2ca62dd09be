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
    let held = keys::roles_of(command.party);
    let mut roles = context.get(&held).unwrap_or_default();
    roles.retain(|one| *one != (command.role, command.scope));
    context.put(&held, &roles);
    context.emit(Event::Identity(IdentityEvent::RoleRevoked {
        party: command.party,
    }));
    Ok(())
}
