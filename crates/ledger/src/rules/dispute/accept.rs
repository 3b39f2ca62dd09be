//! A side accepts the answer; with the last one it takes effect.

use crate::{
    apply::Context,
    event::DisputeEvent,
    operation::dispute::AcceptAnswer,
    rejection::Rejection,
    rules::Applied,
    state::{disputes::CaseStatus, keys},
};

pub(crate) fn apply(context: &mut Context<'_, '_>, command: &AcceptAnswer) -> Applied {
    let id = command.case;
    let mut case = super::load(context, id, CaseStatus::Answered)?;
    let actor = context.actor;
    if !case.is_side(actor) || case.accepted.contains(&actor) {
        return Err(Rejection::NotYourCase);
    }
    case.accepted.push(actor);
    context.put(&keys::case(id), &case);
    context.emit(DisputeEvent::AnswerAccepted { case: id }.into());
    let others = case.respondent.into_iter().chain([case.filed_by]);
    if others.into_iter().all(|side| case.accepted.contains(&side)) {
        let granted = case.answer;
        return super::end(context, id, case, granted);
    }
    Ok(())
}
