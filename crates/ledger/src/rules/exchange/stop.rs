//! Either side ends an agreed exchange at once because it feels unsafe. Nothing counts against
//! anyone, and a person takes care of it.

use super::decision;
use crate::{
    apply::Context, event::ExchangeEvent, operation::exchange::StopExchange, rejection::Rejection,
    rules::Applied, state::records::ExchangeStatus,
};

pub(crate) fn apply(context: &mut Context<'_, '_>, command: &StopExchange) -> Applied {
    let id = command.exchange;
    let exchange = super::load(context, id)?;
    if exchange.other_side(context.actor).is_none() {
        return Err(Rejection::NotYourExchange);
    }
    let runs = [ExchangeStatus::Accepted, ExchangeStatus::Contested].contains(&exchange.status);
    if !runs {
        return Err(Rejection::ExchangeStateWrong);
    }
    decision::end(context, id, exchange, ExchangeStatus::Stopped)?;
    let by = context.actor;
    context.emit(ExchangeEvent::ExchangeStopped { exchange: id, by }.into());
    Ok(())
}
