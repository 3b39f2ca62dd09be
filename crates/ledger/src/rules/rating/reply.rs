//! The rated side answers an open rating, once: the right of reply.

use crate::{
    apply::Context,
    event::RatingEvent,
    operation::rating::ReplyToRating,
    rejection::Rejection,
    rules::{Applied, identity::require_content},
    state::{keys, service::Reply},
};

pub(crate) fn apply(context: &mut Context<'_, '_>, command: &ReplyToRating) -> Applied {
    let id = command.exchange;
    let rater = super::other_side(context, id)?;
    let mut rating = super::load(context, id, rater)?;
    if rating.opened.is_none() {
        return Err(Rejection::RatingUnknown);
    }
    if rating.reply.is_some() {
        return Err(Rejection::ReplyGiven);
    }
    require_content(&command.words)?;
    rating.reply = Some(Reply {
        words: command.words,
        at: context.time,
    });
    context.put(&keys::rating(id, rater), &rating);
    let by = context.actor;
    context.emit(RatingEvent::RatingReplied { exchange: id, by }.into());
    Ok(())
}
