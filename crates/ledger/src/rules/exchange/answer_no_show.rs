//! Whoever is said not to have come contradicts it within 72 hours.

use super::silence::ANSWER_MS;
use crate::{
    apply::Context,
    event::ExchangeEvent,
    operation::exchange::AnswerNoShow,
    rejection::Rejection,
    rules::Applied,
    state::{records::ExchangeStatus, service::Contest},
};

pub(crate) fn apply(context: &mut Context<'_, '_>, command: &AnswerNoShow) -> Applied {
    let id = command.exchange;
    let mut exchange = super::load_own(context, id, ExchangeStatus::NoShow)?;
    let by = context.actor;
    if exchange.no_show_by == Some(by) {
        return Err(Rejection::NotYourExchange);
    }
    // A report that a witness has upheld was answered before.
    if exchange.contest.is_some() {
        return Err(Rejection::ExchangeStateWrong);
    }
    if context.time > exchange.changed_at.plus_ms(ANSWER_MS) {
        return Err(Rejection::AnswerTooLate);
    }
    exchange.contest = Some(Contest {
        by,
        minutes: 0,
        at: context.time,
    });
    super::set_status(context, id, &mut exchange, ExchangeStatus::Contested);
    context.emit(ExchangeEvent::NoShowAnswered { exchange: id, by }.into());
    Ok(())
}
