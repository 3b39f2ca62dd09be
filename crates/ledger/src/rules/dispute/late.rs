//! An office that has not answered in time is late, once and for ever; anyone may say so.

use crate::{
    apply::Context,
    event::DisputeEvent,
    operation::dispute::NoteLateAnswer,
    rejection::Rejection,
    rules::Applied,
    state::{disputes::CaseStatus, keys},
};

pub(crate) fn apply(context: &mut Context<'_, '_>, command: &NoteLateAnswer) -> Applied {
    let id = command.case;
    let mut case = super::load(context, id, CaseStatus::Filed)?;
    if case.late || context.time <= case.due {
        return Err(Rejection::NotDue);
    }
    case.late = true;
    context.put(&keys::case(id), &case);
    context.emit(DisputeEvent::AnswerLate { case: id }.into());
    Ok(())
}
