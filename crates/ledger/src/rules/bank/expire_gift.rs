//! A gift that nobody answered for a week ends; anyone may say so.

use crate::{
    apply::Context,
    event::PointsEvent,
    operation::points::{ExpireGift, GIFT_WAITS_MS},
    rejection::Rejection,
    rules::Applied,
    state::bank::GiftStatus,
};

pub(crate) fn apply(context: &mut Context<'_, '_>, command: &ExpireGift) -> Applied {
    let gift = super::gift::load_open(context, command.gift)?;
    if gift.status != GiftStatus::Offered {
        return Err(Rejection::GiftStateWrong);
    }
    if context.time <= gift.offered_at.plus_ms(GIFT_WAITS_MS) {
        return Err(Rejection::NotDue);
    }
    super::gift::end(context, command.gift, gift)?;
    context.emit(PointsEvent::GiftExpired { gift: command.gift }.into());
    Ok(())
}
