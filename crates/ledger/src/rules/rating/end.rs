//! A rating that nobody opened in time, or that is two years old, is gone; anyone may say so.

use super::{KEPT_MS, OPENING_MS};
use crate::{
    apply::Context, event::RatingEvent, operation::rating::EndRating, rejection::Rejection,
    rules::Applied, state::keys,
};

pub(crate) fn apply(context: &mut Context<'_, '_>, command: &EndRating) -> Applied {
    let (exchange, by) = (command.exchange, command.by);
    let rating = super::load(context, exchange, by)?;
    let ends_at = rating.opened.map_or_else(
        || rating.due_at.plus_ms(OPENING_MS),
        |opened| opened.at.plus_ms(KEPT_MS),
    );
    if context.time <= ends_at {
        return Err(Rejection::NotDue);
    }
    context.remove(&keys::rating(exchange, by));
    let opened = rating.opened.is_some();
    let event = RatingEvent::RatingEnded {
        exchange,
        by,
        opened,
    };
    context.emit(event.into());
    Ok(())
}
