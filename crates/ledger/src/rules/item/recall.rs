//! An owner wants a thing back: its running loan goes on to its end, no other begins.

use crate::{
    apply::Context,
    event::ItemEvent,
    ids::{ItemId, LoanId, PartyId},
    operation::item::RecallItem,
    rejection::Rejection,
    rules::{Applied, loan},
    state::{
        keys,
        sharing::{Item, Shelf},
    },
};

pub(crate) fn apply(context: &mut Context<'_, '_>, command: &RecallItem) -> Applied {
    let item = super::load_own(context, command.item)?;
    if item.shelf == Shelf::Recalled {
        return Err(Rejection::ItemNotOffered);
    }
    recall(context, command.item, item, context.actor)
}

/// The owner leaves the ledger: the same, unless it was recalled already.
pub(in crate::rules) fn for_leaver(
    context: &mut Context<'_, '_>,
    id: ItemId,
    leaver: PartyId,
) -> Applied {
    let item = super::load(context, id)?;
    if item.owner != leaver {
        return Err(Rejection::CommitmentsInvalid);
    }
    if item.shelf == Shelf::Recalled {
        return Ok(());
    }
    recall(context, id, item, leaver)
}

fn recall(context: &mut Context<'_, '_>, id: ItemId, mut item: Item, by: PartyId) -> Applied {
    item.shelf = Shelf::Recalled;
    item.offered_to = None;
    context.emit(ItemEvent::ItemRecalled { item: id }.into());
    let loans: Vec<LoanId> = item.calendar.iter().map(|slot| slot.loan).collect();
    for loan in loans {
        loan::call_off(context, loan, &mut item, Some(by))?;
    }
    context.put(&keys::item(id), &item);
    Ok(())
}
