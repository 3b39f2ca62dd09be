//! Somebody who may gives a role within a scope, for a time or without an end.

use crate::{
    apply::Context,
    authority::{Charter, ScopeKind, charter, exclude_each_other, exclude_each_other_in_a_person},
    event::{Event, IdentityEvent},
    operation::identity::GrantRole,
    rejection::Rejection,
    rules::Applied,
    state::{
        keys,
        records::{PartyKind, RoleGrant},
    },
};

pub(crate) fn apply(context: &mut Context<'_, '_>, command: &GrantRole) -> Applied {
    let charter = charter(command.role).ok_or(Rejection::RoleUnknown)?;
    super::require_giver(context, charter.given_under, command.scope)?;
    context.active_party(command.party)?;
    check_charter(context, command, charter)?;
    let held = keys::roles_of(command.party);
    let mut roles = context.get(&held).unwrap_or_default();
    let exclude = match context.party(command.party)?.kind {
        PartyKind::Person { .. } => exclude_each_other_in_a_person,
        PartyKind::Organisation { .. } => exclude_each_other,
    };
    if roles.iter().any(|(role, _)| exclude(*role, command.role)) {
        return Err(Rejection::RolesExcludeEachOther);
    }
    // A role that is held already only gets another end.
    if !roles.contains(&(command.role, command.scope)) {
        roles.push((command.role, command.scope));
        context.put(&held, &roles);
    }
    let grant = RoleGrant {
        granted_by: context.actor,
        until: command.until,
    };
    let key = keys::role(command.party, command.role, command.scope);
    context.put(&key, &grant);
    context.emit(Event::Identity(IdentityEvent::RoleGranted {
        party: command.party,
    }));
    Ok(())
}

fn check_charter(context: &Context<'_, '_>, command: &GrantRole, charter: &Charter) -> Applied {
    if !charter.scopes.contains(&ScopeKind::of(command.scope)) {
        return Err(Rejection::RoleScopeWrong);
    }
    if charter.ends && command.until.is_none() {
        return Err(Rejection::RoleNeedsEnd);
    }
    if command.until.is_some_and(|until| until <= context.time) {
        return Err(Rejection::TimeInThePast);
    }
    // An office's own key appoints the first administrators alone; there is nobody else yet.
    match context.party(context.actor)?.kind {
        PartyKind::Person { .. } if charter.guarded => context.require_second(),
        PartyKind::Person { .. } | PartyKind::Organisation { .. } => Ok(()),
    }
}
