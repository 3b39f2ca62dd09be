//! A demonstration network moves its clock forward, so that a ten-minute visit sees next week.

use crate::{
    apply::Context,
    authority::Right,
    event::{ClockEvent, Event},
    operation::clock::AdvanceClock,
    rejection::Rejection,
    rules::{Applied, require_right},
    state::keys,
    time::DAY_MS,
};

/// The furthest step at once, in milliseconds: a year.
const STEP_MS_MAX: u64 = 366 * DAY_MS;

pub(crate) fn apply(context: &mut Context<'_, '_>, command: &AdvanceClock) -> Applied {
    let mut meta = context.meta()?;
    if !meta.demo {
        return Err(Rejection::NotADemonstration);
    }
    require_right(context, Right::MoveClock, meta.district)?;
    if command.by_ms == 0 || command.by_ms > STEP_MS_MAX {
        return Err(Rejection::ClockStepInvalid);
    }
    let step = i64::try_from(command.by_ms).map_err(|_| Rejection::ClockStepInvalid)?;
    meta.clock_offset_ms = meta
        .clock_offset_ms
        .checked_add(step)
        .ok_or(Rejection::ClockStepInvalid)?;
    let offset_ms = meta.clock_offset_ms;
    context.put(&keys::meta(), &meta);
    context.emit(Event::Clock(ClockEvent::ClockAdvanced { offset_ms }));
    Ok(())
}
