//! A verified owner puts a thing on the shelf of the community; it stays theirs, and with them.

use crate::{
    apply::Context,
    event::ItemEvent,
    ids::ItemId,
    operation::item::ListItem,
    rules::Applied,
    state::{
        keys,
        sharing::{Item, Shelf, Whereabouts},
    },
};

pub(crate) fn apply(context: &mut Context<'_, '_>, command: &ListItem) -> Applied {
    let owner = super::require_verified(context)?;
    super::check_terms(context, &command.terms)?;
    let id = ItemId::derive(context.operation, context.position);
    let item = Item {
        owner: context.actor,
        area: owner.area,
        terms: command.terms.clone(),
        shelf: Shelf::Offered,
        place: Whereabouts::Owner,
        offered_to: None,
        calendar: Vec::new(),
    };
    context.put(&keys::item(id), &item);
    context.emit(ItemEvent::ItemListed { item: id }.into());
    Ok(())
}
