//! An owner offers a thing to somebody for good, or takes that offer back; it changes hands only
//! when the other accepts.

use crate::{
    apply::Context, event::ItemEvent, operation::item::GiveItem, rejection::Rejection,
    rules::Applied, state::keys,
};

pub(crate) fn apply(context: &mut Context<'_, '_>, command: &GiveItem) -> Applied {
    let mut item = super::load_own(context, command.item)?;
    match command.to {
        Some(to) if to == context.actor => return Err(Rejection::SelfService),
        Some(to) => context.party(to).map(|_| ())?,
        None if item.offered_to.is_none() => return Err(Rejection::NothingProposed),
        None => {}
    }
    item.offered_to = command.to;
    context.put(&keys::item(command.item), &item);
    context.emit(ItemEvent::ItemOffered { item: command.item }.into());
    Ok(())
}
