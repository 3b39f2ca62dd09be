//! The organiser takes check-ins or absences back within ten minutes of stating them.

use crate::{
    apply::Context,
    event::ActivityEvent,
    ids::PartyId,
    operation::activity::CorrectAttendance,
    rejection::Rejection,
    rules::Applied,
    state::{
        activities::{ActivityStatus, PlaceStatus, SignUpRecord},
        keys,
    },
};

pub(crate) fn apply(context: &mut Context<'_, '_>, command: &CorrectAttendance) -> Applied {
    let id = command.activity;
    let states = [ActivityStatus::Open, ActivityStatus::Held];
    let mut activity = super::load_own(context, id, &states)?;
    super::check_people(&command.people)?;
    for person in &command.people {
        let place = stated_just_now(context, command, *person)?;
        if place.status == PlaceStatus::Came {
            activity.attended = activity.attended.saturating_sub(1);
        }
        super::set_place(context, (id, *person), place, PlaceStatus::Taken);
    }
    context.put(&keys::activity(id), &activity);
    context.emit(ActivityEvent::AttendanceCorrected { activity: id }.into());
    Ok(())
}

fn stated_just_now(
    context: &Context<'_, '_>,
    command: &CorrectAttendance,
    person: PartyId,
) -> Result<SignUpRecord, Rejection> {
    let place = context.get(&keys::sign_up(command.activity, person));
    let place = place
        .filter(|place| matches!(place.status, PlaceStatus::Came | PlaceStatus::Absent))
        .ok_or(Rejection::NotSignedUp)?;
    let end = place.changed_at.plus_ms(context.pack().reflection_ms);
    if context.time > end {
        return Err(Rejection::WithdrawalTooLate);
    }
    Ok(place)
}
