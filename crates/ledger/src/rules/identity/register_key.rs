//! A party adds a key of its own, or a clerk does after a lost phone or card; for whoever holds a
//! role, an administrator.

use crate::{
    apply::Context, event::Event, event::IdentityEvent, operation::identity::RegisterKey,
    rules::Applied,
};

pub(crate) fn apply(context: &mut Context<'_, '_>, command: &RegisterKey) -> Applied {
    super::require_self_or_counter(context, command.party)?;
    let key = super::add_key(context, command.party, command.key, command.custody)?;
    context.emit(Event::Identity(IdentityEvent::KeyRegistered {
        party: command.party,
        key,
    }));
    Ok(())
}
