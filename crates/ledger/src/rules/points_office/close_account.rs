//! The account of somebody who has died is closed; its points wait for the beneficiary.

use super::require_approved;
use crate::{
    apply::Context,
    authority::Right,
    event::PointsOfficeEvent,
    operation::points_office::CloseAccount,
    rules::{Applied, bank::gift::require_person},
    state::keys,
};

pub(crate) fn apply(context: &mut Context<'_, '_>, command: &CloseAccount) -> Applied {
    let person = command.person;
    require_approved(context, Right::CloseParty, context.party(person)?.area)?;
    require_person(context, person)?;
    let key = keys::legacy(person);
    let mut legacy = context.get(&key).unwrap_or_default();
    legacy.closed_at = Some(context.time);
    context.put(&key, &legacy);
    context.emit(PointsOfficeEvent::AccountClosed { person }.into());
    Ok(())
}
