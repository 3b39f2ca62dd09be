//! Nobody reported an activity in two weeks after its end: it is over without points. Anyone may
//! say so.

use crate::{
    apply::Context,
    event::ActivityEvent,
    operation::activity::{LapseActivity, REPORT_MS_MAX},
    rejection::Rejection,
    rules::Applied,
    state::activities::ActivityStatus,
};

pub(crate) fn apply(context: &mut Context<'_, '_>, command: &LapseActivity) -> Applied {
    let id = command.activity;
    let states = [
        ActivityStatus::Planned,
        ActivityStatus::Open,
        ActivityStatus::Held,
    ];
    let mut activity = super::load_in(context, id, &states)?;
    if context.time <= super::end_of(&activity).plus_ms(REPORT_MS_MAX) {
        return Err(Rejection::NotDue);
    }
    activity.waitlist.clear();
    super::set_status(context, id, &mut activity, ActivityStatus::Lapsed);
    context.emit(ActivityEvent::ActivityLapsed { activity: id }.into());
    Ok(())
}
