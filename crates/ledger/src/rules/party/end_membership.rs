//! Either side ends a membership, or an invitation to one.

use crate::{
    apply::Context, event::PartyEvent, operation::party::EndMembership, rejection::Rejection,
    rules::Applied, state::keys,
};

pub(crate) fn apply(context: &mut Context<'_, '_>, command: &EndMembership) -> Applied {
    let (organisation, person) = (command.organisation, command.person);
    if context.actor != person {
        super::require_speaker(context, organisation)?;
    }
    let key = keys::membership(organisation, person);
    context.get(&key).ok_or(Rejection::MembershipUnknown)?;
    context.remove(&key);
    let ended = PartyEvent::MembershipEnded {
        organisation,
        person,
    };
    context.emit(ended.into());
    Ok(())
}
