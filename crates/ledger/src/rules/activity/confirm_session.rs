//! One who came, or the keeper or worker, states for everybody that a group session took place; the
//! one who held it earns the tariff once, however many came.

use crate::{
    apply::Context,
    category::{Family, category},
    event::ActivityEvent,
    ids::{ActivityId, TransferId},
    operation::activity::ConfirmSession,
    rejection::Rejection,
    rules::{Applied, bank},
    state::{
        accounts::{AccountId, Cause},
        activities::{Activity, ActivityStatus, Award, PlaceStatus},
        keys,
    },
};

pub(crate) fn apply(context: &mut Context<'_, '_>, command: &ConfirmSession) -> Applied {
    let id = command.activity;
    let states = [ActivityStatus::Held, ActivityStatus::Reported];
    let mut activity = super::load_in(context, id, &states)?;
    let family = category(activity.category).map(|row| row.family);
    if family != Some(Family::Skill) {
        return Err(Rejection::CategoryDoesNotFit);
    }
    require_witness(context, id, &activity)?;
    let pack = super::earnings::pack_of(context, &activity, activity.organiser);
    if !pack.minutes_fit(command.minutes, activity.minutes) {
        return Err(Rejection::MinutesInvalid);
    }
    if activity.confirmed || activity.attended == 0 {
        return Err(Rejection::ActivityStateWrong);
    }
    let transfer = pay(context, id, &activity, command.minutes)?;
    activity.confirmed = true;
    activity.session = transfer;
    context.put(&keys::activity(id), &activity);
    let by = context.actor;
    context.emit(
        ActivityEvent::SessionConfirmed {
            activity: id,
            by,
            transfer,
        }
        .into(),
    );
    Ok(())
}

fn require_witness(context: &Context<'_, '_>, id: ActivityId, activity: &Activity) -> Applied {
    if activity.organiser == context.actor {
        return Err(Rejection::SelfService);
    }
    if super::is_staff(context, activity) {
        return Ok(());
    }
    super::place_in(context, id, context.actor, PlaceStatus::Came).map(|_| ())
}

fn pay(
    context: &mut Context<'_, '_>,
    id: ActivityId,
    activity: &Activity,
    minutes: u16,
) -> Result<Option<TransferId>, Rejection> {
    let holder = activity.organiser;
    let counted = super::earnings::count_minutes(context, activity, holder, minutes);
    let amount =
        super::earnings::pack_of(context, activity, holder).points_for(activity.category, counted);
    let amount = amount.ok_or(Rejection::CategoryUnknown)?;
    if !amount.is_positive() {
        return Ok(None);
    }
    let payer = AccountId::Issuance;
    let legs = bank::earnings::legs(context, payer, &[(holder, amount)])?;
    if legs.is_empty() {
        return Ok(None);
    }
    let transfer = bank::post(context, Cause::Activity(id), payer, legs)?;
    let award = Award {
        activity: id,
        by: context.actor,
        people: vec![(holder, counted)],
    };
    context.put(&keys::award(transfer), &award);
    Ok(Some(transfer))
}
