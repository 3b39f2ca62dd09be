//! Whoever gave points of an activity, or confirmed a session, takes them back within ten minutes.

use crate::{
    apply::Context,
    event::ActivityEvent,
    operation::activity::WithdrawAward,
    rejection::Rejection,
    rules::{Applied, bank},
    state::keys,
};

pub(crate) fn apply(context: &mut Context<'_, '_>, command: &WithdrawAward) -> Applied {
    let transfer = command.transfer;
    let award = context.get(&keys::award(transfer));
    let award = award.ok_or(Rejection::TransferUnknown)?;
    if award.by != context.actor {
        return Err(Rejection::TransferOfAnotherParty);
    }
    let movement = bank::require_pending(context, transfer)?;
    if context.time > movement.settles_at {
        return Err(Rejection::WithdrawalTooLate);
    }
    bank::reverse(context, transfer)?;
    let id = award.activity;
    let activity = context.get(&keys::activity(id));
    let mut activity = activity.ok_or(Rejection::ActivityUnknown)?;
    for (person, counted) in award.people {
        super::earnings::uncount_minutes(context, &activity, person, counted);
        let key = keys::sign_up(id, person);
        if let Some(mut place) = context.get(&key) {
            place.awarded = false;
            context.put(&key, &place);
        }
    }
    if activity.session == Some(transfer) {
        activity.session = None;
        activity.confirmed = false;
        context.put(&keys::activity(id), &activity);
    }
    context.emit(
        ActivityEvent::AwardWithdrawn {
            activity: id,
            transfer,
        }
        .into(),
    );
    Ok(())
}
