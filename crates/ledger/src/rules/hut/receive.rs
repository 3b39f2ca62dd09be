//! A keeper states that a thing sent to this hut has come; it is lent from here now.

use crate::{
    apply::Context,
    event::HutEvent,
    operation::hut::ReceiveItem,
    rejection::Rejection,
    rules::{Applied, item},
    state::{keys, sharing::Whereabouts},
};

pub(crate) fn apply(context: &mut Context<'_, '_>, command: &ReceiveItem) -> Applied {
    let mut thing = item::load(context, command.item)?;
    let Whereabouts::Transit(hut) = thing.place else {
        return Err(Rejection::ItemElsewhere);
    };
    super::require_on_duty(context, hut)?;
    item::move_to(context, &mut thing, Whereabouts::Hut(hut));
    thing.terms.hut = Some(hut);
    context.put(&keys::item(command.item), &thing);
    let item = command.item;
    context.emit(HutEvent::ItemReceived { item, hut }.into());
    Ok(())
}
