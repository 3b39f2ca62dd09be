//! One side leaves a sealed rating of the other, within two weeks of the service.

use super::{WINDOW_MS, due_at};
use crate::{
    apply::Context,
    event::RatingEvent,
    operation::rating::CommitRating,
    rejection::Rejection,
    rules::{Applied, exchange},
    state::{keys, records::ExchangeStatus, service::Rating},
};

pub(crate) fn apply(context: &mut Context<'_, '_>, command: &CommitRating) -> Applied {
    let id = command.exchange;
    let by = context.actor;
    let record = exchange::load(context, id)?;
    let other = record.other_side(by).ok_or(Rejection::NotYourExchange)?;
    if record.status != ExchangeStatus::Completed {
        return Err(Rejection::ExchangeStateWrong);
    }
    let window_end = record.changed_at.plus_ms(WINDOW_MS);
    if context.time > window_end {
        return Err(Rejection::RatingWindowClosed);
    }
    let key = keys::rating(id, by);
    if context.get(&key).is_some() {
        return Err(Rejection::RatingGiven);
    }
    let at = context.time;
    let theirs_key = keys::rating(id, other);
    let theirs = context.get(&theirs_key);
    let due_at = due_at(context, window_end, at, theirs.as_ref().map(|one| one.at));
    if let Some(mut theirs) = theirs.filter(|theirs| theirs.opened.is_none()) {
        theirs.due_at = due_at;
        context.put(&theirs_key, &theirs);
    }
    let rating = Rating {
        commitment: command.commitment,
        at,
        due_at,
        opened: None,
        reply: None,
    };
    context.put(&key, &rating);
    let event = RatingEvent::RatingCommitted {
        exchange: id,
        by,
        due_at,
    };
    context.emit(event.into());
    Ok(())
}
