//! A verified person, or an organisation, plans an activity or a group session.

use crate::{
    apply::Context,
    area::AreaLevel,
    authority::Right,
    category::{Family, category},
    event::ActivityEvent,
    ids::ActivityId,
    operation::{
        activity::{AHEAD_MS_MAX, CAPACITY_MAX, MINUTES_MAX, PlanActivity},
        listing::Place,
    },
    points::Points,
    rejection::Rejection,
    rules::{
        Applied, identity::require_content, item::require_verified, require_area, require_right,
    },
    state::{
        activities::{Activity, ActivityStatus},
        keys,
        records::{Party, PartyKind},
    },
};

pub(crate) fn apply(context: &mut Context<'_, '_>, command: &PlanActivity) -> Applied {
    let organiser = require_verified(context)?;
    check_area(context, command, &organiser)?;
    check_what(context, command)?;
    check_points(context, command, &organiser)?;
    let id = ActivityId::derive(context.operation, context.position);
    let activity = Activity {
        organiser: context.actor,
        category: command.category,
        area: command.area,
        place: command.place,
        start: command.start,
        minutes: command.minutes,
        capacity: command.capacity,
        risk: command.risk,
        licensed: command.licensed,
        papers: command.papers,
        ages: command.ages,
        points: command.points,
        codes: command.codes,
        status: ActivityStatus::Planned,
        changed_at: context.time,
        taken: 0,
        attended: 0,
        waitlist: Vec::new(),
        session: None,
        confirmed: false,
    };
    context.put(&keys::activity(id), &activity);
    context.emit(ActivityEvent::ActivityPlanned { activity: id }.into());
    Ok(())
}

/// A person plans for their own community, an organisation anywhere within its own area.
fn check_area(context: &Context<'_, '_>, command: &PlanActivity, organiser: &Party) -> Applied {
    let fits = match organiser.kind {
        PartyKind::Person { .. } => command.area == organiser.area,
        PartyKind::Organisation { .. } => command.area.is_within(organiser.area),
    };
    if !fits {
        return Err(Rejection::AreaInvalid);
    }
    let levels = [
        AreaLevel::District,
        AreaLevel::Subdistrict,
        AreaLevel::Community,
    ];
    require_area(context, command.area, &levels)
}

fn check_what(context: &Context<'_, '_>, command: &PlanActivity) -> Applied {
    let category = category(command.category).ok_or(Rejection::CategoryUnknown)?;
    if category.family == Family::Item {
        return Err(Rejection::CategoryDoesNotFit);
    }
    if command.capacity == 0 || command.capacity > CAPACITY_MAX {
        return Err(Rejection::CapacityInvalid);
    }
    if !context.pack().minutes_fit(command.minutes, MINUTES_MAX) {
        return Err(Rejection::MinutesInvalid);
    }
    if command.start <= context.time || command.start > context.time.plus_ms(AHEAD_MS_MAX) {
        return Err(Rejection::StartInvalid);
    }
    if let Place::Hut(hut) = command.place {
        context.get(&keys::hut(hut)).ok_or(Rejection::HutUnknown)?;
    }
    require_content(&command.content)
}

/// Points for all come from an organisation or a community worker, and not above the tariff.
fn check_points(context: &Context<'_, '_>, command: &PlanActivity, organiser: &Party) -> Applied {
    if command.points == Points::ZERO {
        return Ok(());
    }
    let tariff = context
        .pack()
        .points_for(command.category, command.minutes.into());
    let most = tariff.ok_or(Rejection::CategoryUnknown)?;
    if command.points < Points::ZERO || command.points > most {
        return Err(Rejection::AmountInvalid);
    }
    match organiser.kind {
        PartyKind::Organisation { .. } => Ok(()),
        PartyKind::Person { .. } => require_right(context, Right::Tend, command.area),
    }
}
