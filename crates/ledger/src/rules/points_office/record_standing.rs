//! A clerk records what was checked about a person for the bank: the consequence, not the reason.

use crate::{
    apply::Context,
    authority::Right,
    event::PointsOfficeEvent,
    operation::points_office::RecordStanding,
    rejection::Rejection,
    rules::{Applied, bank::gift::require_person, require_right},
    state::{bank::Standing, keys},
};

pub(crate) fn apply(context: &mut Context<'_, '_>, command: &RecordStanding) -> Applied {
    let person = command.person;
    require_right(context, Right::EnrolPerson, context.party(person)?.area)?;
    require_person(context, person)?;
    if command.until.is_some_and(|until| until < context.time) {
        return Err(Rejection::TimeInThePast);
    }
    let key = keys::standing(person);
    let before = context.get(&key).unwrap_or_default();
    let standing = Standing {
        may_spend: command.may_spend,
        in_hardship: command.in_hardship,
        is_minor: command.is_minor,
        has_starter_grant: before.has_starter_grant,
        until: command.until,
    };
    context.put(&key, &standing);
    context.emit(PointsOfficeEvent::StandingRecorded { person }.into());
    Ok(())
}
