//! A member leaves a panel before voting; the seat is drawn again.

use crate::{
    apply::Context,
    event::DisputeEvent,
    operation::dispute::RecuseFromPanel,
    rejection::Rejection,
    rules::Applied,
    state::{disputes::CaseStatus, keys},
};

pub(crate) fn apply(context: &mut Context<'_, '_>, command: &RecuseFromPanel) -> Applied {
    let id = command.case;
    let mut case = super::load(context, id, CaseStatus::Appealed)?;
    let person = context.actor;
    let before = case.panel.len();
    case.panel
        .retain(|seat| seat.person != person || seat.for_claim.is_some());
    if case.panel.len() == before {
        return Err(Rejection::NotOnPanel);
    }
    case.recused.push(person);
    context.put(&keys::case(id), &case);
    context.emit(DisputeEvent::PanelistRecused { case: id, person }.into());
    Ok(())
}
