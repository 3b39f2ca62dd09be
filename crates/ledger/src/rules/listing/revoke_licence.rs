//! A clerk takes an attestation back: it was a mistake, or the licence was withdrawn. What is
//! agreed goes on; nothing new is.

use crate::{
    apply::Context,
    authority::Right,
    event::ListingEvent,
    operation::listing::RevokeLicence,
    rejection::Rejection,
    rules::{Applied, require_right},
    state::keys,
};

pub(crate) fn apply(context: &mut Context<'_, '_>, command: &RevokeLicence) -> Applied {
    let party = command.party;
    let area = context.party(party)?.area;
    require_right(context, Right::AttestLicence, area)?;
    let key = keys::licence(party, command.category);
    context.get(&key).ok_or(Rejection::LicenceUnknown)?;
    context.remove(&key);
    context.emit(ListingEvent::LicenceRevoked { party }.into());
    Ok(())
}
