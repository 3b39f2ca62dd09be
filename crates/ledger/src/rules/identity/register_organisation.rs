//! An administrator enrols an organisation in the area it works in.

use crate::{
    apply::Context,
    area::AreaLevel,
    authority::Right,
    event::{Event, IdentityEvent},
    operation::identity::RegisterOrganisation,
    rules::{Applied, require_area, require_right},
    state::{
        keys,
        records::{Party, PartyKind, Standing},
    },
};

pub(crate) fn apply(context: &mut Context<'_, '_>, command: &RegisterOrganisation) -> Applied {
    let levels = [
        AreaLevel::District,
        AreaLevel::Subdistrict,
        AreaLevel::Community,
    ];
    require_area(context, command.area, &levels)?;
    require_right(context, Right::RegisterOrganisation, command.area)?;
    super::require_free_party(context, command.organisation)?;
    super::require_content(&command.content)?;
    let key = super::add_key(context, command.organisation, command.key, command.custody)?;
    let party = Party {
        kind: PartyKind::Organisation {
            kind: command.kind,
            content: command.content,
        },
        area: command.area,
        registered_by: context.actor,
        standing: Standing::Active,
    };
    context.put(&keys::party(command.organisation), &party);
    context.emit(Event::Identity(IdentityEvent::OrganisationRegistered {
        organisation: command.organisation,
        key,
    }));
    Ok(())
}
