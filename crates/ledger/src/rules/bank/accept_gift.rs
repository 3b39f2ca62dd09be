//! The receiver says yes: the points arrive, cool off, and are not spent before they are final.

use crate::{
    apply::Context,
    event::PointsEvent,
    operation::points::{AcceptGift, GIFT_WAITS_MS},
    rejection::Rejection,
    rules::Applied,
    state::{
        accounts::{AccountId, Cause, Claim},
        bank::GiftStatus,
        keys,
    },
};

pub(crate) fn apply(context: &mut Context<'_, '_>, command: &AcceptGift) -> Applied {
    let id = command.gift;
    let mut gift = super::gift::load_open(context, id)?;
    if gift.receiver != context.actor {
        return Err(Rejection::GiftOfAnotherParty);
    }
    let is_overdue = context.time > gift.offered_at.plus_ms(GIFT_WAITS_MS);
    if gift.status != GiftStatus::Offered || is_overdue {
        return Err(Rejection::GiftStateWrong);
    }
    super::require_open(context, gift.receiver)?;
    let (giver, receiver) = (
        AccountId::Party(gift.giver),
        AccountId::Party(gift.receiver),
    );
    let books = super::load(context, receiver);
    let total = books
        .settled
        .plus(books.pending)
        .ok_or(Rejection::AmountInvalid)?;
    if context
        .pack_for(context.party(gift.receiver)?.area)
        .room(total)
        < gift.amount
    {
        return Err(Rejection::GiftNotAllowed);
    }
    let pack = context.pack_for(context.party(gift.giver)?.area);
    let settles_at = context.time.plus_ms(pack.gifts.cool_off_ms);
    super::free(context, giver, Claim::Gift(id), gift.amount)?;
    let legs = super::pair(giver, receiver, gift.amount)?;
    let transfer = super::post_until(context, Cause::Gift(id), giver, legs, settles_at)?;
    super::promise(context, receiver, Claim::Cooling(transfer), gift.amount)?;
    gift.status = GiftStatus::Accepted;
    gift.transfer = Some(transfer);
    context.put(&keys::gift(id), &gift);
    context.emit(PointsEvent::GiftAccepted { gift: id, transfer }.into());
    Ok(())
}
