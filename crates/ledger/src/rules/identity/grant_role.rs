//! An administrator gives a role within a scope, for a time or without an end.

use crate::{
    apply::Context,
    event::Event,
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
    context.put(
        &keys::role(command.party, command.role, command.scope),
        &grant,
    );
    context.emit(Event::RoleGranted {
        party: command.party,
    });
    Ok(())
}
