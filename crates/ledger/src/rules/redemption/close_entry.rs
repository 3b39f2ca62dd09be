//! A sponsor takes an entry out of the catalogue; what is reserved stays reserved.

use crate::{
    apply::Context, event::RedemptionEvent, operation::redemption::CloseEntry,
    rejection::Rejection, rules::Applied, state::keys,
};

pub(crate) fn apply(context: &mut Context<'_, '_>, command: &CloseEntry) -> Applied {
    let key = keys::entry(command.entry);
    let mut entry = context.get(&key).ok_or(Rejection::EntryUnknown)?;
    if entry.sponsor != context.actor {
        return Err(Rejection::EntryOfAnotherParty);
    }
    if entry.closed {
        return Err(Rejection::EntryClosed);
    }
    entry.closed = true;
    context.put(&key, &entry);
    context.emit(
        RedemptionEvent::EntryClosed {
            entry: command.entry,
        }
        .into(),
    );
    Ok(())
}
