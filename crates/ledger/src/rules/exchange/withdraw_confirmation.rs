//! One side takes its confirmation back: any time while it does not count yet, also once the other
//! side has contradicted it, and for ten minutes after it does.

use crate::{
    apply::Context,
    event::{Event, ExchangeEvent},
    operation::exchange::WithdrawConfirmation,
    rejection::Rejection,
    rules::Applied,
    state::{keys, records::ExchangeStatus},
};

pub(crate) fn apply(context: &mut Context<'_, '_>, command: &WithdrawConfirmation) -> Applied {
    let id = command.exchange;
    let mut exchange = super::load(context, id)?;
    if exchange.other_side(context.actor).is_none() {
        return Err(Rejection::NotYourExchange);
    }
    if !super::has_statement(&exchange, context.actor) {
        return Err(Rejection::ExchangeStateWrong);
    }
    match exchange.status {
        ExchangeStatus::Accepted => {}
        ExchangeStatus::Contested => {
            exchange.contest = None;
            super::set_status(context, id, &mut exchange, ExchangeStatus::Accepted);
        }
        ExchangeStatus::Completed => {
            super::require_reflection(context, exchange.changed_at)?;
            super::completion::undo(context, id, &mut exchange)?;
        }
        ExchangeStatus::Requested
        | ExchangeStatus::Declined
        | ExchangeStatus::Withdrawn
        | ExchangeStatus::Cancelled
        | ExchangeStatus::NoShow
        | ExchangeStatus::Expired
        | ExchangeStatus::Invited
        | ExchangeStatus::Lapsed
        | ExchangeStatus::Stopped => return Err(Rejection::ExchangeStateWrong),
    }
    if context.actor == exchange.provider {
        exchange.provider_statement = None;
    } else {
        exchange.receiver_statement = None;
    }
    context.put(&keys::exchange(id), &exchange);
    context.emit(Event::Exchange(ExchangeEvent::ConfirmationWithdrawn {
        exchange: id,
        by: context.actor,
    }));
    Ok(())
}
