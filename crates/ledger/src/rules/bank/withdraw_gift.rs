//! The giver takes a gift back: any time before it was accepted, and within the cool-off after.

use crate::{
    apply::Context, event::PointsEvent, operation::points::WithdrawGift, rejection::Rejection,
    rules::Applied,
};

pub(crate) fn apply(context: &mut Context<'_, '_>, command: &WithdrawGift) -> Applied {
    let gift = super::gift::load_open(context, command.gift)?;
    if gift.giver != context.actor {
        return Err(Rejection::GiftOfAnotherParty);
    }
    super::gift::end(context, command.gift, gift)?;
    let by = Some(context.actor);
    context.emit(
        PointsEvent::GiftWithdrawn {
            gift: command.gift,
            by,
        }
        .into(),
    );
    Ok(())
}
