//! A proposal that nobody approved in time ends; anyone may say so.

use crate::{
    apply::Context,
    event::ApprovalEvent,
    operation::approval::ExpireProposal,
    rejection::Rejection,
    rules::Applied,
    state::{keys, proposals::ProposalStatus},
};

pub(crate) fn apply(context: &mut Context<'_, '_>, command: &ExpireProposal) -> Applied {
    let mut proposal = super::load_open(context, command.proposal)?;
    if context.time <= proposal.expires_at {
        return Err(Rejection::NotDue);
    }
    proposal.status = ProposalStatus::Expired;
    context.put(&keys::proposal(command.proposal), &proposal);
    let proposal = command.proposal;
    context.emit(ApprovalEvent::ProposalExpired { proposal }.into());
    Ok(())
}
