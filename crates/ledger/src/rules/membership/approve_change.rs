//! A validator's organisation approves a change; the one that makes more than two thirds decides.

use crate::{
    apply::Context, event::MembershipEvent, operation::membership::ApproveChange,
    rejection::Rejection, rules::Applied, state::keys, state::membership::ChangeStatus,
};

pub(crate) fn apply(context: &mut Context<'_, '_>, command: &ApproveChange) -> Applied {
    super::require_voice(context)?;
    let id = command.change;
    let change = context.get(&keys::change(id));
    let mut change = change.ok_or(Rejection::ChangeUnknown)?;
    if change.status != ChangeStatus::Open || change.open_until < context.time {
        return Err(Rejection::ChangeClosed);
    }
    if change.approvals.contains(&context.actor) {
        return Err(Rejection::ApprovalDuplicate);
    }
    let by = context.actor;
    change.approvals.push(by);
    context.emit(MembershipEvent::ChangeApproved { change: id, by }.into());
    super::decide(context, id, change)
}
