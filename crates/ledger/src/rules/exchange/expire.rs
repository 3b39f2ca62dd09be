//! A question or an invitation that was not answered ends: after its start, and not before a day
//! has passed.

use crate::{
    apply::Context, event::ExchangeEvent, operation::exchange::ExpireExchange,
    rejection::Rejection, rules::Applied, state::records::ExchangeStatus,
};

pub(crate) fn apply(context: &mut Context<'_, '_>, command: &ExpireExchange) -> Applied {
    let id = command.exchange;
    let mut exchange = super::load(context, id)?;
    let is_open = [ExchangeStatus::Requested, ExchangeStatus::Invited].contains(&exchange.status);
    if !is_open {
        return Err(Rejection::ExchangeStateWrong);
    }
    if !super::is_overdue(context, &exchange) {
        return Err(Rejection::NotDue);
    }
    super::end_request(context, id, &mut exchange, ExchangeStatus::Expired)?;
    context.emit(ExchangeEvent::ExchangeExpired { exchange: id }.into());
    Ok(())
}
