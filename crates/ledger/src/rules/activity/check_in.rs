//! Somebody states to have come, with the code on the screen. Each code hashes to the one before
//! it, down to the commitment in the plan, so that knowing one does not give the next.

use crate::{
    apply::Context,
    event::ActivityEvent,
    operation::activity::{CHECK_IN_EARLY_MS, CODE_MS, CODES_MAX, CheckIn, previous_code},
    rejection::Rejection,
    rules::Applied,
    state::{
        activities::{Activity, ActivityStatus, PlaceStatus},
        keys,
    },
};

pub(crate) fn apply(context: &mut Context<'_, '_>, command: &CheckIn) -> Applied {
    let id = command.activity;
    let mut activity = super::load_in(context, id, &[ActivityStatus::Open])?;
    let person = context.actor;
    let place = super::place_in(context, id, person, PlaceStatus::Taken)?;
    check_code(context, command, &activity)?;
    super::set_place(context, (id, person), place, PlaceStatus::Came);
    activity.attended = activity.attended.saturating_add(1);
    context.put(&keys::activity(id), &activity);
    context.emit(
        ActivityEvent::CheckedIn {
            activity: id,
            person,
        }
        .into(),
    );
    Ok(())
}

/// The slots begin half an hour before the start and end half an hour after the end; a code is good
/// in its own slot and in the next.
fn check_code(context: &Context<'_, '_>, command: &CheckIn, activity: &Activity) -> Applied {
    let opens = activity.start.minus_ms(CHECK_IN_EARLY_MS);
    let closes = super::end_of(activity).plus_ms(CHECK_IN_EARLY_MS);
    if context.time < opens || context.time >= closes {
        return Err(Rejection::NotDue);
    }
    let since = context.time.0.saturating_sub(opens.0);
    let slot = since.checked_div(CODE_MS).unwrap_or(0).saturating_add(1);
    let slot = slot.min(CODES_MAX);
    let before = (1..slot).fold(command.code, |code, _| previous_code(&code));
    let is_last_one = slot > 1 && before == activity.codes;
    if is_last_one || previous_code(&before) == activity.codes {
        Ok(())
    } else {
        Err(Rejection::CodeInvalid)
    }
}
