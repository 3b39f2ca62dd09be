//! A keeper hands a thing back to its owner; reservations are the owner's to keep then.

use crate::{
    apply::Context,
    event::HutEvent,
    operation::hut::WithdrawItem,
    rejection::Rejection,
    rules::{Applied, item},
    state::{keys, sharing::Whereabouts},
};

pub(crate) fn apply(context: &mut Context<'_, '_>, command: &WithdrawItem) -> Applied {
    let mut thing = item::load(context, command.item)?;
    let Whereabouts::Hut(hut) = thing.place else {
        return Err(Rejection::ItemElsewhere);
    };
    super::require_on_duty(context, hut)?;
    item::move_to(context, &mut thing, Whereabouts::Owner);
    context.put(&keys::item(command.item), &thing);
    let item = command.item;
    context.emit(HutEvent::ItemWithdrawn { item, hut }.into());
    Ok(())
}
