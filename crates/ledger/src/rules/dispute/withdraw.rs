//! Whoever filed a dispute takes it back while nobody has answered.

use crate::{
    apply::Context,
    event::DisputeEvent,
    operation::dispute::WithdrawDispute,
    rejection::Rejection,
    rules::{Applied, dispute::remedy},
    state::{disputes::CaseStatus, keys},
};

pub(crate) fn apply(context: &mut Context<'_, '_>, command: &WithdrawDispute) -> Applied {
    let id = command.case;
    let mut case = super::load(context, id, CaseStatus::Filed)?;
    if case.filed_by != context.actor {
        return Err(Rejection::NotYourCase);
    }
    context.remove(&keys::mark(case.subject));
    remedy::unfreeze(context, id, &case)?;
    case.status = CaseStatus::Withdrawn;
    context.put(&keys::case(id), &case);
    context.emit(DisputeEvent::DisputeWithdrawn { case: id }.into());
    Ok(())
}
