//! An organisation asks a person to belong to it; nobody is enlisted without being asked.

use crate::{
    apply::Context,
    event::PartyEvent,
    operation::party::InviteMember,
    rejection::Rejection,
    rules::Applied,
    state::{keys, parties::Membership},
};

pub(crate) fn apply(context: &mut Context<'_, '_>, command: &InviteMember) -> Applied {
    let (organisation, person) = (command.organisation, command.person);
    super::require_speaker(context, organisation)?;
    super::require_person(context, person)?;
    let key = keys::membership(organisation, person);
    if context.get(&key).is_some() {
        return Err(Rejection::MembershipTaken);
    }
    let membership = Membership {
        capacity: command.capacity,
        since: None,
    };
    context.put(&key, &membership);
    let invited = PartyEvent::MemberInvited {
        organisation,
        person,
    };
    context.emit(invited.into());
    Ok(())
}
