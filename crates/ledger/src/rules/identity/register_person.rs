//! A clerk enrols a person: one person, one pseudonym, one identity.

use crate::{
    apply::Context,
    area::AreaLevel,
    authority::Right,
    event::{Event, IdentityEvent},
    operation::identity::{IdentityLevel, RegisterPerson},
    rejection::Rejection,
    rules::{Applied, require_area, require_right},
    state::{
        keys,
        records::{Party, PartyKind, Standing},
    },
};

pub(crate) fn apply(context: &mut Context<'_, '_>, command: &RegisterPerson) -> Applied {
    require_area(context, command.community, &[AreaLevel::Community])?;
    require_right(context, Right::EnrolPerson, command.community)?;
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
        standing: Standing::Active,
    };
    context.put(&keys::party(command.person), &party);
    context.put(&keys::pseudonym(&command.pseudonym), &command.person);
    context.emit(Event::Identity(IdentityEvent::PersonRegistered {
        person: command.person,
        key,
    }));
    Ok(())
}
