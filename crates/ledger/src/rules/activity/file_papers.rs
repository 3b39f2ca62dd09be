//! The organiser puts insurance and licence on file; once people can sign up, the gate must still
//! hold with the new papers.

use crate::{
    apply::Context,
    event::ActivityEvent,
    operation::activity::FilePapers,
    rules::Applied,
    state::{activities::ActivityStatus, keys},
};

pub(crate) fn apply(context: &mut Context<'_, '_>, command: &FilePapers) -> Applied {
    let id = command.activity;
    let states = [ActivityStatus::Planned, ActivityStatus::Open];
    let mut activity = super::load_own(context, id, &states)?;
    activity.papers = command.papers;
    if activity.status == ActivityStatus::Open {
        super::check_papers(&activity)?;
    }
    context.put(&keys::activity(id), &activity);
    context.emit(ActivityEvent::PapersFiled { activity: id }.into());
    Ok(())
}
