//! A keeper has found what a stocktake missed or what was given up for lost.

use crate::{
    apply::Context,
    operation::hut::FindItem,
    rejection::Rejection,
    rules::{Applied, item},
    state::sharing::Whereabouts,
};

pub(crate) fn apply(context: &mut Context<'_, '_>, command: &FindItem) -> Applied {
    super::require_on_duty(context, command.hut)?;
    let thing = item::load(context, command.item)?;
    if !matches!(thing.place, Whereabouts::Missing(_) | Whereabouts::Lost) {
        return Err(Rejection::ItemElsewhere);
    }
    super::take_stock::found(context, command.hut, command.item, thing);
    Ok(())
}
