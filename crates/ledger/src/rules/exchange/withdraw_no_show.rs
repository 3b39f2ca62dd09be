//! The reporting side takes a no-show report back within ten minutes; the exchange is agreed again.

use crate::{
    apply::Context,
    event::{Event, ExchangeEvent},
    operation::exchange::WithdrawNoShow,
    rejection::Rejection,
    rules::{Applied, bank},
    state::{accounts::AccountId, records::ExchangeStatus},
};

pub(crate) fn apply(context: &mut Context<'_, '_>, command: &WithdrawNoShow) -> Applied {
    let id = command.exchange;
    let mut exchange = super::load_own(context, id, ExchangeStatus::NoShow)?;
    if exchange.no_show_by != Some(context.actor) {
        return Err(Rejection::NotYourExchange);
    }
    let end = exchange.changed_at.plus_ms(context.pack().reflection_ms);
    if context.time > end {
        return Err(Rejection::WithdrawalTooLate);
    }
    super::enter_listings(context, &exchange)?;
    bank::hold(
        context,
        AccountId::Party(exchange.receiver),
        id,
        exchange.price,
    )?;
    exchange.no_show_by = None;
    super::set_status(context, id, &mut exchange, ExchangeStatus::Accepted);
    context.emit(Event::Exchange(ExchangeEvent::NoShowWithdrawn {
        exchange: id,
        by: context.actor,
    }));
    Ok(())
}
