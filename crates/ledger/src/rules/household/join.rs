//! Somebody who was asked agrees to be a member.

use crate::{
    apply::Context, event::HouseholdEvent, operation::household::JoinHousehold,
    rejection::Rejection, rules::Applied, state::keys,
};

pub(crate) fn apply(context: &mut Context<'_, '_>, command: &JoinHousehold) -> Applied {
    let (id, person) = (command.household, context.actor);
    let mut household = super::load(context, id)?;
    if context.get(&keys::household_of(person)).is_some() {
        return Err(Rejection::HouseholdTaken);
    }
    let Ok(place) = household.invited.binary_search(&person) else {
        return Err(Rejection::HouseholdUnknown);
    };
    household.invited.remove(place);
    let place = household.members.partition_point(|known| *known < person);
    household.members.insert(place, person);
    context.put(&keys::household(id), &household);
    context.put(&keys::household_of(person), &id);
    context.emit(
        HouseholdEvent::HouseholdJoined {
            household: id,
            person,
        }
        .into(),
    );
    Ok(())
}
