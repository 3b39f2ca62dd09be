//! A member asks one more person to join.

use crate::{
    apply::Context,
    event::HouseholdEvent,
    operation::household::{HOUSEHOLD_MEMBERS_MAX, InviteToHousehold},
    rejection::Rejection,
    rules::{Applied, bank::gift::require_person},
    state::keys,
};

pub(crate) fn apply(context: &mut Context<'_, '_>, command: &InviteToHousehold) -> Applied {
    let person = command.person;
    require_person(context, person)?;
    let id = context
        .get(&keys::household_of(context.actor))
        .ok_or(Rejection::HouseholdUnknown)?;
    let mut household = super::load(context, id)?;
    let known = household
        .members
        .len()
        .saturating_add(household.invited.len());
    if known >= HOUSEHOLD_MEMBERS_MAX || household.members.contains(&person) {
        return Err(Rejection::HouseholdTaken);
    }
    match household.invited.binary_search(&person) {
        Ok(_) => return Err(Rejection::HouseholdTaken),
        Err(place) => household.invited.insert(place, person),
    }
    context.put(&keys::household(id), &household);
    context.emit(
        HouseholdEvent::HouseholdInvited {
            household: id,
            person,
        }
        .into(),
    );
    Ok(())
}
