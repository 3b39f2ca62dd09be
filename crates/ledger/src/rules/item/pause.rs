//! A thing takes no more reservations until its owner resumes it.

use crate::{
    apply::Context,
    event::ItemEvent,
    operation::item::PauseItem,
    rejection::Rejection,
    rules::Applied,
    state::{keys, sharing::Shelf},
};

pub(crate) fn apply(context: &mut Context<'_, '_>, command: &PauseItem) -> Applied {
    let mut item = super::load_own(context, command.item)?;
    if item.shelf != Shelf::Offered {
        return Err(Rejection::ItemNotOffered);
    }
    item.shelf = Shelf::Paused;
    context.put(&keys::item(command.item), &item);
    context.emit(ItemEvent::ItemPaused { item: command.item }.into());
    Ok(())
}
