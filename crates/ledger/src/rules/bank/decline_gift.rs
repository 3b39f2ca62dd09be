//! The receiver says no to a gift, or returns an accepted one within the cool-off.

use crate::{
    apply::Context, event::PointsEvent, operation::points::DeclineGift, rejection::Rejection,
    rules::Applied,
};

pub(crate) fn apply(context: &mut Context<'_, '_>, command: &DeclineGift) -> Applied {
    let gift = super::gift::load_open(context, command.gift)?;
    if gift.receiver != context.actor {
        return Err(Rejection::GiftOfAnotherParty);
    }
    super::gift::end(context, command.gift, gift)?;
    context.emit(PointsEvent::GiftDeclined { gift: command.gift }.into());
    Ok(())
}
