//! A keeper goes off duty; the last one closes the doors first. Whoever lost the role meanwhile
//! can still go.

use crate::{
    apply::Context, event::HutEvent, operation::hut::EndShift, rejection::Rejection, rules::Applied,
};

pub(crate) fn apply(context: &mut Context<'_, '_>, command: &EndShift) -> Applied {
    let hut = command.hut;
    super::load(context, hut)?;
    let keeper = context.actor;
    let day = super::day_of(context, hut);
    if !day.on_duty.contains(&keeper) {
        return Err(Rejection::NotOnDuty);
    }
    if day.open && day.on_duty.len() == 1 {
        return Err(Rejection::HutStateWrong);
    }
    super::change_day(context, hut, |day| {
        day.on_duty.retain(|one| *one != keeper);
    });
    context.emit(HutEvent::ShiftEnded { hut, keeper }.into());
    Ok(())
}
