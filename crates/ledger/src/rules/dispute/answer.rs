//! The office answers: somebody who may, and who is on neither side.

use crate::{
    apply::Context,
    authority::Right,
    event::DisputeEvent,
    operation::dispute::AnswerDispute,
    rejection::Rejection,
    rules::{Applied, require_right},
    state::{disputes::CaseStatus, keys},
};

pub(crate) fn apply(context: &mut Context<'_, '_>, command: &AnswerDispute) -> Applied {
    let id = command.case;
    let mut case = super::load(context, id, CaseStatus::Filed)?;
    require_right(context, Right::AnswerDispute, case.area)?;
    if case.is_side(context.actor) {
        return Err(Rejection::HandlerIsSide);
    }
    super::require_remedy(case.subject, command.remedy)?;
    case.answer = command.remedy;
    case.answered_by = Some(context.actor);
    case.due = super::due_in(context, super::APPEAL_DAYS);
    case.status = CaseStatus::Answered;
    context.put(&keys::case(id), &case);
    let due = case.due;
    context.emit(DisputeEvent::DisputeAnswered { case: id, due }.into());
    Ok(())
}
