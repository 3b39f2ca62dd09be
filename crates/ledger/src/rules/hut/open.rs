//! A keeper on duty opens the doors.

use crate::{
    apply::Context, event::HutEvent, operation::hut::OpenHut, rejection::Rejection, rules::Applied,
};

pub(crate) fn apply(context: &mut Context<'_, '_>, command: &OpenHut) -> Applied {
    let hut = command.hut;
    super::require_on_duty(context, hut)?;
    if super::day_of(context, hut).open {
        return Err(Rejection::HutStateWrong);
    }
    super::change_day(context, hut, |day| day.open = true);
    context.emit(HutEvent::HutOpened { hut }.into());
    Ok(())
}
