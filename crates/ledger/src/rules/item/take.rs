//! Somebody accepts a thing that was offered for good. Nobody waits for it then, so it must have
//! no reservations; its new owner decides whether it is lent again.

use crate::{
    apply::Context,
    event::ItemEvent,
    operation::item::TakeItem,
    rejection::Rejection,
    rules::Applied,
    state::{keys, sharing::Shelf},
};

pub(crate) fn apply(context: &mut Context<'_, '_>, command: &TakeItem) -> Applied {
    let party = super::require_verified(context)?;
    let mut item = super::load(context, command.item)?;
    if item.offered_to != Some(context.actor) {
        return Err(Rejection::NothingProposed);
    }
    if !item.calendar.is_empty() {
        return Err(Rejection::DaysTaken);
    }
    let from = std::mem::replace(&mut item.owner, context.actor);
    item.area = party.area;
    item.offered_to = None;
    item.shelf = Shelf::Paused;
    context.put(&keys::item(command.item), &item);
    context.emit(
        ItemEvent::ItemGiven {
            item: command.item,
            from,
            to: context.actor,
        }
        .into(),
    );
    Ok(())
}
