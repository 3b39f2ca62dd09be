//! Another person approves a proposal, and it happens at once.

use crate::{
    apply::Context,
    event::ApprovalEvent,
    operation::approval::ApproveAction,
    rejection::Rejection,
    rules::{self, Applied},
    state::{keys, proposals::ProposalStatus},
};

/// What was proposed happens in the name of whoever proposed it, under its own rule: if that
/// refuses, because a role ran out or the world has changed, the approval is refused with its
/// reason and the proposal stays open.
pub(crate) fn apply(context: &mut Context<'_, '_>, command: &ApproveAction) -> Applied {
    let mut proposal = super::load_open(context, command.proposal)?;
    if context.time > proposal.expires_at {
        return Err(Rejection::ProposalOverdue);
    }
    if proposal.by == context.actor {
        return Err(Rejection::SecondPersonIsFirst);
    }
    if proposal.digest != command.action.digest() {
        return Err(Rejection::ProposalDiffers);
    }
    super::require_person_for(context, command.action.action())?;
    let second = context.actor;
    proposal.status = ProposalStatus::Approved(second);
    context.put(&keys::proposal(command.proposal), &proposal);
    let approved = ApprovalEvent::ActionApproved {
        proposal: command.proposal,
        proposed_by: proposal.by,
    };
    context.emit(approved.into());
    context.actor = proposal.by;
    context.second = Some(second);
    rules::apply_action(context, command.action.action())
}
