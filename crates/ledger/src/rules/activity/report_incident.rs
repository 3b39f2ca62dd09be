//! Somebody who was there, or whose business it is, reports an accident or another incident.

use crate::{
    apply::Context,
    event::ActivityEvent,
    operation::activity::ReportIncident,
    rejection::Rejection,
    rules::{Applied, identity::require_content},
    state::{
        activities::{Activity, ActivityStatus, PlaceStatus},
        keys,
    },
};

pub(crate) fn apply(context: &mut Context<'_, '_>, command: &ReportIncident) -> Applied {
    let id = command.activity;
    let states = [
        ActivityStatus::Open,
        ActivityStatus::Held,
        ActivityStatus::Reported,
        ActivityStatus::Lapsed,
    ];
    let activity = super::load_in(context, id, &states)?;
    if !may_report(context, command, &activity) {
        return Err(Rejection::NotYourActivity);
    }
    if context.time < activity.start {
        return Err(Rejection::NotDue);
    }
    require_content(&command.content)?;
    let by = context.actor;
    context.emit(ActivityEvent::IncidentReported { activity: id, by }.into());
    Ok(())
}

fn may_report(context: &Context<'_, '_>, command: &ReportIncident, activity: &Activity) -> bool {
    let place = context.get(&keys::sign_up(command.activity, context.actor));
    let was_there =
        place.is_some_and(|place| matches!(place.status, PlaceStatus::Taken | PlaceStatus::Came));
    was_there || activity.organiser == context.actor || super::is_staff(context, activity)
}
