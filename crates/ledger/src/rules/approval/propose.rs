//! A person puts an action before a second one.

use crate::{
    apply::Context,
    event::ApprovalEvent,
    ids::ProposalId,
    operation::approval::{PROPOSAL_MS_MAX, ProposeAction},
    rejection::Rejection,
    rules::Applied,
    state::{
        keys,
        proposals::{Proposal, ProposalStatus},
    },
};

pub(crate) fn apply(context: &mut Context<'_, '_>, command: &ProposeAction) -> Applied {
    super::require_person_for(context, command.action.action())?;
    let latest = context.time.plus_ms(PROPOSAL_MS_MAX);
    if command.expires_at <= context.time || command.expires_at > latest {
        return Err(Rejection::ExpiryInvalid);
    }
    let id = ProposalId::derive(context.operation, context.position);
    let proposal = Proposal {
        by: context.actor,
        digest: command.action.digest(),
        expires_at: command.expires_at,
        status: ProposalStatus::Open,
    };
    context.put(&keys::proposal(id), &proposal);
    context.emit(ApprovalEvent::ActionProposed { proposal: id }.into());
    Ok(())
}
