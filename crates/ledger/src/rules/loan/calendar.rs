//! The days of a thing: two loans never share one.

use crate::{
    ids::LoanId,
    operation::loan::RESERVATIONS_MAX,
    rejection::Rejection,
    rules::Applied,
    state::sharing::{Item, Slot},
};

const fn share_a_day(one: &Slot, other: &Slot) -> bool {
    one.from_day <= other.last_day && other.from_day <= one.last_day
}

/// The other loans that have one of these days.
pub(in crate::rules) fn in_the_way(item: &Item, slot: &Slot) -> Vec<LoanId> {
    let others = item.calendar.iter().filter(|one| one.loan != slot.loan);
    let taken = others.filter(|one| share_a_day(one, slot));
    taken.map(|one| one.loan).collect()
}

/// Takes days that are free, also for a loan that has others already.
pub(in crate::rules) fn take(item: &mut Item, slot: Slot) -> Applied {
    if !in_the_way(item, &slot).is_empty() {
        return Err(Rejection::DaysTaken);
    }
    leave(item, slot.loan);
    if item.calendar.len() >= RESERVATIONS_MAX {
        return Err(Rejection::CalendarFull);
    }
    item.calendar.push(slot);
    item.calendar.sort_unstable();
    Ok(())
}

/// Gives the days of a loan back.
pub(in crate::rules) fn leave(item: &mut Item, loan: LoanId) {
    item.calendar.retain(|slot| slot.loan != loan);
}
