//! Minutes of an activity that still earn points on its day.

use crate::{apply::Context, ids::PartyId, state::activities::Activity, state::keys};

/// Counts minutes towards a person's day, within its cap; returns how many counted.
pub(super) fn count_minutes(
    context: &mut Context<'_, '_>,
    activity: &Activity,
    person: PartyId,
    minutes: u16,
) -> u32 {
    let key = keys::day_minutes(person, activity.start.china_day());
    let sum = context.get(&key).unwrap_or(0);
    let left = context.pack().day_cap_minutes.saturating_sub(sum);
    let counted = u32::from(minutes).min(left);
    if counted > 0 {
        context.put(&key, &sum.saturating_add(counted));
    }
    counted
}

/// Gives counted minutes back.
pub(super) fn uncount_minutes(
    context: &mut Context<'_, '_>,
    activity: &Activity,
    person: PartyId,
    counted: u32,
) {
    let key = keys::day_minutes(person, activity.start.china_day());
    let rest = context.get(&key).unwrap_or(0).saturating_sub(counted);
    if rest == 0 {
        context.remove(&key);
    } else {
        context.put(&key, &rest);
    }
}
