//! What the office does for a page: finds words and names, signs in a person's name, submits, and
//! waits until the read models know.

mod act;
mod alerts;
mod attendee;
mod check_in;
pub(crate) mod credentials;
mod delegate;
pub(crate) mod endorse;
mod enrol;
mod handed;
mod leave;
mod listing;
mod matches;
mod names;
pub(crate) mod order;
mod proofs;
mod rating;
mod receipt;
mod roles;
mod rounds;
mod shown;
mod trust;

use std::sync::Arc;

use ledger::{PartyId, Timestamp};
use projections::Projections;
use tokio::sync::watch;
use vault::{PersonId, Vault};

use crate::{
    content::ContentStore,
    gateway::{Gateway, SubmitError},
    matchmaker::Matchmaker,
};

pub use act::ActError;
pub use alerts::Fit;
pub(crate) use delegate::acting_by;
pub use enrol::{EnrolError, Enrolled, NewOrganisation, NewResident};
pub use leave::LeaveError;
pub use listing::ListingDraft;
pub use matches::{Match, MatchOrder, open_listings};
pub use proofs::{OwnSubject, PublicSubject};
pub use receipt::ReceiptError;
pub use trust::TrustBook;

/// Everything a page may ask of its office. The parts are its own; pages go through its methods.
pub struct Desk {
    /// The organisation that runs this office; its key signs the office's own operations.
    pub office: PartyId,
    pub gateway: Arc<dyn Gateway>,
    pub vault: Arc<Vault>,
    pub projections: Arc<Projections>,
    pub content: ContentStore,
    pub matchmaker: Matchmaker,
    /// The ledger height that the read models have reached.
    pub projected: watch::Receiver<u64>,
    pub trust_book: TrustBook,
}

impl Desk {
    /// The time by which deadlines are judged; ahead of the wall clock only in a demonstration.
    pub fn now(&self) -> Timestamp {
        self.gateway.now()
    }

    /// Waits until the read models show the block at this height.
    pub async fn projected(&self, height: u64) -> Result<(), SubmitError> {
        let mut reached = self.projected.clone();
        match reached.wait_for(|projected| *projected >= height).await {
            Ok(_) => Ok(()),
            Err(_) => Err(SubmitError::Stopped),
        }
    }
}

/// The vault's id of a party; the ledger's and the vault's ids are the same bytes.
pub const fn person(party: PartyId) -> PersonId {
    PersonId(party.0)
}

/// The ledger's id of a person in the vault.
pub const fn party(person: PersonId) -> PartyId {
    PartyId(person.0)
}
