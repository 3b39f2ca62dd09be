//! A keeper counts the shelves and names the differences. Missing things are missing from now on;
//! what turns up that was missing or on the way is here; what somebody is said to have stays so
//! until a keeper clears it up.

use crate::{
    apply::Context,
    event::HutEvent,
    ids::{HutId, ItemId},
    operation::hut::{DIFFERENCES_MAX, TakeStock},
    rejection::Rejection,
    rules::{Applied, item},
    state::{
        keys,
        sharing::{Item, Whereabouts},
    },
};
use std::collections::BTreeSet;

pub(crate) fn apply(context: &mut Context<'_, '_>, command: &TakeStock) -> Applied {
    let hut = command.hut;
    super::require_on_duty(context, hut)?;
    check_lists(command)?;
    let here = Whereabouts::Hut(hut);
    for id in &command.missing {
        if item::load(context, *id)?.place != here {
            return Err(Rejection::ItemElsewhere);
        }
    }
    for id in &command.surplus {
        if item::load(context, *id)?.place == here {
            return Err(Rejection::ItemElsewhere);
        }
    }
    check_sum(context, command)?;
    context.emit(HutEvent::StockTaken { hut }.into());
    for id in &command.missing {
        miss(context, hut, *id)?;
    }
    for id in &command.surplus {
        turn_up(context, hut, *id)?;
    }
    Ok(())
}

fn check_lists(command: &TakeStock) -> Applied {
    let named: BTreeSet<ItemId> = command
        .missing
        .iter()
        .chain(&command.surplus)
        .copied()
        .collect();
    let (missing, surplus) = (command.missing.len(), command.surplus.len());
    let all_different = missing.checked_add(surplus) == Some(named.len());
    if all_different && missing <= DIFFERENCES_MAX && surplus <= DIFFERENCES_MAX {
        Ok(())
    } else {
        Err(Rejection::ListInvalid)
    }
}

/// What was counted and what is missing is what should be here and what is too much.
fn check_sum(context: &Context<'_, '_>, command: &TakeStock) -> Applied {
    let count = |list: &[ItemId]| u64::try_from(list.len()).unwrap_or(u64::MAX);
    let stock = u64::from(super::day_of(context, command.hut).stock);
    let found = u64::from(command.counted).saturating_add(count(&command.missing));
    if found == stock.saturating_add(count(&command.surplus)) {
        Ok(())
    } else {
        Err(Rejection::StockDiffers)
    }
}

fn miss(context: &mut Context<'_, '_>, hut: HutId, id: ItemId) -> Applied {
    let mut thing = item::load(context, id)?;
    item::move_to(context, &mut thing, Whereabouts::Missing(hut));
    context.put(&keys::item(id), &thing);
    context.emit(HutEvent::ItemMissed { item: id, hut }.into());
    Ok(())
}

fn turn_up(context: &mut Context<'_, '_>, hut: HutId, id: ItemId) -> Applied {
    let thing = item::load(context, id)?;
    match thing.place {
        Whereabouts::Missing(_) | Whereabouts::Transit(_) | Whereabouts::Lost => {
            found(context, hut, id, thing);
        }
        Whereabouts::Owner | Whereabouts::Borrower(_) | Whereabouts::Hut(_) => {
            context.emit(HutEvent::SurplusNoted { item: id, hut }.into());
        }
    }
    Ok(())
}

/// A thing that was missing, lost or on the way is in this hut.
pub(super) fn found(context: &mut Context<'_, '_>, hut: HutId, id: ItemId, mut thing: Item) {
    item::move_to(context, &mut thing, Whereabouts::Hut(hut));
    thing.terms.hut = Some(hut);
    context.put(&keys::item(id), &thing);
    context.emit(HutEvent::ItemFound { item: id, hut }.into());
}
