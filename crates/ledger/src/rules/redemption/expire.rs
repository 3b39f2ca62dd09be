//! A reservation that nobody fetched in time ends; anyone may say so.

use crate::{
    apply::Context, event::RedemptionEvent, operation::redemption::ExpireRedemption,
    rejection::Rejection, rules::Applied, state::bank::RedemptionStatus,
};

pub(crate) fn apply(context: &mut Context<'_, '_>, command: &ExpireRedemption) -> Applied {
    let id = command.redemption;
    let kept = super::load(context, id, &[RedemptionStatus::Reserved])?;
    if context.time <= kept.0.changed_at.plus_ms(kept.1.keep_ms) {
        return Err(Rejection::NotDue);
    }
    super::give_back(context, id, kept, RedemptionStatus::Expired)?;
    context.emit(RedemptionEvent::RedemptionExpired { redemption: id }.into());
    Ok(())
}
