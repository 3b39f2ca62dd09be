//! Whoever answered a rating takes the answer back within ten minutes.

use crate::{
    apply::Context, event::RatingEvent, operation::rating::WithdrawReply, rejection::Rejection,
    rules::Applied, state::keys,
};

pub(crate) fn apply(context: &mut Context<'_, '_>, command: &WithdrawReply) -> Applied {
    let id = command.exchange;
    let rater = super::other_side(context, id)?;
    let mut rating = super::load(context, id, rater)?;
    let reply = rating.reply.take().ok_or(Rejection::ReplyUnknown)?;
    if context.time > reply.at.plus_ms(context.pack().reflection_ms) {
        return Err(Rejection::WithdrawalTooLate);
    }
    context.put(&keys::rating(id, rater), &rating);
    let by = context.actor;
    context.emit(RatingEvent::ReplyWithdrawn { exchange: id, by }.into());
    Ok(())
}
