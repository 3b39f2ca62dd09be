//! Two persons keep a party from acting for a time; what it agreed to before goes on.

use crate::{
    apply::Context,
    authority::Right,
    event::PartyEvent,
    operation::party::{SUSPENSION_MS_MAX, SuspendParty},
    rejection::Rejection,
    rules::{Applied, identity, require_right},
    state::records::Standing,
};

pub(crate) fn apply(context: &mut Context<'_, '_>, command: &SuspendParty) -> Applied {
    let party = command.party;
    let area = identity::reach(context, party)?;
    require_right(context, Right::Suspend, area)?;
    context.require_second()?;
    if context.party(party)?.standing == Standing::Closed {
        return Err(Rejection::PartyInactive);
    }
    let latest = context.time.plus_ms(SUSPENSION_MS_MAX);
    if command.until <= context.time || command.until > latest {
        return Err(Rejection::ExpiryInvalid);
    }
    let until = command.until;
    super::set_standing(context, party, Standing::Suspended(until), Some(until))?;
    context.emit(PartyEvent::PartySuspended { party }.into());
    Ok(())
}
