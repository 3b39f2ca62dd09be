//! A member leaves; the last one takes along what was shared.

use crate::{
    apply::Context,
    event::HouseholdEvent,
    ids::HouseholdId,
    operation::household::LeaveHousehold,
    points::Points,
    rejection::Rejection,
    rules::{Applied, bank},
    state::{
        accounts::{AccountId, Cause},
        keys,
    },
};

pub(crate) fn apply(context: &mut Context<'_, '_>, command: &LeaveHousehold) -> Applied {
    let (id, person) = (command.household, context.actor);
    let mut household = super::load(context, id)?;
    let Ok(place) = household.members.binary_search(&person) else {
        return Err(Rejection::HouseholdUnknown);
    };
    household.members.remove(place);
    if household.members.is_empty() {
        household.invited.clear();
        take_along(context, id)?;
    }
    context.put(&keys::household(id), &household);
    context.remove(&keys::household_of(person));
    context.emit(
        HouseholdEvent::HouseholdLeft {
            household: id,
            person,
        }
        .into(),
    );
    Ok(())
}

fn take_along(context: &mut Context<'_, '_>, id: HouseholdId) -> Applied {
    let account = AccountId::Household(id);
    let books = context.get(&keys::account(account)).unwrap_or_default();
    if books.pending != Points::ZERO || books.held != Points::ZERO {
        return Err(Rejection::HouseholdBusy);
    }
    if books.settled.is_positive() {
        let accounts = (account, AccountId::Party(context.actor));
        bank::pay(context, Cause::Dissolution(id), accounts, books.settled)?;
    }
    Ok(())
}
