//! One side states that the service took place; with both statements the points are posted.

use crate::{
    apply::Context,
    event::{Event, ExchangeEvent},
    operation::{exchange::ConfirmService, listing::MINUTES_MAX},
    rejection::Rejection,
    rules::Applied,
    state::{
        keys,
        records::{ExchangeStatus, Statement},
    },
};

pub(crate) fn apply(context: &mut Context<'_, '_>, command: &ConfirmService) -> Applied {
    let id = command.exchange;
    let mut exchange = super::load_own(context, id, ExchangeStatus::Accepted)?;
    if context.time < exchange.start {
        return Err(Rejection::ServiceNotStarted);
    }
    let pack = super::completion::pack_of(context, &exchange)?;
    if !pack.minutes_fit(command.minutes, MINUTES_MAX) {
        return Err(Rejection::MinutesInvalid);
    }
    let statement = Some(Statement {
        minutes: command.minutes,
        at: context.time,
    });
    let other = if context.actor == exchange.provider {
        exchange.provider_statement = statement;
        exchange.receiver_statement
    } else {
        exchange.receiver_statement = statement;
        exchange.provider_statement
    };
    if other.is_some_and(|other| other.minutes != command.minutes) {
        return Err(Rejection::MinutesDiffer);
    }
    context.put(&keys::exchange(id), &exchange);
    let by = context.actor;
    context.emit(Event::Exchange(ExchangeEvent::ServiceConfirmed {
        exchange: id,
        by,
        minutes: command.minutes,
    }));
    match other {
        Some(_) => super::completion::complete(context, id, exchange, command.minutes),
        None => Ok(()),
    }
}
