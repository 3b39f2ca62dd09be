//! The list opens: only with insurance where there may be danger, and with the licence it needs.

use crate::{
    apply::Context, event::ActivityEvent, operation::activity::OpenSignUp, rejection::Rejection,
    rules::Applied, state::activities::ActivityStatus,
};

pub(crate) fn apply(context: &mut Context<'_, '_>, command: &OpenSignUp) -> Applied {
    let id = command.activity;
    let mut activity = super::load_own(context, id, &[ActivityStatus::Planned])?;
    super::check_papers(&activity)?;
    if context.time >= activity.start {
        return Err(Rejection::SignUpClosed);
    }
    super::set_status(context, id, &mut activity, ActivityStatus::Open);
    context.emit(ActivityEvent::SignUpOpened { activity: id }.into());
    Ok(())
}
