//! A question that nobody answered ends: after its start, and not before a day has passed.

use crate::{
    apply::Context, event::Event, event::ExchangeEvent, operation::exchange::ExpireExchange,
    rejection::Rejection, rules::Applied, state::records::ExchangeStatus,
};

pub(crate) fn apply(context: &mut Context<'_, '_>, command: &ExpireExchange) -> Applied {
    let mut exchange = super::load(context, command.exchange)?;
    if exchange.status != ExchangeStatus::Requested {
        return Err(Rejection::ExchangeStateWrong);
    }
    if !super::is_overdue(context, &exchange) {
        return Err(Rejection::NotDue);
    }
    super::end_request(
        context,
        command.exchange,
        &mut exchange,
        ExchangeStatus::Expired,
    )?;
    context.emit(Event::Exchange(ExchangeEvent::ExchangeExpired {
        exchange: command.exchange,
    }));
    Ok(())
}
