//! A person begins a household and asks others to join.

use crate::{
    apply::Context,
    event::HouseholdEvent,
    ids::{HouseholdId, PartyId},
    operation::household::{HOUSEHOLD_MEMBERS_MAX, RegisterHousehold},
    rejection::Rejection,
    rules::{Applied, bank::gift::require_person},
    state::{bank::Household, keys},
};
use std::collections::BTreeSet;

pub(crate) fn apply(context: &mut Context<'_, '_>, command: &RegisterHousehold) -> Applied {
    let founder = context.actor;
    require_person(context, founder)?;
    if context.get(&keys::household_of(founder)).is_some() {
        return Err(Rejection::HouseholdTaken);
    }
    let invited: BTreeSet<PartyId> = command.invited.iter().copied().collect();
    if invited.len() >= HOUSEHOLD_MEMBERS_MAX {
        return Err(Rejection::HouseholdTaken);
    }
    for person in &invited {
        require_person(context, *person)?;
        if *person == founder {
            return Err(Rejection::HouseholdTaken);
        }
    }
    let id = HouseholdId::derive(context.operation, context.position);
    let household = Household {
        members: vec![founder],
        invited: invited.into_iter().collect(),
    };
    context.put(&keys::household(id), &household);
    context.put(&keys::household_of(founder), &id);
    context.emit(HouseholdEvent::HouseholdRegistered { household: id }.into());
    Ok(())
}
