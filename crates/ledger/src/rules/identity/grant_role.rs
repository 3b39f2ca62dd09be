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
    let mut party = context.party(command.party)?;
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
        party.roles = party.roles.saturating_add(1);
        context.put(&keys::party(command.party), &party);
    }
    context.put(&key, &grant);
    context.emit(Event::Identity(IdentityEvent::RoleGranted {
        party: command.party,
    }));
    Ok(())
}
