//! An answer against which nobody appealed in time takes effect; anyone may say so.

use crate::{
    apply::Context, operation::dispute::CloseDispute, rejection::Rejection, rules::Applied,
    state::disputes::CaseStatus,
};

pub(crate) fn apply(context: &mut Context<'_, '_>, command: &CloseDispute) -> Applied {
    let case = super::load(context, command.case, CaseStatus::Answered)?;
    if context.time <= case.due {
        return Err(Rejection::NotDue);
    }
    let granted = case.answer;
    super::end(context, command.case, case, granted)
}
