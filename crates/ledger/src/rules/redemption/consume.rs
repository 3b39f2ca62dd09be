//! The sponsor states that it was given; the points are posted.

use crate::{
    apply::Context,
    event::RedemptionEvent,
    operation::redemption::ConsumeRedemption,
    rejection::Rejection,
    rules::{Applied, bank},
    state::{
        accounts::{AccountId, Cause, Claim},
        bank::RedemptionStatus,
    },
};

pub(crate) fn apply(context: &mut Context<'_, '_>, command: &ConsumeRedemption) -> Applied {
    let id = command.redemption;
    let (mut redemption, entry) = super::load(context, id, &[RedemptionStatus::Reserved])?;
    if entry.sponsor != context.actor {
        return Err(Rejection::RedemptionOfAnotherParty);
    }
    let (payer, price) = (redemption.payer, redemption.price);
    bank::free(context, payer, Claim::Redemption(id), price)?;
    let accounts = (payer, AccountId::Sponsor(entry.sponsor));
    let transfer = bank::pay(context, Cause::Redemption(id), accounts, price)?;
    redemption.transfer = Some(transfer);
    super::set_status(context, id, &mut redemption, RedemptionStatus::Consumed);
    context.emit(
        RedemptionEvent::RedemptionConsumed {
            redemption: id,
            transfer,
        }
        .into(),
    );
    Ok(())
}
