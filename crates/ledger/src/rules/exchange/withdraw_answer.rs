//! One side takes its yes to an invitation back, until the other has said yes too; from then on
//! it cancels.

use crate::{
    apply::Context,
    event::ExchangeEvent,
    operation::exchange::WithdrawAnswer,
    rejection::Rejection,
    rules::Applied,
    state::{keys, records::ExchangeStatus},
};

pub(crate) fn apply(context: &mut Context<'_, '_>, command: &WithdrawAnswer) -> Applied {
    let id = command.exchange;
    let mut exchange = super::load_own(context, id, ExchangeStatus::Invited)?;
    let mut invitation = exchange.invitation.unwrap_or_default();
    let yes = if context.actor == exchange.provider {
        &mut invitation.provider
    } else {
        &mut invitation.receiver
    };
    if !std::mem::replace(yes, false) {
        return Err(Rejection::ExchangeStateWrong);
    }
    exchange.invitation = Some(invitation);
    context.put(&keys::exchange(id), &exchange);
    let by = context.actor;
    context.emit(ExchangeEvent::AnswerWithdrawn { exchange: id, by }.into());
    Ok(())
}
