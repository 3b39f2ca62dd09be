//! A pending movement becomes final once its time to reflect is over; anyone may say so.

use crate::{
    apply::Context, operation::points::SettleTransfer, rejection::Rejection, rules::Applied,
};

pub(crate) fn apply(context: &mut Context<'_, '_>, command: &SettleTransfer) -> Applied {
    let transfer = super::require_pending(context, command.transfer)?;
    if context.time <= transfer.settles_at {
        return Err(Rejection::NotDue);
    }
    super::movement::settle(context, command.transfer)
}
