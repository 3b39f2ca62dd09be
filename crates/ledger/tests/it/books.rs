//! The naive oracle of the books: everything a state says, added up again from nothing.

use ledger::{
    ExchangeId, ListingId, Points, State,
    operation::listing::ListingKind,
    state::{
        accounts::{Account, AccountId, Claim, Transfer, TransferStatus},
        keys::{self, Key},
        records::{Exchange, ExchangeStatus, Listing},
        sharing::Loan,
    },
};
use std::collections::BTreeMap;

/// What a workload has created so far: the state is asked for it by name.
#[derive(Clone, Debug, Default)]
pub(crate) struct Known {
    pub(crate) accounts: Vec<AccountId>,
    pub(crate) listings: Vec<ListingId>,
    pub(crate) exchanges: Vec<ExchangeId>,
    pub(crate) transfers: Vec<ledger::TransferId>,
    pub(crate) items: Vec<ledger::ItemId>,
    pub(crate) loans: Vec<ledger::LoanId>,
    pub(crate) activities: Vec<ledger::ActivityId>,
    pub(crate) people: Vec<ledger::PartyId>,
    pub(crate) huts: Vec<ledger::HutId>,
}

impl Known {
    fn load<I: Copy + Ord, T: borsh::BorshDeserialize>(
        state: &State,
        ids: &[I],
        key: impl Fn(I) -> Key<T>,
    ) -> BTreeMap<I, T> {
        ids.iter()
            .filter_map(|id| state.get(&key(*id)).map(|value| (*id, value)))
            .collect()
    }

    /// Everything that the books promise, checked on one version of the state.
    pub(crate) fn check(&self, state: &State) {
        let accounts = Self::load(state, &self.accounts, keys::account);
        let transfers = Self::load(state, &self.transfers, keys::transfer);
        let exchanges = Self::load(state, &self.exchanges, keys::exchange);
        let listings = Self::load(state, &self.listings, keys::listing);
        check_sums(&accounts);
        check_pending(&accounts, &transfers);
        let loans = Self::load(state, &self.loans, keys::loan);
        check_promises(&accounts, &exchanges, &transfers, &loans);
        crate::shelves::check(self, state);
        check_places(&listings, &exchanges);
    }
}

fn sum(amounts: impl Iterator<Item = Points>) -> i64 {
    amounts.map(|amount| amount.0).sum()
}

/// Settled and pending points each sum to zero; nobody but the issuance account promises more
/// than it has.
fn check_sums(accounts: &BTreeMap<AccountId, Account>) {
    assert_eq!(
        sum(accounts.values().map(|books| books.settled)),
        0,
        "settled"
    );
    assert_eq!(
        sum(accounts.values().map(|books| books.pending)),
        0,
        "pending"
    );
    for (id, books) in accounts {
        let available = books.available().expect("small numbers");
        let may_be_negative = *id == AccountId::Issuance;
        assert!(
            may_be_negative || available >= Points::ZERO,
            "{id:?}: {books:?}"
        );
    }
}

/// An account's pending points are the legs of its pending movements.
fn check_pending(
    accounts: &BTreeMap<AccountId, Account>,
    transfers: &BTreeMap<ledger::TransferId, Transfer>,
) {
    for (id, books) in accounts {
        let pending = transfers
            .values()
            .filter(|transfer| transfer.status == TransferStatus::Pending);
        let legs = pending.flat_map(|transfer| &transfer.legs);
        let legs = legs.filter(|leg| leg.account == *id).map(|leg| leg.amount);
        assert_eq!(sum(legs), books.pending.0, "{id:?}");
    }
    for transfer in transfers.values() {
        assert_eq!(sum(transfer.legs.iter().map(|leg| leg.amount)), 0);
    }
}

/// What is held is the sum of the open paid bookings, and every promise is written down once.
fn check_promises(
    accounts: &BTreeMap<AccountId, Account>,
    exchanges: &BTreeMap<ExchangeId, Exchange>,
    transfers: &BTreeMap<ledger::TransferId, Transfer>,
    loans: &BTreeMap<ledger::LoanId, Loan>,
) {
    for (id, books) in accounts {
        let deposits = deposits_of(loans, *id);
        let open = exchanges.iter().filter(|(_, exchange)| {
            let is_open = match exchange.status {
                ExchangeStatus::Requested | ExchangeStatus::Accepted => true,
                // A no-show report gives back what was promised, contradicted or not.
                ExchangeStatus::Contested => exchange.no_show_by.is_none(),
                _ => false,
            };
            is_open && exchange.price.is_positive()
        });
        let own: Vec<_> = open
            .filter(|(_, exchange)| AccountId::Party(exchange.receiver) == *id)
            .collect();
        assert_eq!(
            sum(own.iter().map(|(_, one)| one.price)) + sum(deposits.values().copied()),
            books.held.0,
            "{id:?}"
        );
        let given = transfers.iter().filter(|(_, transfer)| {
            transfer.status == TransferStatus::Pending
                && transfer.payer == *id
                && *id != AccountId::Issuance
        });
        let expected: usize = own.len() + given.count() + deposits.len();
        assert_eq!(books.claims.len(), expected, "{id:?}: {books:?}");
        for claim in &books.claims {
            match claim {
                Claim::Booking(exchange) => assert!(own.iter().any(|(id, _)| *id == exchange)),
                Claim::Deposit(loan) => assert!(deposits.contains_key(loan)),
                Claim::Transfer(transfer) => assert_eq!(transfers[transfer].payer, *id),
            }
        }
    }
}

/// The deposits of an account's open loans.
fn deposits_of(
    loans: &BTreeMap<ledger::LoanId, Loan>,
    account: AccountId,
) -> BTreeMap<ledger::LoanId, Points> {
    let own = loans.iter().filter(|(_, loan)| {
        let is_held = crate::shelves::holds_deposit(loan) && loan.deposit.is_positive();
        is_held && AccountId::Party(loan.borrower) == account
    });
    own.map(|(id, loan)| (*id, loan.deposit)).collect()
}

/// The places taken on a listing are its agreed exchanges and, for a need, the served ones.
fn check_places(
    listings: &BTreeMap<ListingId, Listing>,
    exchanges: &BTreeMap<ExchangeId, Exchange>,
) {
    for (id, listing) in listings {
        let takes_a_place = |exchange: &&Exchange| {
            let belongs = exchange.listing == *id || exchange.own_listing == Some(*id);
            let is_need = listing.kind == ListingKind::Need;
            let is_contested =
                exchange.status == ExchangeStatus::Contested && exchange.no_show_by.is_none();
            let counts = exchange.status == ExchangeStatus::Accepted
                || is_contested
                || (is_need && exchange.status == ExchangeStatus::Completed);
            belongs && counts
        };
        let taken = exchanges.values().filter(takes_a_place).count();
        assert_eq!(taken, usize::from(listing.running), "{id:?}: {listing:?}");
    }
}
