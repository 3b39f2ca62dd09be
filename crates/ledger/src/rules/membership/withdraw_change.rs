//! Whoever proposed a change takes it back before it was decided.

use crate::{
    apply::Context, event::MembershipEvent, operation::membership::WithdrawChange,
    rejection::Rejection, rules::Applied, state::keys, state::membership::ChangeStatus,
};

pub(crate) fn apply(context: &mut Context<'_, '_>, command: &WithdrawChange) -> Applied {
    let id = command.change;
    let change = context.get(&keys::change(id));
    let mut change = change.ok_or(Rejection::ChangeUnknown)?;
    if change.proposed_by != context.actor {
        return Err(Rejection::ChangeOfAnotherParty);
    }
    if change.status != ChangeStatus::Open {
        return Err(Rejection::ChangeClosed);
    }
    change.status = ChangeStatus::Withdrawn;
    context.put(&keys::change(id), &change);
    context.emit(MembershipEvent::ChangeWithdrawn { change: id }.into());
    Ok(())
}
