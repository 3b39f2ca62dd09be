//! A pending movement becomes final once its time to reflect is over; anyone may say so.

use crate::{
    apply::Context,
    event::{Event, PointsEvent},
    operation::points::SettleTransfer,
    planted::{PlantedBug, is_planted},
    points::Points,
    rejection::Rejection,
    rules::Applied,
    state::{accounts::TransferStatus, keys},
};

pub(crate) fn apply(context: &mut Context<'_, '_>, command: &SettleTransfer) -> Applied {
    let mut transfer = super::require_pending(context, command.transfer)?;
    if context.time <= transfer.settles_at {
        return Err(Rejection::NotDue);
    }
    for leg in &transfer.legs {
        let mut books = super::load(context, leg.account);
        books.pending = books
            .pending
            .minus(leg.amount)
            .ok_or(Rejection::AmountInvalid)?;
        super::add(&mut books.settled, leg.amount)?;
        if is_planted(PlantedBug::DoubleApply) {
            super::add(&mut books.settled, leg.amount)?;
        }
        if leg.amount < Points::ZERO {
            super::forget_claim(&mut books, command.transfer);
        }
        context.put(&keys::account(leg.account), &books);
    }
    transfer.status = TransferStatus::Settled;
    context.put(&keys::transfer(command.transfer), &transfer);
    context.emit(Event::Points(PointsEvent::TransferSettled {
        transfer: command.transfer,
    }));
    Ok(())
}
