//! The giver takes a donation or a contribution back within ten minutes.

use crate::{
    apply::Context,
    operation::points::WithdrawDonation,
    rejection::Rejection,
    rules::Applied,
    state::accounts::{AccountId, Cause},
};

pub(crate) fn apply(context: &mut Context<'_, '_>, command: &WithdrawDonation) -> Applied {
    let transfer = super::require_pending(context, command.transfer)?;
    let own = [
        AccountId::Party(context.actor),
        AccountId::Honour(context.actor),
    ];
    let is_given = matches!(transfer.cause, Cause::Donation | Cause::Contribution(_));
    if !own.contains(&transfer.payer) || !is_given {
        return Err(Rejection::TransferOfAnotherParty);
    }
    if context.time > transfer.settles_at {
        return Err(Rejection::WithdrawalTooLate);
    }
    super::reverse(context, command.transfer)
}
