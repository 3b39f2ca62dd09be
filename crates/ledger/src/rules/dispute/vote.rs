//! A member votes for the claim or for the answer; two equal votes decide.

use crate::{
    apply::Context,
    event::DisputeEvent,
    operation::dispute::VoteOnPanel,
    rejection::Rejection,
    rules::Applied,
    state::{disputes::CaseStatus, keys},
};

/// Votes that decide.
const MAJORITY: usize = 2;

pub(crate) fn apply(context: &mut Context<'_, '_>, command: &VoteOnPanel) -> Applied {
    let id = command.case;
    let mut case = super::load(context, id, CaseStatus::Appealed)?;
    let person = context.actor;
    let seat = case
        .panel
        .iter_mut()
        .find(|seat| seat.person == person && seat.for_claim.is_none());
    let seat = seat.ok_or(Rejection::NotOnPanel)?;
    seat.for_claim = Some(command.for_claim);
    context.put(&keys::case(id), &case);
    context.emit(DisputeEvent::PanelVoteCast { case: id, person }.into());
    let vote = Some(command.for_claim);
    let same = case.panel.iter().filter(|seat| seat.for_claim == vote);
    if same.count() < MAJORITY {
        return Ok(());
    }
    let granted = if command.for_claim {
        case.claim
    } else {
        case.answer
    };
    super::end(context, id, case, granted)
}
