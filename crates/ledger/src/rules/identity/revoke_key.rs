//! A key becomes unusable: by its party, or by a clerk after a loss; of whoever holds a role, by an
//! administrator.

use crate::{
    apply::Context,
    authority::Right,
    event::{Event, IdentityEvent},
    operation::identity::RevokeKey,
    rejection::Rejection,
    rules::{Applied, identity::KeyHelper, require_right},
    state::keys,
};

pub(crate) fn apply(context: &mut Context<'_, '_>, command: &RevokeKey) -> Applied {
    let mut record = context
        .get(&keys::key(command.key))
        .ok_or(Rejection::KeyUnknown)?;
    match super::key_helper(context, record.party)? {
        KeyHelper::Itself => {}
        KeyHelper::Clerk(area) => require_right(context, Right::EnrolPerson, area)?,
        // One person is enough: a stolen key does not wait for a second one.
        KeyHelper::Administrator(area) => require_right(context, Right::RecoverOffice, area)?,
    }
    if record.revoked {
        return Err(Rejection::KeyRevoked);
    }
    record.revoked = true;
    context.put(&keys::key(command.key), &record);
    context.emit(Event::Identity(IdentityEvent::KeyRevoked {
        party: record.party,
        key: command.key,
    }));
    Ok(())
}
