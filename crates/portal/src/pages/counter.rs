//! What a clerk does at the counter; whom they serve is limited to the areas they are clerk of.

use ledger::{
    PartyId,
    operation::identity::Role,
    state::{keys, records::PartyKind},
};
use vault::{Access, Field, PersonalData, Purpose, Reader};

use crate::desk::person;
use crate::{AppState, Error, Page};

pub(crate) mod delegate;
pub(crate) mod desk;
pub(crate) mod enrol;
pub(crate) mod guardian;
pub(crate) mod handover;
pub(crate) mod losses;
pub(crate) mod people;

/// Whether this clerk serves this party: a natural person who lives where the clerk is one.
fn serves(state: &AppState, clerk: PartyId, resident: PartyId) -> bool {
    let record = state.desk.gateway.head().state.get(&keys::party(resident));
    record.is_some_and(|record| {
        // A code for an organisation would hand its powers to whoever stands at the counter.
        matches!(record.kind, PartyKind::Person { .. })
            && state.desk.holds(clerk, Role::Clerk, record.area)
    })
}

/// The clerk and the person of a counter page; for a clerk of elsewhere, the page does not exist.
fn clerk_and_resident(
    state: &AppState,
    page: &Page,
    resident: &str,
) -> Result<(PartyId, PartyId), Error> {
    let clerk = page.actor()?;
    let resident = PartyId::from_hex(resident).ok_or_else(Error::not_found)?;
    if !serves(state, clerk, resident) {
        return Err(Error::forbidden());
    }
    Ok((clerk, resident))
}

/// Opens personal data for the service at hand; the person finds the look in their own log.
async fn read(
    state: &AppState,
    page: &Page,
    (clerk, resident): (PartyId, PartyId),
    fields: &[Field],
) -> Result<PersonalData, Error> {
    let access = Access {
        reader: Reader::Office(person(clerk)),
        purpose: Purpose::CounterService,
        at_ms: page.wall_ms,
    };
    Ok(state
        .desk
        .vault
        .read(person(resident), fields, access)
        .await?)
}
