//! Residents who agree to sit on panels of their community, each on a numbered chair.

use crate::{
    apply::Context,
    event::DisputeEvent,
    operation::{dispute::JoinPanelPool, identity::IdentityLevel},
    rejection::Rejection,
    rules::Applied,
    state::{disputes::PoolMember, keys, records::PartyKind},
};

pub(crate) fn join(context: &mut Context<'_, '_>, command: &JoinPanelPool) -> Applied {
    let person = context.actor;
    let record = context.party(person)?;
    match record.kind {
        PartyKind::Person { level, .. } if level >= IdentityLevel::RealNameChecked => {}
        PartyKind::Person { .. } => return Err(Rejection::LevelTooLow),
        PartyKind::Organisation { .. } => return Err(Rejection::NotAPerson),
    }
    if context.get(&keys::pool_chair_of(person)).is_some() {
        return Err(Rejection::PanelPoolUnchanged);
    }
    let size = context.get(&keys::pool_size(record.area)).unwrap_or(0);
    let member = PoolMember {
        person,
        building: command.building,
    };
    context.put(&keys::pool_chair(record.area, size), &member);
    context.put(&keys::pool_chair_of(person), &(record.area, size));
    context.put(&keys::pool_size(record.area), &size.saturating_add(1));
    context.emit(DisputeEvent::PanelPoolJoined { person }.into());
    Ok(())
}

/// Whoever sits on the last chair moves to the one that becomes free.
pub(crate) fn leave(context: &mut Context<'_, '_>) -> Applied {
    let person = context.actor;
    let place = keys::pool_chair_of(person);
    let (area, chair) = context.get(&place).ok_or(Rejection::PanelPoolUnchanged)?;
    let size = context.get(&keys::pool_size(area)).unwrap_or(0);
    let last = size.saturating_sub(1);
    if let Some(mover) = context.get(&keys::pool_chair(area, last)) {
        context.put(&keys::pool_chair(area, chair), &mover);
        context.put(&keys::pool_chair_of(mover.person), &(area, chair));
    }
    context.remove(&keys::pool_chair(area, last));
    context.remove(&place);
    context.put(&keys::pool_size(area), &last);
    context.emit(DisputeEvent::PanelPoolLeft { person }.into());
    Ok(())
}
