//! The asking side takes an unanswered question back, at any time.

use crate::{
    apply::Context, event::Event, event::ExchangeEvent, operation::exchange::WithdrawRequest,
    rejection::Rejection, rules::Applied, state::records::ExchangeStatus,
};

pub(crate) fn apply(context: &mut Context<'_, '_>, command: &WithdrawRequest) -> Applied {
    let mut exchange = super::load_own(context, command.exchange, ExchangeStatus::Requested)?;
    if exchange.asked_by != context.actor {
        return Err(Rejection::NotYourExchange);
    }
    super::end_request(
        context,
        command.exchange,
        &mut exchange,
        ExchangeStatus::Withdrawn,
    )?;
    context.emit(Event::Exchange(ExchangeEvent::RequestWithdrawn {
        exchange: command.exchange,
    }));
    Ok(())
}
