//! A party adds a key of its own, or a clerk does after a lost phone or card; for whoever holds a
//! role, and for an organisation, two administrators.

use crate::{
    apply::Context,
    event::{Event, IdentityEvent},
    operation::identity::{RegisterKey, Role},
    rules::{Applied, identity::KeyHelper, require_role},
};

pub(crate) fn apply(context: &mut Context<'_, '_>, command: &RegisterKey) -> Applied {
    match super::key_helper(context, command.party)? {
        KeyHelper::Itself => {}
        KeyHelper::Clerk(area) => require_role(context, Role::Clerk, area)?,
        KeyHelper::Administrator(area) => {
            require_role(context, Role::Administrator, area)?;
            context.require_second()?;
        }
    }
    let key = super::add_key(context, command.party, command.key, command.custody)?;
    context.emit(Event::Identity(IdentityEvent::KeyRegistered {
        party: command.party,
        key,
    }));
    Ok(())
}
