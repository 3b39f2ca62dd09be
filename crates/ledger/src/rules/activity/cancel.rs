//! An activity is called off, for the weather or another reason, by its organiser or by a community
//! worker.

use crate::{
    apply::Context,
    event::ActivityEvent,
    ids::{ActivityId, PartyId},
    operation::activity::CancelActivity,
    rejection::Rejection,
    rules::Applied,
    state::{
        activities::{Activity, ActivityStatus},
        keys,
    },
};

const STATES: [ActivityStatus; 2] = [ActivityStatus::Planned, ActivityStatus::Open];

pub(crate) fn apply(context: &mut Context<'_, '_>, command: &CancelActivity) -> Applied {
    let id = command.activity;
    let activity = super::load_in(context, id, &STATES)?;
    if activity.organiser != context.actor && !super::is_staff(context, &activity) {
        return Err(Rejection::NotYourActivity);
    }
    call_off(context, (id, activity), context.actor);
    Ok(())
}

/// The organiser leaves the ledger: what has not taken place does not.
pub(in crate::rules) fn for_leaver(
    context: &mut Context<'_, '_>,
    id: ActivityId,
    leaver: PartyId,
) -> Applied {
    let activity = context
        .get(&keys::activity(id))
        .ok_or(Rejection::ActivityUnknown)?;
    if activity.organiser != leaver {
        return Err(Rejection::CommitmentsInvalid);
    }
    if STATES.contains(&activity.status) {
        call_off(context, (id, activity), leaver);
    }
    Ok(())
}

fn call_off(
    context: &mut Context<'_, '_>,
    (id, mut activity): (ActivityId, Activity),
    by: PartyId,
) {
    activity.waitlist.clear();
    super::set_status(context, id, &mut activity, ActivityStatus::Cancelled);
    context.emit(ActivityEvent::ActivityCancelled { activity: id, by }.into());
}
