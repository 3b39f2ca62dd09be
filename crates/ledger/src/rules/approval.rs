//! The rule of two persons: what needs a second one, and how it is proposed and approved.

pub mod approve;
pub mod expire;
pub mod propose;
pub mod withdraw;

use crate::{
    apply::Context,
    area::AreaCode,
    authority::{Right, charter},
    ids::ProposalId,
    operation::{
        Action, ApprovalAction, ContentAction, DisputeAction, IdentityAction, PartyAction,
    },
    rejection::Rejection,
    rules::{Applied, identity, points_office, require_right},
    state::{
        keys,
        proposals::{Proposal, ProposalStatus},
        records::PartyKind,
    },
};

/// Hands an action of this family to its rule.
pub(crate) fn apply_action(context: &mut Context<'_, '_>, action: &ApprovalAction) -> Applied {
    match action {
        ApprovalAction::ProposeAction(command) => propose::apply(context, command),
        ApprovalAction::ApproveAction(command) => approve::apply(context, command),
        ApprovalAction::WithdrawProposal(command) => withdraw::apply(context, command),
        ApprovalAction::ExpireProposal(command) => expire::apply(context, command),
    }
}

/// Everything that needs two persons, with the right that both have and the area they have it over.
/// The rule of each such action calls [`Context::require_second`].
fn second_right(
    context: &Context<'_, '_>,
    action: &Action,
) -> Result<(Right, AreaCode), Rejection> {
    match action {
        Action::Identity(IdentityAction::RegisterKey(command)) => {
            let area = identity::recovery_area(context, command.party)?;
            area.map(|area| (Right::RecoverOffice, area))
                .ok_or(Rejection::SecondPersonNeedless)
        }
        Action::Identity(IdentityAction::GrantRole(command)) => {
            let area = identity::area_of_scope(context, command.scope)?;
            charter(command.role)
                .filter(|charter| charter.guarded)
                .map(|charter| (charter.given_under, area))
                .ok_or(Rejection::SecondPersonNeedless)
        }
        Action::Party(PartyAction::SuspendParty(command)) => {
            let area = identity::reach(context, command.party)?;
            Ok((Right::Suspend, area))
        }
        Action::Party(PartyAction::CloseOrganisation(command)) => {
            let area = identity::reach(context, command.organisation)?;
            Ok((Right::CloseParty, area))
        }
        Action::Party(PartyAction::ErasePerson(command)) => {
            let area = identity::reach(context, command.person)?;
            Ok((Right::CloseParty, area))
        }
        Action::Content(ContentAction::TakeDownContent(command)) => {
            Ok((Right::TakeDown, command.area))
        }
        Action::Dispute(DisputeAction::PublishCalendar(_)) => {
            Ok((Right::AdoptRulePack, context.meta()?.district))
        }
        Action::PointsOffice(action) => points_office::second_right(context, action),
        Action::Identity(_)
        | Action::Listing(_)
        | Action::Exchange(_)
        | Action::Points(_)
        | Action::Matching(_)
        | Action::Clock(_)
        | Action::Approval(_)
        | Action::Dispute(_)
        | Action::Content(_)
        | Action::Membership(_)
        | Action::Party(_)
        | Action::Household(_)
        | Action::Redemption(_)
        | Action::Item(_)
        | Action::Loan(_)
        | Action::Activity(_)
        | Action::Hut(_)
        | Action::Rating(_) => Err(Rejection::SecondPersonNeedless),
    }
}

/// Two persons are two people: an organisation's own key speaks for nobody in particular.
fn require_person_for(context: &Context<'_, '_>, action: &Action) -> Applied {
    let (right, area) = second_right(context, action)?;
    match context.party(context.actor)?.kind {
        PartyKind::Person { .. } => require_right(context, right, area),
        PartyKind::Organisation { .. } => Err(Rejection::NotAPerson),
    }
}

fn load_open(context: &Context<'_, '_>, id: ProposalId) -> Result<Proposal, Rejection> {
    let proposal = context
        .get(&keys::proposal(id))
        .ok_or(Rejection::ProposalUnknown)?;
    if proposal.status == ProposalStatus::Open {
        Ok(proposal)
    } else {
        Err(Rejection::ProposalClosed)
    }
}
