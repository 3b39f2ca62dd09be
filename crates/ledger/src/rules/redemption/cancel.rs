//! The person, or the sponsor, ends a redemption that was not given yet.

use crate::{
    apply::Context, event::RedemptionEvent, operation::redemption::CancelRedemption,
    rejection::Rejection, rules::Applied, state::bank::RedemptionStatus,
};

pub(crate) fn apply(context: &mut Context<'_, '_>, command: &CancelRedemption) -> Applied {
    let id = command.redemption;
    let kept = super::load(
        context,
        id,
        &[RedemptionStatus::Queued, RedemptionStatus::Reserved],
    )?;
    if ![kept.0.person, kept.1.sponsor].contains(&context.actor) {
        return Err(Rejection::RedemptionOfAnotherParty);
    }
    super::give_back(context, id, kept, RedemptionStatus::Cancelled)?;
    let by = Some(context.actor);
    context.emit(RedemptionEvent::RedemptionCancelled { redemption: id, by }.into());
    Ok(())
}
