//! Whoever left a sealed rating takes it back within ten minutes; the other one waits for the
//! window again.

use super::{WINDOW_MS, due_at};
use crate::{
    apply::Context,
    event::RatingEvent,
    operation::rating::WithdrawRating,
    rejection::Rejection,
    rules::{Applied, exchange},
    state::keys,
};

pub(crate) fn apply(context: &mut Context<'_, '_>, command: &WithdrawRating) -> Applied {
    let id = command.exchange;
    let by = context.actor;
    let other = super::other_side(context, id)?;
    let rating = super::load(context, id, by)?;
    let is_late = context.time > rating.at.plus_ms(context.pack().reflection_ms);
    if is_late || rating.opened.is_some() {
        return Err(Rejection::WithdrawalTooLate);
    }
    context.remove(&keys::rating(id, by));
    let theirs_key = keys::rating(id, other);
    if let Some(mut theirs) = context.get(&theirs_key).filter(|one| one.opened.is_none()) {
        let window_end = exchange::load(context, id)?.changed_at.plus_ms(WINDOW_MS);
        theirs.due_at = due_at(context, window_end, theirs.at, None);
        context.put(&theirs_key, &theirs);
    }
    context.emit(RatingEvent::RatingWithdrawn { exchange: id, by }.into());
    Ok(())
}
