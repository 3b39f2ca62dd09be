//! An asked side says no; nobody has to give a reason.

use crate::{
    apply::Context,
    event::ExchangeEvent,
    ids::ExchangeId,
    operation::exchange::DeclineExchange,
    rejection::Rejection,
    rules::Applied,
    state::records::{Exchange, ExchangeStatus},
};

pub(crate) fn apply(context: &mut Context<'_, '_>, command: &DeclineExchange) -> Applied {
    let id = command.exchange;
    let mut exchange = load_asked_or_invited(context, id)?;
    super::end_request(context, id, &mut exchange, ExchangeStatus::Declined)?;
    context.emit(ExchangeEvent::ExchangeDeclined { exchange: id }.into());
    Ok(())
}

/// An invitation asks both sides, and each may say no even after its yes.
fn load_asked_or_invited(context: &Context<'_, '_>, id: ExchangeId) -> Result<Exchange, Rejection> {
    if super::load(context, id)?.status == ExchangeStatus::Invited {
        super::load_own(context, id, ExchangeStatus::Invited)
    } else {
        super::load_asked(context, id)
    }
}
