//! A thing is offered again; one that was given up for lost is with its owner then.

use crate::{
    apply::Context,
    event::ItemEvent,
    operation::item::ResumeItem,
    rules::Applied,
    state::{
        keys,
        sharing::{Shelf, Whereabouts},
    },
};

pub(crate) fn apply(context: &mut Context<'_, '_>, command: &ResumeItem) -> Applied {
    let mut item = super::load_own(context, command.item)?;
    item.shelf = Shelf::Offered;
    if item.place == Whereabouts::Lost {
        item.place = Whereabouts::Owner;
    }
    context.put(&keys::item(command.item), &item);
    context.emit(ItemEvent::ItemResumed { item: command.item }.into());
    Ok(())
}
