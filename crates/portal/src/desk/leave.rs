//! A person leaves: the ledger closes what they had open and erases them, then the vault forgets.

use ledger::{
    Action, ExchangeId, ListingId, PartyId,
    operation::party::{COMMITMENTS_MAX, EndCommitments, ErasePerson, ErasureCause},
    state::{keys, records::Standing},
};
use projections::{Error as ProjectionError, Page, exchanges, listings::Filter};
use vault::VaultError;

use super::{ActError, Desk, person};

/// Why somebody could not leave.
#[derive(Debug, thiserror::Error)]
pub enum LeaveError {
    #[error(transparent)]
    Act(#[from] ActError),
    #[error("the read models failed")]
    Projections(#[from] ProjectionError),
    #[error("the vault failed")]
    Vault(#[from] VaultError),
}

/// The most rows that are read of each kind.
const ROWS_MAX: u32 = 1_000;

impl Desk {
    /// Erases a person by their own wish. The ledger goes first: were the key destroyed before,
    /// nobody could sign that they left. A crash in between is mended by asking again.
    pub async fn leave(&self, party: PartyId, wall_ms: u64) -> Result<(), LeaveError> {
        let state = self.gateway.head().state;
        let record = state.get(&keys::party(party));
        if !record.is_some_and(|record| record.standing == Standing::Closed) {
            self.leave_the_ledger(party).await?;
        }
        self.vault.erase(person(party), wall_ms).await?;
        Ok(())
    }

    async fn leave_the_ledger(&self, party: PartyId) -> Result<(), LeaveError> {
        let (listings, exchanges) = self.commitments_of(party).await?;
        let (first, rest) = split(&listings, &exchanges);
        let erase = ErasePerson {
            person: party,
            cause: ErasureCause::OwnWish,
            listings: first.0,
            exchanges: first.1,
        };
        self.act(party, Action::from(erase)).await?;
        for (listings, exchanges) in rest {
            let end = EndCommitments {
                party,
                listings,
                exchanges,
            };
            self.act(self.office, Action::from(end)).await?;
        }
        Ok(())
    }

    /// What a person has open: listings that still take questions, exchanges that have not ended.
    async fn commitments_of(
        &self,
        party: PartyId,
    ) -> Result<(Vec<ListingId>, Vec<ExchangeId>), ProjectionError> {
        let own = Filter {
            owner: Some(party),
            ..Filter::default()
        };
        let page = Page::first(ROWS_MAX);
        let listings = self.projections.listings(&own, page).await?.into_iter();
        let open = listings.filter(|listing| listing.closed_at.is_none());
        let exchanges = self
            .projections
            .exchanges_of(party, exchanges::Standing::Open, page)
            .await?
            .into_iter();
        Ok((
            open.map(|listing| listing.listing).collect(),
            exchanges.map(|exchange| exchange.exchange).collect(),
        ))
    }
}

type Portion = (Vec<ListingId>, Vec<ExchangeId>);

/// As much as one operation may end, and the rest in further portions.
fn split(listings: &[ListingId], exchanges: &[ExchangeId]) -> (Portion, Vec<Portion>) {
    let listings = listings.chunks(COMMITMENTS_MAX);
    let exchanges = exchanges.chunks(COMMITMENTS_MAX);
    let mut portions = exchanges
        .map(|some| (Vec::new(), some.to_vec()))
        .chain(listings.map(|some| (some.to_vec(), Vec::new())));
    let first = portions.next().unwrap_or_default();
    (first, portions.collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_left_out_and_no_portion_is_too_large() {
        let listings = vec![ListingId([1; 16]); 70];
        let exchanges = vec![ExchangeId([2; 16]); 3];
        let (first, rest) = split(&listings, &exchanges);
        assert_eq!((first.0.len(), first.1.len()), (0, 3));
        let sizes: Vec<_> = rest.iter().map(|(listings, _)| listings.len()).collect();
        assert_eq!(sizes, [64, 6]);
        assert_eq!(split(&[], &[]), ((Vec::new(), Vec::new()), Vec::new()));
    }
}
