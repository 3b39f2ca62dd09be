//! The asked side says no; nobody has to give a reason.

use crate::{
    apply::Context, event::Event, event::ExchangeEvent, operation::exchange::DeclineExchange,
    rules::Applied, state::records::ExchangeStatus,
};

pub(crate) fn apply(context: &mut Context<'_, '_>, command: &DeclineExchange) -> Applied {
    let mut exchange = super::load_asked(context, command.exchange)?;
    super::end_request(
        context,
        command.exchange,
        &mut exchange,
        ExchangeStatus::Declined,
    )?;
    context.emit(Event::Exchange(ExchangeEvent::ExchangeDeclined {
        exchange: command.exchange,
    }));
    Ok(())
}
