//! The giver takes a donation back within ten minutes.

use crate::{
    apply::Context,
    operation::points::WithdrawDonation,
    rejection::Rejection,
    rules::Applied,
    state::accounts::{AccountId, Cause},
};

pub(crate) fn apply(context: &mut Context<'_, '_>, command: &WithdrawDonation) -> Applied {
    let transfer = super::require_pending(context, command.transfer)?;
    let own = transfer.payer == AccountId::Party(context.actor);
    if !own || transfer.cause != Cause::Donation {
        return Err(Rejection::TransferOfAnotherParty);
    }
    if context.time > transfer.settles_at {
        return Err(Rejection::WithdrawalTooLate);
    }
    super::reverse(context, command.transfer)
}
