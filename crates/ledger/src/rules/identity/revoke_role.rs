//! An administrator takes a role back.

use crate::{
    apply::Context,
    event::Event,
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
    context.emit(Event::RoleRevoked {
        party: command.party,
    });
    Ok(())
}
