//! Whoever contradicted takes it back: the statement, or the no-show report, stands again.

use crate::{
    apply::Context, event::ExchangeEvent, operation::exchange::WithdrawContest,
    rejection::Rejection, rules::Applied, state::records::ExchangeStatus,
};

pub(crate) fn apply(context: &mut Context<'_, '_>, command: &WithdrawContest) -> Applied {
    let id = command.exchange;
    let mut exchange = super::load_own(context, id, ExchangeStatus::Contested)?;
    let by = context.actor;
    if exchange.contest.is_none_or(|contest| contest.by != by) {
        return Err(Rejection::NotYourExchange);
    }
    exchange.contest = None;
    let no_show = exchange.no_show_by.is_some();
    let status = if no_show {
        ExchangeStatus::NoShow
    } else {
        ExchangeStatus::Accepted
    };
    super::set_status(context, id, &mut exchange, status);
    let event = ExchangeEvent::ContestWithdrawn {
        exchange: id,
        by,
        no_show,
    };
    context.emit(event.into());
    Ok(())
}
