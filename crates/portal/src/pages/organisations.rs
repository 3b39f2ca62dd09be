//! What an organisation does here, through the people who lead it.

pub(crate) mod claims;
pub(crate) mod endorse;
pub(crate) mod entries;
pub(crate) mod home;

use ledger::PartyId;

use crate::{AppState, Error, Page};

/// The organisation of a path, if the reader leads it; for anybody else it is not there.
pub(crate) fn led(state: &AppState, page: &Page, id: &str) -> Result<PartyId, Error> {
    let organisation = PartyId::from_hex(id).ok_or_else(Error::not_found)?;
    let led = state.desk.organisations_led_by(page.actor()?);
    led.contains(&organisation)
        .then_some(organisation)
        .ok_or_else(Error::not_found)
}

pub(crate) async fn name(
    state: &AppState,
    page: &Page,
    organisation: PartyId,
) -> Result<String, Error> {
    let name = state.desk.name(organisation, page.language).await?;
    Ok(name.unwrap_or_default())
}
