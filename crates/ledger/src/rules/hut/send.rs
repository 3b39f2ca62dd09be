//! A keeper sends a thing to another hut; it is on the way until that hut's keeper has it.

use crate::{
    apply::Context,
    event::HutEvent,
    operation::hut::SendItem,
    rejection::Rejection,
    rules::{Applied, item},
    state::{keys, sharing::Whereabouts},
};

pub(crate) fn apply(context: &mut Context<'_, '_>, command: &SendItem) -> Applied {
    let mut thing = item::load(context, command.item)?;
    let Whereabouts::Hut(from) = thing.place else {
        return Err(Rejection::ItemElsewhere);
    };
    super::require_on_duty(context, from)?;
    super::load(context, command.to)?;
    if command.to == from {
        return Err(Rejection::ItemElsewhere);
    }
    item::move_to(context, &mut thing, Whereabouts::Transit(command.to));
    context.put(&keys::item(command.item), &thing);
    let item = command.item;
    context.emit(HutEvent::ItemSent { item, from }.into());
    Ok(())
}
