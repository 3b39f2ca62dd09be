//! One of the two invited sides says yes; with both it is agreed.

use crate::{
    apply::Context,
    event::ExchangeEvent,
    operation::exchange::AcceptInvitation,
    rejection::Rejection,
    rules::{Applied, listing},
    state::{keys, records::ExchangeStatus},
};

pub(crate) fn apply(context: &mut Context<'_, '_>, command: &AcceptInvitation) -> Applied {
    let id = command.exchange;
    let mut exchange = super::load_own(context, id, ExchangeStatus::Invited)?;
    if super::is_overdue(context, &exchange) {
        return Err(Rejection::RequestOverdue);
    }
    listing::require_licence(context, &exchange)?;
    let mut invitation = exchange.invitation.unwrap_or_default();
    let yes = if context.actor == exchange.provider {
        &mut invitation.provider
    } else {
        &mut invitation.receiver
    };
    if std::mem::replace(yes, true) {
        return Err(Rejection::ExchangeStateWrong);
    }
    exchange.invitation = Some(invitation);
    let by = context.actor;
    context.emit(ExchangeEvent::InvitationAccepted { exchange: id, by }.into());
    if !(invitation.provider && invitation.receiver) {
        context.put(&keys::exchange(id), &exchange);
        return Ok(());
    }
    super::places::enter(context, &exchange)?;
    super::close_request(context, &exchange);
    exchange.agreed_at = Some(context.time);
    super::set_status(context, id, &mut exchange, ExchangeStatus::Accepted);
    context.emit(ExchangeEvent::ExchangeAccepted { exchange: id }.into());
    Ok(())
}
