//! Minutes of an activity that still earn points on its day.

use crate::{
    apply::Context, ids::PartyId, rule_pack::RulePack, rules::bank, state::activities::Activity,
};

/// The pack by which a person earns: of their community, at the activity's beginning.
pub(super) fn pack_of(context: &Context<'_, '_>, activity: &Activity, person: PartyId) -> RulePack {
    context.party(person).map_or_else(
        |_| context.pack(),
        |party| context.pack_at(party.area, activity.start),
    )
}

/// Counts minutes towards a person's day, within its cap; returns how many counted.
pub(super) fn count_minutes(
    context: &mut Context<'_, '_>,
    activity: &Activity,
    person: PartyId,
    minutes: u16,
) -> u32 {
    let pack = pack_of(context, activity, person);
    bank::count_minutes(
        context,
        &pack,
        &served(activity, person),
        u32::from(minutes),
    )
}

/// Gives counted minutes back.
pub(super) fn uncount_minutes(
    context: &mut Context<'_, '_>,
    activity: &Activity,
    person: PartyId,
    counted: u32,
) {
    let pack = pack_of(context, activity, person);
    bank::uncount_minutes(context, &pack, &served(activity, person), counted);
}

/// Nobody in particular is served by an activity, and its points are issued.
const fn served(activity: &Activity, person: PartyId) -> bank::Served {
    bank::Served {
        provider: person,
        receiver: None,
        start: activity.start,
        issued: true,
    }
}
