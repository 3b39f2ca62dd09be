//! A clerk who has seen a licence attests it, with the day on which it runs out.

use crate::{
    apply::Context,
    authority::Right,
    category::needs_licence,
    event::ListingEvent,
    operation::listing::AttestLicence,
    rejection::Rejection,
    rules::{Applied, require_right},
    state::{keys, records::Licence},
};

pub(crate) fn apply(context: &mut Context<'_, '_>, command: &AttestLicence) -> Applied {
    let party = command.party;
    let area = context.party(party)?.area;
    require_right(context, Right::AttestLicence, area)?;
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
