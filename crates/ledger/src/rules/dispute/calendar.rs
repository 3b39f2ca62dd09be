//! Two persons publish which days are worked; the clocks that run keep their end.

use crate::{
    apply::Context,
    authority::Right,
    event::DisputeEvent,
    operation::dispute::PublishCalendar,
    rejection::Rejection,
    rules::{Applied, require_right},
    state::{disputes::Calendar, keys},
    time::is_weekday,
};

/// The most days of one list: some years.
const DAYS_MAX: usize = 400;

pub(crate) fn apply(context: &mut Context<'_, '_>, command: &PublishCalendar) -> Applied {
    let district = context.meta()?.district;
    require_right(context, Right::AdoptRulePack, district)?;
    context.require_second()?;
    let is_list = |days: &[u32], weekday: bool| {
        let ascends = days.windows(2).all(|pair| pair.first() < pair.last());
        let fits = days.iter().all(|day| is_weekday(*day) == weekday);
        ascends && fits && days.len() <= DAYS_MAX
    };
    if !is_list(&command.free, true) || !is_list(&command.worked, false) {
        return Err(Rejection::CalendarInvalid);
    }
    let calendar = Calendar {
        free: command.free.clone(),
        worked: command.worked.clone(),
    };
    context.put(&keys::calendar(), &calendar);
    let by = context.actor;
    context.emit(DisputeEvent::CalendarPublished { by }.into());
    Ok(())
}
