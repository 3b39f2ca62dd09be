//! Either side takes back within ten minutes that something was given; it is reserved again.

use crate::{
    apply::Context,
    event::RedemptionEvent,
    operation::redemption::WithdrawConsumption,
    rejection::Rejection,
    rules::{Applied, bank},
    state::{accounts::Claim, bank::RedemptionStatus, keys},
};

pub(crate) fn apply(context: &mut Context<'_, '_>, command: &WithdrawConsumption) -> Applied {
    let id = command.redemption;
    let (mut redemption, mut entry) = super::load(context, id, &[RedemptionStatus::Consumed])?;
    if ![redemption.person, entry.sponsor].contains(&context.actor) {
        return Err(Rejection::RedemptionOfAnotherParty);
    }
    let end = redemption.changed_at.plus_ms(context.pack().reflection_ms);
    if context.time > end {
        return Err(Rejection::WithdrawalTooLate);
    }
    let transfer = redemption.transfer.take();
    bank::reverse(context, transfer.ok_or(Rejection::TransferUnknown)?)?;
    let by = context.actor;
    context.emit(RedemptionEvent::ConsumptionWithdrawn { redemption: id, by }.into());
    let books = context.get(&keys::account(redemption.payer));
    let left = books.unwrap_or_default().available();
    if left.is_some_and(|left| left >= redemption.price) {
        let claim = Claim::Redemption(id);
        bank::promise(context, redemption.payer, claim, redemption.price)?;
        super::set_status(context, id, &mut redemption, RedemptionStatus::Reserved);
        return Ok(());
    }
    // The guarantee had paid: the points are gone, and so is the reservation.
    super::cover::uncount(context, &entry, &redemption);
    super::restock(context, &redemption, &mut entry)?;
    super::set_status(context, id, &mut redemption, RedemptionStatus::Cancelled);
    context.emit(
        RedemptionEvent::RedemptionCancelled {
            redemption: id,
            by: None,
        }
        .into(),
    );
    Ok(())
}
