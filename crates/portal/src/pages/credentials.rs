//! Credentials: a person's own, shown to somebody, checked at a counter, fetched by a wallet.

pub(crate) mod ask;
pub(crate) mod check;
pub(crate) mod issuer;
pub(crate) mod mine;
pub(crate) mod show;
pub(crate) mod wallet;
mod words;

use credentials::status::Status;
use ledger::PartyId;
use vault::{CredentialId, StandingOfCredential, StoredCredential};

use crate::desk::credentials::{Claim, Moment};
use crate::{AppState, Error, Page};

/// How this office is called in credentials: by its address, or by its id where it has none.
pub(crate) fn issuer_of(state: &AppState) -> String {
    let origin = state.settings.origin.as_deref();
    origin.map_or_else(
        || format!("urn:linli:office:{}", state.desk.office),
        |origin| origin.trim_end_matches('/').to_owned(),
    )
}

/// To whom a credential is shown on this office's own page for checking.
fn counter_of(state: &AppState) -> String {
    format!("{}/credentials/check", issuer_of(state))
}

fn moment(page: &Page) -> Moment {
    Moment {
        now: ledger::Timestamp(page.now_ms),
        wall_ms: page.wall_ms,
    }
}

/// A credential of the reader; of others' they learn nothing.
async fn own(
    state: &AppState,
    page: &Page,
    id: &str,
) -> Result<(PartyId, StoredCredential, Claim), Error> {
    let owner = page.actor()?;
    let id = CredentialId::parse(id).ok_or_else(Error::not_found)?;
    let all = state.desk.credentials_of(owner).await?;
    let stored = all.into_iter().find(|one| one.place.id == id);
    let stored = stored.ok_or_else(Error::not_found)?;
    let claim = Claim::parse(&stored.kind).ok_or_else(Error::not_found)?;
    Ok((owner, stored, claim))
}

const fn status_of(standing: StandingOfCredential) -> Status {
    match standing {
        StandingOfCredential::Valid => Status::Valid,
        StandingOfCredential::Revoked => Status::Revoked,
        StandingOfCredential::Suspended => Status::Suspended,
    }
}
