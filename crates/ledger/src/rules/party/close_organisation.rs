//! Two administrators close an organisation: its keys and roles end.

use crate::{
    apply::Context,
    authority::Right,
    event::PartyEvent,
    operation::party::CloseOrganisation,
    rejection::Rejection,
    rules::{Applied, identity, require_right},
    state::records::{PartyKind, Standing},
};

pub(crate) fn apply(context: &mut Context<'_, '_>, command: &CloseOrganisation) -> Applied {
    let organisation = command.organisation;
    let area = identity::reach(context, organisation)?;
    require_right(context, Right::CloseParty, area)?;
    context.require_second()?;
    let record = context.party(organisation)?;
    if matches!(record.kind, PartyKind::Person { .. }) {
        return Err(Rejection::OrganisationNeeded);
    }
    if record.standing == Standing::Closed {
        return Err(Rejection::PartyInactive);
    }
    super::set_standing(context, organisation, Standing::Closed, None)?;
    super::end_roles(context, organisation);
    context.emit(PartyEvent::OrganisationClosed { organisation }.into());
    Ok(())
}
