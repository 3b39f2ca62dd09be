//! An owner wants a thing back: its running loan goes on to its end, no other begins.

use crate::{
    apply::Context,
    event::ItemEvent,
    ids::LoanId,
    operation::item::RecallItem,
    rejection::Rejection,
    rules::{Applied, loan},
    state::{keys, sharing::Shelf},
};

pub(crate) fn apply(context: &mut Context<'_, '_>, command: &RecallItem) -> Applied {
    let mut item = super::load_own(context, command.item)?;
    if item.shelf == Shelf::Recalled {
        return Err(Rejection::ItemNotOffered);
    }
    item.shelf = Shelf::Recalled;
    context.emit(ItemEvent::ItemRecalled { item: command.item }.into());
    let loans: Vec<LoanId> = item.calendar.iter().map(|slot| slot.loan).collect();
    let by = Some(context.actor);
    for id in loans {
        loan::call_off(context, id, &mut item, by)?;
    }
    context.put(&keys::item(command.item), &item);
    Ok(())
}
