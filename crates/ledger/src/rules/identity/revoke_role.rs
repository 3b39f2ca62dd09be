//! Whoever may give a role takes it back.

use crate::{
    apply::Context,
    authority::charter,
    event::{Event, IdentityEvent},
    operation::identity::RevokeRole,
    rejection::Rejection,
    rules::Applied,
    state::keys,
};

pub(crate) fn apply(context: &mut Context<'_, '_>, command: &RevokeRole) -> Applied {
    let charter = charter(command.role).ok_or(Rejection::RoleUnknown)?;
    super::require_giver(context, charter.given_under, command.scope)?;
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
