//! A member leaves; the last one takes along what was shared.

use crate::{
    apply::Context,
    event::HouseholdEvent,
    ids::{HouseholdId, PartyId},
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
    leave(context, command.household, context.actor)
}

/// The person is a member no more; whoever leaves the ledger leaves their household this way too.
pub(in crate::rules) fn leave(
    context: &mut Context<'_, '_>,
    id: HouseholdId,
    person: PartyId,
) -> Applied {
    let mut household = super::load(context, id)?;
    let Ok(place) = household.members.binary_search(&person) else {
        return Err(Rejection::HouseholdUnknown);
    };
    household.members.remove(place);
    if household.members.is_empty() {
        household.invited.clear();
        take_along(context, id, person)?;
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

fn take_along(context: &mut Context<'_, '_>, id: HouseholdId, last: PartyId) -> Applied {
    let account = AccountId::Household(id);
    let books = context.get(&keys::account(account)).unwrap_or_default();
    if books.pending != Points::ZERO || books.held != Points::ZERO {
        return Err(Rejection::HouseholdBusy);
    }
    if books.settled.is_positive() {
        let accounts = (account, AccountId::Party(last));
        bank::pay(context, Cause::Dissolution(id), accounts, books.settled)?;
    }
    Ok(())
}
