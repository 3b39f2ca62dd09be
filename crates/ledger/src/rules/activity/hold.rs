//! The organiser states, after its end, that an activity took place.

use crate::{
    apply::Context, event::ActivityEvent, operation::activity::HoldActivity, rejection::Rejection,
    rules::Applied, state::activities::ActivityStatus,
};

pub(crate) fn apply(context: &mut Context<'_, '_>, command: &HoldActivity) -> Applied {
    let id = command.activity;
    let mut activity = super::load_own(context, id, &[ActivityStatus::Open])?;
    if context.time < super::end_of(&activity) {
        return Err(Rejection::NotDue);
    }
    activity.waitlist.clear();
    super::set_status(context, id, &mut activity, ActivityStatus::Held);
    let attended = activity.attended;
    context.emit(
        ActivityEvent::ActivityHeld {
            activity: id,
            attended,
        }
        .into(),
    );
    Ok(())
}
