//! An activity is called off, for the weather or another reason, by its organiser or by a community
//! worker.

use crate::{
    apply::Context, event::ActivityEvent, operation::activity::CancelActivity,
    rejection::Rejection, rules::Applied, state::activities::ActivityStatus,
};

pub(crate) fn apply(context: &mut Context<'_, '_>, command: &CancelActivity) -> Applied {
    let id = command.activity;
    let states = [ActivityStatus::Planned, ActivityStatus::Open];
    let mut activity = super::load_in(context, id, &states)?;
    if activity.organiser != context.actor && !super::is_staff(context, &activity) {
        return Err(Rejection::NotYourActivity);
    }
    activity.waitlist.clear();
    super::set_status(context, id, &mut activity, ActivityStatus::Cancelled);
    let by = context.actor;
    context.emit(ActivityEvent::ActivityCancelled { activity: id, by }.into());
    Ok(())
}
