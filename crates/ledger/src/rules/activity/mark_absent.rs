//! The organiser states, after the activity, who did not come. Nobody loses points by it.

use crate::{
    apply::Context,
    event::ActivityEvent,
    operation::activity::MarkAbsent,
    rules::Applied,
    state::activities::{ActivityStatus, PlaceStatus},
};

pub(crate) fn apply(context: &mut Context<'_, '_>, command: &MarkAbsent) -> Applied {
    let id = command.activity;
    super::load_own(context, id, &[ActivityStatus::Held])?;
    super::check_people(&command.people)?;
    for person in &command.people {
        let place = super::place_in(context, id, *person, PlaceStatus::Taken)?;
        super::set_place(context, (id, *person), place, PlaceStatus::Absent);
    }
    context.emit(ActivityEvent::PeopleAbsent { activity: id }.into());
    Ok(())
}
