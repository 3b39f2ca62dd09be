//! A rating that is due is opened: by whoever knows the salt, within a day.

use super::OPENING_MS;
use crate::{
    apply::Context,
    event::RatingEvent,
    operation::rating::{OpenRating, STARS_MAX, rating_commitment},
    rejection::Rejection,
    rules::{Applied, identity::require_content},
    state::{keys, service::OpenedRating},
};

pub(crate) fn apply(context: &mut Context<'_, '_>, command: &OpenRating) -> Applied {
    let (id, by) = (command.exchange, command.by);
    let mut rating = super::load(context, id, by)?;
    if rating.opened.is_some() {
        return Err(Rejection::RatingGiven);
    }
    if context.time < rating.due_at {
        return Err(Rejection::NotDue);
    }
    if context.time > rating.due_at.plus_ms(OPENING_MS) {
        return Err(Rejection::RatingOverdue);
    }
    if rating_commitment(id, by, &command.rating, command.salt) != rating.commitment {
        return Err(Rejection::RatingDoesNotMatch);
    }
    let stars = command.rating.stars;
    if stars == 0 || stars > STARS_MAX {
        return Err(Rejection::StarsInvalid);
    }
    if let Some(words) = &command.rating.words {
        require_content(words)?;
    }
    rating.opened = Some(OpenedRating {
        rating: command.rating,
        at: context.time,
    });
    context.put(&keys::rating(id, by), &rating);
    let event = RatingEvent::RatingOpened {
        exchange: id,
        by,
        stars,
    };
    context.emit(event.into());
    Ok(())
}
