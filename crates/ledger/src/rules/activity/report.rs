//! The organiser reports in words and pictures; points follow.

use crate::{
    apply::Context,
    event::ActivityEvent,
    operation::activity::ReportActivity,
    rules::{Applied, identity::require_content},
    state::activities::ActivityStatus,
};

pub(crate) fn apply(context: &mut Context<'_, '_>, command: &ReportActivity) -> Applied {
    let id = command.activity;
    let mut activity = super::load_own(context, id, &[ActivityStatus::Held])?;
    require_content(&command.content)?;
    super::set_status(context, id, &mut activity, ActivityStatus::Reported);
    context.emit(ActivityEvent::ActivityReported { activity: id }.into());
    Ok(())
}
