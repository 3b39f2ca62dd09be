//! A keeper goes on duty.

use crate::{
    apply::Context,
    event::HutEvent,
    operation::hut::{BeginShift, ON_DUTY_MAX},
    rejection::Rejection,
    rules::Applied,
};

pub(crate) fn apply(context: &mut Context<'_, '_>, command: &BeginShift) -> Applied {
    let hut = command.hut;
    super::require_keeper(context, hut)?;
    let keeper = context.actor;
    let on_duty = super::day_of(context, hut).on_duty;
    if on_duty.contains(&keeper) || on_duty.len() >= ON_DUTY_MAX {
        return Err(Rejection::HutStateWrong);
    }
    super::change_day(context, hut, |day| day.on_duty.push(keeper));
    context.emit(HutEvent::ShiftBegun { hut, keeper }.into());
    Ok(())
}
