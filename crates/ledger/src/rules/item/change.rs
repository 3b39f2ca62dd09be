//! An owner says something else about a thing; loans that are agreed keep their terms.

use crate::{
    apply::Context, event::ItemEvent, operation::item::ChangeItem, rules::Applied, state::keys,
};

pub(crate) fn apply(context: &mut Context<'_, '_>, command: &ChangeItem) -> Applied {
    let mut item = super::load_own(context, command.item)?;
    super::check_terms(context, &command.terms)?;
    item.terms = command.terms.clone();
    context.put(&keys::item(command.item), &item);
    context.emit(ItemEvent::ItemChanged { item: command.item }.into());
    Ok(())
}
