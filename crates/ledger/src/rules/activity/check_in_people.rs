//! The organiser, a helper at the activity, the keeper of the hut or a community worker states who
//! came: for those without a phone, and from the paper list.

use crate::{
    apply::Context,
    event::ActivityEvent,
    operation::activity::{CHECK_IN_EARLY_MS, CheckInPeople},
    rejection::Rejection,
    rules::Applied,
    state::{
        activities::{ActivityStatus, PlaceStatus},
        keys,
    },
};

pub(crate) fn apply(context: &mut Context<'_, '_>, command: &CheckInPeople) -> Applied {
    let id = command.activity;
    let states = [ActivityStatus::Open, ActivityStatus::Held];
    let mut activity = super::load_in(context, id, &states)?;
    let may = activity.organiser == context.actor
        || super::is_staff(context, &activity)
        || super::is_helper(context, id);
    if !may {
        return Err(Rejection::NotYourActivity);
    }
    if context.time < activity.start.minus_ms(CHECK_IN_EARLY_MS) {
        return Err(Rejection::NotDue);
    }
    super::check_people(&command.people)?;
    for person in &command.people {
        let place = super::place_in(context, id, *person, PlaceStatus::Taken)?;
        super::set_place(context, (id, *person), place, PlaceStatus::Came);
        activity.attended = activity.attended.saturating_add(1);
    }
    context.put(&keys::activity(id), &activity);
    let by = context.actor;
    context.emit(ActivityEvent::PeopleCheckedIn { activity: id, by }.into());
    Ok(())
}
