//! A clerk enrols a person: one person, one pseudonym, one identity.

use crate::{
    apply::Context,
    area::AreaLevel,
    event::{Event, IdentityEvent},
    operation::identity::{IdentityLevel, RegisterPerson, Role},
    rejection::Rejection,
    rules::{Applied, require_area, require_role},
    state::{
        keys,
        records::{Party, PartyKind},
    },
};

pub(crate) fn apply(context: &mut Context<'_, '_>, command: &RegisterPerson) -> Applied {
    require_area(context, command.community, &[AreaLevel::Community])?;
    require_role(context, Role::Clerk, command.community)?;
    super::require_free_party(context, command.person)?;
    if context.get(&keys::pseudonym(&command.pseudonym)).is_some() {
        return Err(Rejection::PersonAlreadyEnrolled);
    }
    // An endorsement is an organisation's act of its own, never the counter's.
    if command.level == IdentityLevel::Endorsed {
        return Err(Rejection::LevelTooLow);
    }
    let key = super::add_key(context, command.person, command.key, command.custody)?;
    let party = Party {
        kind: PartyKind::Person {
            level: command.level,
            pseudonym: command.pseudonym,
        },
        area: command.community,
        registered_by: context.actor,
    };
    context.put(&keys::party(command.person), &party);
    context.put(&keys::pseudonym(&command.pseudonym), &command.person);
    context.emit(Event::Identity(IdentityEvent::PersonRegistered {
        person: command.person,
        key,
    }));
    Ok(())
}
