//! A clerk who has seen a licence attests it, with the day on which it runs out.

use crate::{
    apply::Context,
    category::needs_licence,
    event::ListingEvent,
    operation::{identity::Role, listing::AttestLicence},
    rejection::Rejection,
    rules::{Applied, require_role},
    state::{keys, records::Licence},
};

pub(crate) fn apply(context: &mut Context<'_, '_>, command: &AttestLicence) -> Applied {
    let party = command.party;
    let area = context.party(party)?.area;
    require_role(context, Role::Clerk, area)?;
    if !needs_licence(command.category) {
        return Err(Rejection::LicenceNotNeeded);
    }
    if command.until <= context.time {
        return Err(Rejection::TimeInThePast);
    }
    let licence = Licence {
        attested_by: context.actor,
        until: command.until,
    };
    context.put(&keys::licence(party, command.category), &licence);
    context.emit(ListingEvent::LicenceAttested { party }.into());
    Ok(())
}
