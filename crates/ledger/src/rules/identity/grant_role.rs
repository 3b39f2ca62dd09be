//! An administrator gives a role within a scope, for a time or without an end.

use crate::{
    apply::Context,
    event::{Event, IdentityEvent},
    operation::identity::{GrantRole, Role},
    rejection::Rejection,
    rules::{Applied, require_role},
    state::{keys, records::RoleGrant},
};

pub(crate) fn apply(context: &mut Context<'_, '_>, command: &GrantRole) -> Applied {
    let area = super::area_of_scope(context, command.scope)?;
    require_role(context, Role::Administrator, area)?;
    context.party(command.party)?;
    if command.until.is_some_and(|until| until <= context.time) {
        return Err(Rejection::TimeInThePast);
    }
    let grant = RoleGrant {
        granted_by: context.actor,
        until: command.until,
    };
    let key = keys::role(command.party, command.role, command.scope);
    // A role that is held already only gets another end.
    if context.get(&key).is_none() {
        let held = keys::roles_of(command.party);
        let mut roles = context.get(&held).unwrap_or_default();
        roles.push((command.role, command.scope));
        context.put(&held, &roles);
    }
    context.put(&key, &grant);
    context.emit(Event::Identity(IdentityEvent::RoleGranted {
        party: command.party,
    }));
    Ok(())
}
