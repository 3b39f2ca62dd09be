//! What was asked or agreed ends when one side leaves the ledger; what was served is still decided.

use crate::{
    apply::Context,
    event::ExchangeEvent,
    ids::{ExchangeId, PartyId},
    rules::{Applied, bank},
    state::records::ExchangeStatus,
};

/// Ends an exchange that nobody says to have served; any other stays as it is.
pub(in crate::rules) fn end(
    context: &mut Context<'_, '_>,
    id: ExchangeId,
    leaver: PartyId,
) -> Applied {
    let mut exchange = super::load(context, id)?;
    let is_served = exchange.provider_statement.is_some() || exchange.receiver_statement.is_some();
    let is_open = [ExchangeStatus::Requested, ExchangeStatus::Invited].contains(&exchange.status);
    if is_open {
        super::end_request(context, id, &mut exchange, ExchangeStatus::Cancelled)?;
    } else if exchange.status == ExchangeStatus::Accepted && !is_served {
        super::places::leave(context, &exchange);
        let payer = exchange.payer;
        bank::release(context, payer, id, exchange.price)?;
        super::set_status(context, id, &mut exchange, ExchangeStatus::Cancelled);
    } else {
        return Ok(());
    }
    let cancelled = ExchangeEvent::ExchangeCancelled {
        exchange: id,
        by: Some(leaver),
        late: false,
    };
    context.emit(cancelled.into());
    Ok(())
}
