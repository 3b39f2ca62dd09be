//! A witness in office states what took place: beside one side's statement at any time, against it
//! once the other side has been silent for 72 hours, and wherever the two contradict each other.

use super::{decision, officials::require_official, silence::ANSWER_MS};
use crate::{
    apply::Context,
    event::ExchangeEvent,
    operation::{exchange::WitnessService, listing::MINUTES_MAX},
    rejection::Rejection,
    rules::Applied,
    state::records::{Exchange, ExchangeStatus},
};

pub(crate) fn apply(context: &mut Context<'_, '_>, command: &WitnessService) -> Applied {
    let id = command.exchange;
    let exchange = super::load(context, id)?;
    if exchange.other_side(context.actor).is_some() {
        return Err(Rejection::WitnessIsParty);
    }
    let area = context.party(exchange.receiver)?.area;
    require_official(context, area, command.hut)?;
    let minutes = command.minutes;
    let is_duration = minutes == 0 || context.pack().minutes_fit(minutes, MINUTES_MAX);
    if !is_duration || minutes > claimed_minutes(&exchange)? {
        return Err(Rejection::MinutesInvalid);
    }
    check_turn(context, &exchange, minutes)?;
    let event = ExchangeEvent::ServiceWitnessed {
        exchange: id,
        by: context.actor,
        minutes,
    };
    context.emit(event.into());
    decision::decide(context, id, exchange, minutes)
}

/// What is claimed: by a statement, or by the answer to a no-show report.
fn claimed_minutes(exchange: &Exchange) -> Result<u16, Rejection> {
    match (exchange.status, exchange.claim()) {
        (ExchangeStatus::Accepted | ExchangeStatus::Contested, Some((_, claim))) => {
            Ok(claim.minutes)
        }
        (ExchangeStatus::Contested, None) => Ok(exchange.minutes),
        _ => Err(Rejection::ExchangeStateWrong),
    }
}

/// The other side has its 72 hours before anybody decides against what was stated.
fn check_turn(context: &Context<'_, '_>, exchange: &Exchange, minutes: u16) -> Applied {
    let Some((_, claim)) = exchange.claim() else {
        return Ok(());
    };
    let agrees = claim.minutes == minutes;
    let silent_since = exchange.end().max(claim.at);
    let is_silent = context.time > silent_since.plus_ms(ANSWER_MS);
    if agrees || is_silent || exchange.status == ExchangeStatus::Contested {
        Ok(())
    } else {
        Err(Rejection::NotDue)
    }
}
