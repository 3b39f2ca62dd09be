//! A keeper takes a thing into the custody of the hut that its owner named.

use crate::{
    apply::Context,
    event::HutEvent,
    operation::hut::DepositItem,
    rejection::Rejection,
    rules::{Applied, item},
    state::{keys, sharing::Whereabouts},
};

pub(crate) fn apply(context: &mut Context<'_, '_>, command: &DepositItem) -> Applied {
    let mut thing = item::load(context, command.item)?;
    let hut = thing.terms.hut.ok_or(Rejection::ItemElsewhere)?;
    super::require_on_duty(context, hut)?;
    if thing.place != Whereabouts::Owner {
        return Err(Rejection::ItemElsewhere);
    }
    item::move_to(context, &mut thing, Whereabouts::Hut(hut));
    thing.terms.condition = command.condition;
    context.put(&keys::item(command.item), &thing);
    let item = command.item;
    context.emit(HutEvent::ItemDeposited { item, hut }.into());
    Ok(())
}
