//! Everybody named, who came, gets the points of a reported activity in one movement, within the
//! caps of the day and of the account.

use crate::{
    apply::Context,
    event::ActivityEvent,
    ids::{ActivityId, PartyId},
    operation::activity::AwardPoints,
    points::Points,
    rejection::Rejection,
    rules::{Applied, bank},
    state::{
        accounts::{AccountId, Cause},
        activities::{Activity, ActivityStatus, Award, PlaceStatus},
        keys,
    },
};

pub(crate) fn apply(context: &mut Context<'_, '_>, command: &AwardPoints) -> Applied {
    let id = command.activity;
    let activity = super::load_own(context, id, &[ActivityStatus::Reported])?;
    if !activity.points.is_positive() {
        return Err(Rejection::AmountInvalid);
    }
    super::check_people(&command.people)?;
    let mut earnings = Vec::new();
    let mut people = Vec::new();
    for person in &command.people {
        let (amount, counted) = earn(context, (id, &activity), *person)?;
        earnings.push((*person, amount));
        people.push((*person, counted));
    }
    let payer = AccountId::Issuance;
    let legs = bank::earnings::legs(context, payer, &earnings)?;
    let transfer = if legs.is_empty() {
        None
    } else {
        let posted = bank::post(context, Cause::Activity(id), payer, legs)?;
        let by = context.actor;
        let award = Award {
            activity: id,
            by,
            people,
        };
        context.put(&keys::award(posted), &award);
        Some(posted)
    };
    context.emit(
        ActivityEvent::PointsAwarded {
            activity: id,
            transfer,
        }
        .into(),
    );
    Ok(())
}

/// What one person gets, and the minutes that count for it; everybody gets it once.
fn earn(
    context: &mut Context<'_, '_>,
    (id, activity): (ActivityId, &Activity),
    person: PartyId,
) -> Result<(Points, u32), Rejection> {
    let mut place = super::place_in(context, id, person, PlaceStatus::Came)?;
    if place.awarded {
        return Err(Rejection::NotSignedUp);
    }
    place.awarded = true;
    context.put(&keys::sign_up(id, person), &place);
    let counted = super::earnings::count_minutes(context, activity, person, activity.minutes);
    let tariff =
        super::earnings::pack_of(context, activity, person).points_for(activity.category, counted);
    let most = tariff.ok_or(Rejection::CategoryUnknown)?;
    Ok((activity.points.min(most), counted))
}
