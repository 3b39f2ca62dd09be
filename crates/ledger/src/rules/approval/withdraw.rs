//! Whoever proposed an action takes the proposal back.

use crate::{
    apply::Context,
    event::ApprovalEvent,
    operation::approval::WithdrawProposal,
    rejection::Rejection,
    rules::Applied,
    state::{keys, proposals::ProposalStatus},
};

pub(crate) fn apply(context: &mut Context<'_, '_>, command: &WithdrawProposal) -> Applied {
    let mut proposal = super::load_open(context, command.proposal)?;
    if proposal.by != context.actor {
        return Err(Rejection::ProposalOfAnother);
    }
    proposal.status = ProposalStatus::Withdrawn;
    context.put(&keys::proposal(command.proposal), &proposal);
    let proposal = command.proposal;
    context.emit(ApprovalEvent::ProposalWithdrawn { proposal }.into());
    Ok(())
}
