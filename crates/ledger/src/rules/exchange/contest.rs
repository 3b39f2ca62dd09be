//! One side contradicts the other's statement: nothing is posted until that is settled.

use crate::{
    apply::Context,
    event::ExchangeEvent,
    operation::{exchange::ContestService, listing::MINUTES_MAX},
    rejection::Rejection,
    rules::Applied,
    state::{records::ExchangeStatus, service::Contest},
};

pub(crate) fn apply(context: &mut Context<'_, '_>, command: &ContestService) -> Applied {
    let id = command.exchange;
    let mut exchange = super::load_own(context, id, ExchangeStatus::Accepted)?;
    let by = context.actor;
    let claim = exchange.claim().filter(|(claimant, _)| *claimant != by);
    let (_, claim) = claim.ok_or(Rejection::ExchangeStateWrong)?;
    let minutes = command.minutes;
    let is_duration = minutes == 0 || context.pack().minutes_fit(minutes, MINUTES_MAX);
    if !is_duration || minutes >= claim.minutes {
        return Err(Rejection::MinutesInvalid);
    }
    let at = context.time;
    exchange.contest = Some(Contest { by, minutes, at });
    super::set_status(context, id, &mut exchange, ExchangeStatus::Contested);
    let event = ExchangeEvent::ServiceContested {
        exchange: id,
        by,
        minutes,
    };
    context.emit(event.into());
    Ok(())
}
