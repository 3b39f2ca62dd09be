//! A person agrees to belong to an organisation.

use crate::{
    apply::Context, event::PartyEvent, operation::party::AcceptMembership, rejection::Rejection,
    rules::Applied, state::keys,
};

pub(crate) fn apply(context: &mut Context<'_, '_>, command: &AcceptMembership) -> Applied {
    let (organisation, person) = (command.organisation, context.actor);
    let key = keys::membership(organisation, person);
    let mut membership = context.get(&key).ok_or(Rejection::MembershipUnknown)?;
    if membership.since.is_some() {
        return Err(Rejection::MembershipTaken);
    }
    super::require_organisation(context, organisation)?;
    membership.since = Some(context.time);
    context.put(&key, &membership);
    let accepted = PartyEvent::MembershipAccepted {
        organisation,
        person,
    };
    context.emit(accepted.into());
    Ok(())
}
