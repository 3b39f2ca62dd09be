//! A party adds a key of its own, or a clerk does after a lost phone or card; for whoever holds a
//! role, and for an organisation, two administrators.

use crate::{
    apply::Context,
    authority::Right,
    event::{Event, IdentityEvent},
    operation::identity::RegisterKey,
    rules::{Applied, identity::KeyHelper, require_right},
};

pub(crate) fn apply(context: &mut Context<'_, '_>, command: &RegisterKey) -> Applied {
    context.active_party(command.party)?;
    match super::key_helper(context, command.party)? {
        KeyHelper::Itself => {}
        KeyHelper::Clerk(area) => require_right(context, Right::EnrolPerson, area)?,
        KeyHelper::Administrator(area) => {
            require_right(context, Right::RecoverOffice, area)?;
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
