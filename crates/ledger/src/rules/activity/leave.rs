//! Somebody gives a place back before the start, and whoever waits longest has it.

use crate::{
    apply::Context,
    event::ActivityEvent,
    ids::{ActivityId, PartyId},
    operation::activity::LeaveActivity,
    rejection::Rejection,
    rules::Applied,
    state::{
        activities::{Activity, ActivityStatus, PlaceStatus, SignUpRecord},
        keys,
    },
};

pub(crate) fn apply(context: &mut Context<'_, '_>, command: &LeaveActivity) -> Applied {
    let id = command.activity;
    let activity = super::load_in(context, id, &[ActivityStatus::Open])?;
    if context.time >= activity.start {
        return Err(Rejection::SignUpClosed);
    }
    give_back(context, (id, activity), context.actor)
}

/// The person leaves the ledger: the place is free while the list is open and nothing has begun.
pub(in crate::rules) fn for_leaver(
    context: &mut Context<'_, '_>,
    id: ActivityId,
    leaver: PartyId,
) -> Applied {
    let activity = context
        .get(&keys::activity(id))
        .ok_or(Rejection::ActivityUnknown)?;
    let place = context.get(&keys::sign_up(id, leaver));
    let place = place.ok_or(Rejection::CommitmentsInvalid)?;
    let is_held = [PlaceStatus::Taken, PlaceStatus::Waiting].contains(&place.status);
    if !is_held || activity.status != ActivityStatus::Open || context.time >= activity.start {
        return Ok(());
    }
    give_back(context, (id, activity), leaver)
}

fn give_back(
    context: &mut Context<'_, '_>,
    (id, mut activity): (ActivityId, Activity),
    person: PartyId,
) -> Applied {
    let place = context.get(&keys::sign_up(id, person));
    let place = place.ok_or(Rejection::NotSignedUp)?;
    let had_place = match place.status {
        PlaceStatus::Taken => true,
        PlaceStatus::Waiting => false,
        PlaceStatus::Came | PlaceStatus::Absent | PlaceStatus::Left => {
            return Err(Rejection::NotSignedUp);
        }
    };
    let late = had_place && is_late(context, &activity, &place);
    super::set_place(context, (id, person), place, PlaceStatus::Left);
    activity.waitlist.retain(|one| *one != person);
    context.emit(
        ActivityEvent::ActivityLeft {
            activity: id,
            person,
            late,
        }
        .into(),
    );
    if had_place {
        activity.taken = activity.taken.saturating_sub(1);
        promote(context, id, &mut activity)?;
    }
    context.put(&keys::activity(id), &activity);
    Ok(())
}

/// Less than two hours before the start, and more than ten minutes after taking the place.
fn is_late(context: &Context<'_, '_>, activity: &Activity, place: &SignUpRecord) -> bool {
    let pack = context.pack();
    let reflected = context.time > place.taken_at.plus_ms(pack.reflection_ms);
    reflected && context.time.plus_ms(pack.late_cancel_ms) > activity.start
}

fn promote(context: &mut Context<'_, '_>, id: ActivityId, activity: &mut Activity) -> Applied {
    if activity.waitlist.is_empty() {
        return Ok(());
    }
    let person = activity.waitlist.remove(0);
    let mut place = super::place_in(context, id, person, PlaceStatus::Waiting)?;
    place.taken_at = context.time;
    super::set_place(context, (id, person), place, PlaceStatus::Taken);
    activity.taken = activity.taken.saturating_add(1);
    context.emit(
        ActivityEvent::WaitlistPromoted {
            activity: id,
            person,
        }
        .into(),
    );
    Ok(())
}
