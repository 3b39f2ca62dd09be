//! What two persons decide together: one proposes, another reads the same and agrees.

pub(crate) mod list;
pub(crate) mod propose;
mod words;

use ledger::{
    Action,
    authority::Right,
    operation::{
        ApprovalAction, IdentityAction, PartyAction, PointsOfficeAction, approval::Payload,
    },
};
use projections::proposals::ProposalRow;

use crate::{AppState, Error};

/// What can be proposed here: the word of its address, and the right that it needs.
const KINDS: [(&str, Right); 6] = [
    ("fund", Right::KeepBooks),
    ("grant", Right::KeepBooks),
    ("pack", Right::AdoptRulePack),
    ("takedown", Right::TakeDown),
    ("suspend", Right::Suspend),
    ("death", Right::CloseParty),
];

/// The right that both persons need for an action.
const fn right_for(action: &Action) -> Right {
    match action {
        Action::PointsOffice(PointsOfficeAction::AdoptRulePack(_)) | Action::Dispute(_) => {
            Right::AdoptRulePack
        }
        Action::PointsOffice(_) => Right::KeepBooks,
        Action::Content(_) => Right::TakeDown,
        Action::Party(PartyAction::SuspendParty(_)) => Right::Suspend,
        Action::Party(_) => Right::CloseParty,
        Action::Identity(IdentityAction::RegisterKey(_)) => Right::RecoverOffice,
        _ => Right::GrantOffices,
    }
}

/// The action that was proposed, from the block that holds it.
async fn payload_of(state: &AppState, row: &ProposalRow) -> Result<Option<Payload>, Error> {
    let operation = state.desk.projections.operation(row.operation).await?;
    let Some(operation) = operation else {
        return Ok(None);
    };
    let Some(block) = state.desk.gateway.block(operation.height).await else {
        return Ok(None);
    };
    let digest = state.desk.gateway.head().state;
    let digest = digest.get(&ledger::state::keys::proposal(row.proposal));
    let proposed = block.operations.iter().flat_map(|envelope| {
        let actions = envelope.intent.operation.actions();
        actions.iter().filter_map(|action| match action {
            Action::Approval(ApprovalAction::ProposeAction(command)) => Some(&command.action),
            _ => None,
        })
    });
    let fits = |payload: &&Payload| {
        digest
            .as_ref()
            .is_some_and(|proposal| proposal.digest == payload.digest())
    };
    Ok(proposed.into_iter().find(fits).cloned())
}
