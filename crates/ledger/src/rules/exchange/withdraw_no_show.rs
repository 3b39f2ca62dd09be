//! The reporting side takes a no-show report back: within ten minutes, or at any time once the
//! other side has contradicted it. The exchange is agreed again.

use crate::{
    apply::Context,
    event::ExchangeEvent,
    operation::exchange::WithdrawNoShow,
    rejection::Rejection,
    rules::{Applied, bank},
    state::records::ExchangeStatus,
};

pub(crate) fn apply(context: &mut Context<'_, '_>, command: &WithdrawNoShow) -> Applied {
    let id = command.exchange;
    let mut exchange = super::load(context, id)?;
    if exchange.other_side(context.actor).is_none() {
        return Err(Rejection::NotYourExchange);
    }
    let is_answered = exchange.status == ExchangeStatus::Contested;
    if exchange.no_show_by.is_none() || !(is_answered || exchange.status == ExchangeStatus::NoShow)
    {
        return Err(Rejection::ExchangeStateWrong);
    }
    if exchange.no_show_by != Some(context.actor) {
        return Err(Rejection::NotYourExchange);
    }
    if !is_answered {
        super::require_reflection(context, exchange.changed_at)?;
    }
    super::places::enter(context, &exchange)?;
    bank::hold(context, exchange.payer, id, exchange.price)?;
    exchange.no_show_by = None;
    exchange.contest = None;
    super::set_status(context, id, &mut exchange, ExchangeStatus::Accepted);
    let by = context.actor;
    context.emit(ExchangeEvent::NoShowWithdrawn { exchange: id, by }.into());
    Ok(())
}
