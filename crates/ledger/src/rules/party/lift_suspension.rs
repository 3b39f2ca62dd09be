//! One person ends a suspension early: what is in favour of somebody needs no second one.

use crate::{
    apply::Context,
    authority::Right,
    event::PartyEvent,
    operation::party::LiftSuspension,
    rejection::Rejection,
    rules::{Applied, identity, require_right},
    state::records::Standing,
};

pub(crate) fn apply(context: &mut Context<'_, '_>, command: &LiftSuspension) -> Applied {
    let party = command.party;
    let area = identity::reach(context, party)?;
    require_right(context, Right::Suspend, area)?;
    match context.party(party)?.standing {
        Standing::Suspended(until) if until >= context.time => {}
        Standing::Suspended(_) | Standing::Active | Standing::Closed => {
            return Err(Rejection::NotSuspended);
        }
    }
    super::set_standing(context, party, Standing::Active, None)?;
    context.emit(PartyEvent::SuspensionLifted { party }.into());
    Ok(())
}
