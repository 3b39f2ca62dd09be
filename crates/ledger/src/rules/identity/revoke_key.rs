//! A key becomes unusable: by its party, or by a clerk after a loss; of whoever holds a role, by an
//! administrator.

use crate::{
    apply::Context, event::Event, event::IdentityEvent, operation::identity::RevokeKey,
    rejection::Rejection, rules::Applied, state::keys,
};

pub(crate) fn apply(context: &mut Context<'_, '_>, command: &RevokeKey) -> Applied {
    let mut record = context
        .get(&keys::key(command.key))
        .ok_or(Rejection::KeyUnknown)?;
    super::require_self_or_counter(context, record.party)?;
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
