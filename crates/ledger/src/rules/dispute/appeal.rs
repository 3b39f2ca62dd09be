//! A side asks for the panel: against the answer, or because there was none in time.

use crate::{
    apply::Context,
    event::DisputeEvent,
    operation::dispute::AppealAnswer,
    rejection::Rejection,
    rules::Applied,
    state::{disputes::CaseStatus, keys},
};

pub(crate) fn apply(context: &mut Context<'_, '_>, command: &AppealAnswer) -> Applied {
    let id = command.case;
    let mut case = context.get(&keys::case(id)).ok_or(Rejection::CaseUnknown)?;
    if !case.is_side(context.actor) || case.accepted.contains(&context.actor) {
        return Err(Rejection::NotYourCase);
    }
    let is_overdue = context.time > case.due;
    match case.status {
        CaseStatus::Filed if is_overdue => case.late = true,
        CaseStatus::Filed => return Err(Rejection::NotDue),
        CaseStatus::Answered if is_overdue => return Err(Rejection::CaseTooLate),
        CaseStatus::Answered => {}
        CaseStatus::Appealed | CaseStatus::Closed(_) | CaseStatus::Withdrawn => {
            return Err(Rejection::CaseStateWrong);
        }
    }
    case.due = super::due_in(context, super::PANEL_DAYS);
    case.status = CaseStatus::Appealed;
    context.put(&keys::case(id), &case);
    let due = case.due;
    context.emit(DisputeEvent::AnswerAppealed { case: id, due }.into());
    Ok(())
}
