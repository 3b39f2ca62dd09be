//! A person leaves: the ledger closes what they had open and erases them, then the vault forgets.

use ledger::{
    Action, PartyId, Rejection,
    operation::party::{COMMITMENTS_MAX, Commitment, EndCommitments, ErasePerson, ErasureCause},
    state::{keys, records::Standing, sharing::LoanStatus},
};
use projections::{
    Error as ProjectionError, Page,
    catalogue::ClaimStatus,
    exchanges,
    gifts::GiftStatus,
    items::{ItemFilter, LoanFilter},
    listings::Filter,
};
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
        let commitments = self.commitments_of(party).await?;
        let (first, rest) = split(&commitments);
        let erase = ErasePerson {
            person: party,
            cause: ErasureCause::OwnWish,
            commitments: first,
        };
        self.act(party, Action::from(erase)).await?;
        for commitments in rest {
            let end = EndCommitments { party, commitments };
            self.act(self.office, Action::from(end)).await?;
        }
        self.leave_the_household(party).await
    }

    /// While something of the household is pending, its last member cannot take along what is
    /// shared; asking again, or a later leaver of the same household, ends it.
    async fn leave_the_household(&self, party: PartyId) -> Result<(), LeaveError> {
        let household = self.gateway.head().state.get(&keys::household_of(party));
        let Some(household) = household else {
            return Ok(());
        };
        let end = EndCommitments {
            party,
            commitments: vec![Commitment::Household(household)],
        };
        match self.act(self.office, Action::from(end)).await {
            Ok(_) | Err(ActError::Rejected(Rejection::HouseholdBusy)) => Ok(()),
            Err(error) => Err(error.into()),
        }
    }

    /// As much of what a person has open as one operation may end; the rest can be ended later.
    pub async fn first_commitments_of(
        &self,
        party: PartyId,
    ) -> Result<Vec<Commitment>, ProjectionError> {
        Ok(split(&self.commitments_of(party).await?).0)
    }

    /// What a person has open. The read models say where to look; what has ended meanwhile stays as
    /// it is.
    async fn commitments_of(&self, party: PartyId) -> Result<Vec<Commitment>, ProjectionError> {
        let (views, page) = (&self.projections, Page::first(ROWS_MAX));
        let own = Filter {
            owner: Some(party),
            ..Filter::default()
        };
        let mut open = Vec::new();
        for exchange in views
            .exchanges_of(party, exchanges::Standing::Open, page)
            .await?
        {
            open.push(Commitment::Exchange(exchange.exchange));
        }
        for listing in views.listings(&own, page).await? {
            if listing.closed_at.is_none() {
                open.push(Commitment::Listing(listing.listing));
            }
        }
        open.extend(self.things_of(party).await?);
        for place in views.sign_ups_of(party, ROWS_MAX).await? {
            open.push(Commitment::Place(place.activity));
        }
        for gift in views.gifts(party, ROWS_MAX).await? {
            if matches!(gift.status, GiftStatus::Offered | GiftStatus::Accepted) {
                open.push(Commitment::Gift(gift.gift));
            }
        }
        for claim in views.claims_of(party, ROWS_MAX).await? {
            if matches!(claim.status, ClaimStatus::Queued | ClaimStatus::Reserved) {
                open.push(Commitment::Redemption(claim.redemption));
            }
        }
        Ok(open)
    }

    /// Things that are theirs, and loans on whose either side they stand.
    async fn things_of(&self, party: PartyId) -> Result<Vec<Commitment>, ProjectionError> {
        let (views, page) = (&self.projections, Page::first(ROWS_MAX));
        let owned = ItemFilter {
            owner: Some(party),
            ..ItemFilter::default()
        };
        let mut open = Vec::new();
        for item in views.items(&owned, page).await? {
            open.push(Commitment::Item(item.item));
        }
        let sides = [
            LoanFilter {
                borrower: Some(party),
                ..LoanFilter::default()
            },
            LoanFilter {
                lender: Some(party),
                ..LoanFilter::default()
            },
        ];
        for side in &sides {
            let loans = views.loans(side, page).await?;
            let running = loans.into_iter().filter(|loan| {
                [
                    LoanStatus::Requested,
                    LoanStatus::Reserved,
                    LoanStatus::HandedOver,
                    LoanStatus::Returned,
                ]
                .contains(&loan.status)
            });
            open.extend(running.map(|loan| Commitment::Loan(loan.loan)));
        }
        Ok(open)
    }
}

/// As much as one operation may end, and the rest in further portions.
fn split(commitments: &[Commitment]) -> (Vec<Commitment>, Vec<Vec<Commitment>>) {
    let mut portions = commitments.chunks(COMMITMENTS_MAX).map(<[_]>::to_vec);
    let first = portions.next().unwrap_or_default();
    (first, portions.collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use ledger::ListingId;

    #[test]
    fn nothing_is_left_out_and_no_portion_is_too_large() {
        let many = vec![Commitment::Listing(ListingId([1; 16])); 70];
        let (first, rest) = split(&many);
        assert_eq!(first.len(), 64);
        assert_eq!(rest.iter().map(Vec::len).collect::<Vec<_>>(), [6]);
        assert_eq!(split(&[]), (Vec::new(), Vec::new()));
    }
}
