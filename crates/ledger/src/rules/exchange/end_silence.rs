//! Closes what one side, or both, have left unanswered for too long; anyone may say so.

use super::{decision, silence::silence_of};
use crate::{
    apply::Context, event::ExchangeEvent, operation::exchange::EndSilence, rejection::Rejection,
    rules::Applied,
};

pub(crate) fn apply(context: &mut Context<'_, '_>, command: &EndSilence) -> Applied {
    let id = command.exchange;
    let exchange = super::load(context, id)?;
    let silence = silence_of(&exchange, &context.pack()).ok_or(Rejection::ExchangeStateWrong)?;
    if context.time <= silence.due_at {
        return Err(Rejection::NotDue);
    }
    let event = ExchangeEvent::SilenceEnded {
        exchange: id,
        minutes: silence.minutes,
    };
    context.emit(event.into());
    if silence.minutes == 0 {
        decision::lapse(context, id, exchange)
    } else {
        decision::decide(context, id, exchange, silence.minutes)
    }
}
