//! A sponsor takes an entry out of the catalogue; what is reserved stays reserved.

use crate::{
    apply::Context,
    event::RedemptionEvent,
    ids::{EntryId, PartyId},
    operation::redemption::CloseEntry,
    rejection::Rejection,
    rules::Applied,
    state::{bank::Entry, keys},
};

pub(crate) fn apply(context: &mut Context<'_, '_>, command: &CloseEntry) -> Applied {
    let entry = context.get(&keys::entry(command.entry));
    let entry = entry.ok_or(Rejection::EntryUnknown)?;
    if entry.sponsor != context.actor {
        return Err(Rejection::EntryOfAnotherParty);
    }
    if entry.closed {
        return Err(Rejection::EntryClosed);
    }
    close(context, command.entry, entry);
    Ok(())
}

/// The sponsor leaves the ledger: nothing more can be asked for.
pub(in crate::rules) fn for_leaver(
    context: &mut Context<'_, '_>,
    id: EntryId,
    leaver: PartyId,
) -> Applied {
    let entry = context.get(&keys::entry(id));
    let entry = entry.ok_or(Rejection::EntryUnknown)?;
    if entry.sponsor != leaver {
        return Err(Rejection::CommitmentsInvalid);
    }
    if !entry.closed {
        close(context, id, entry);
    }
    Ok(())
}

fn close(context: &mut Context<'_, '_>, id: EntryId, mut entry: Entry) {
    entry.closed = true;
    context.put(&keys::entry(id), &entry);
    context.emit(RedemptionEvent::EntryClosed { entry: id }.into());
}
