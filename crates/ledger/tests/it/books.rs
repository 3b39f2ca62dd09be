//! The naive oracle of the books: everything a state says, added up again from nothing.

use ledger::{
    EntryId, ExchangeId, GiftId, ListingId, Points, RedemptionId, State,
    operation::listing::ListingKind,
    state::{
        accounts::{Account, AccountId, Claim, Transfer, TransferStatus},
        bank::{Entry, Gift, GiftStatus, Redemption, RedemptionStatus},
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
    pub(crate) gifts: Vec<GiftId>,
    /// Each with what it was when it was published.
    pub(crate) entries: Vec<(EntryId, Entry)>,
    pub(crate) redemptions: Vec<RedemptionId>,
    pub(crate) cases: Vec<ledger::CaseId>,
    pub(crate) households: Vec<ledger::HouseholdId>,
}

/// What promises points.
struct Records {
    exchanges: BTreeMap<ExchangeId, Exchange>,
    loans: BTreeMap<ledger::LoanId, Loan>,
    gifts: BTreeMap<GiftId, Gift>,
    redemptions: BTreeMap<RedemptionId, Redemption>,
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
        let records = Records {
            exchanges: Self::load(state, &self.exchanges, keys::exchange),
            loans: Self::load(state, &self.loans, keys::loan),
            gifts: Self::load(state, &self.gifts, keys::gift),
            redemptions: Self::load(state, &self.redemptions, keys::redemption),
        };
        let listings = Self::load(state, &self.listings, keys::listing);
        check_sums(&accounts);
        check_pending(&accounts, &transfers);
        check_promises(&accounts, &records, &transfers);
        crate::shelves::check(self, state);
        crate::order::check(self, state);
        check_places(&listings, &records.exchanges);
        let entries = self.entries.iter().filter_map(|(id, at_first)| {
            let now = state.get(&keys::entry(*id))?;
            Some((*id, (now, at_first.clone())))
        });
        check_stock(&entries.collect(), &records.redemptions);
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

/// Every promise of an account with its points, added up again from the records behind them.
fn promises(
    id: AccountId,
    records: &Records,
    transfers: &BTreeMap<ledger::TransferId, Transfer>,
) -> Vec<(Claim, Points)> {
    let bookings = records.exchanges.iter().filter(|(_, exchange)| {
        let is_open = match exchange.status {
            ExchangeStatus::Requested | ExchangeStatus::Accepted => true,
            // A no-show report gives back what was promised, contradicted or not.
            ExchangeStatus::Contested => exchange.no_show_by.is_none(),
            _ => false,
        };
        is_open && exchange.price.is_positive() && exchange.payer == id
    });
    let bookings = bookings.map(|(id, exchange)| (Claim::Booking(*id), exchange.price));
    let offered = records.gifts.iter().filter(|(_, gift)| {
        gift.status == GiftStatus::Offered && AccountId::Party(gift.giver) == id
    });
    let offered = offered.map(|(id, gift)| (Claim::Gift(*id), gift.amount));
    let kept = records.redemptions.iter().filter(|(_, redemption)| {
        let is_kept = matches!(
            redemption.status,
            RedemptionStatus::Queued | RedemptionStatus::Reserved
        );
        is_kept && redemption.payer == id
    });
    let kept = kept.map(|(id, redemption)| (Claim::Redemption(*id), redemption.price));
    let cooling = records.gifts.values().filter_map(|gift| {
        let transfer = gift.transfer?;
        let is_cooling = gift.status == GiftStatus::Accepted
            && AccountId::Party(gift.receiver) == id
            && transfers[&transfer].status == TransferStatus::Pending;
        is_cooling.then_some((Claim::Cooling(transfer), gift.amount))
    });
    let deposits = deposits_of(&records.loans, id).into_iter();
    let deposits = deposits.map(|(id, amount)| (Claim::Deposit(id), amount));
    let promised = bookings.chain(offered).chain(kept).chain(cooling);
    promised.chain(deposits).collect()
}

/// What is held is the sum of what the records promise, and every promise is written down once.
fn check_promises(
    accounts: &BTreeMap<AccountId, Account>,
    records: &Records,
    transfers: &BTreeMap<ledger::TransferId, Transfer>,
) {
    for (id, books) in accounts {
        let mut expected = promises(*id, records, transfers);
        let frozen = books.claims.iter().filter_map(|claim| match claim {
            Claim::Frozen { amount, .. } => Some((*claim, *amount)),
            _ => None,
        });
        expected.extend(frozen);
        let held = sum(expected.iter().map(|(_, amount)| *amount));
        assert_eq!(held, books.held.0, "{id:?}: {books:?}");
        let given = transfers.iter().filter(|(_, transfer)| {
            transfer.status == TransferStatus::Pending
                && transfer.payer == *id
                && *id != AccountId::Issuance
        });
        let given = given.map(|(id, _)| Claim::Transfer(*id));
        let sorted = |claims: Vec<Claim>| {
            let mut claims: Vec<_> = claims.iter().map(ledger::encode).collect();
            claims.sort();
            claims
        };
        let expected = expected.into_iter().map(|(claim, _)| claim).chain(given);
        assert_eq!(
            sorted(books.claims.clone()),
            sorted(expected.collect()),
            "{id:?}: {books:?}"
        );
    }
}

/// What is left of an entry's stock and budget, and what is kept or given of it, never changes.
fn check_stock(
    entries: &BTreeMap<EntryId, (Entry, Entry)>,
    redemptions: &BTreeMap<RedemptionId, Redemption>,
) {
    for (id, (now, at_first)) in entries {
        let taken = redemptions.values().filter(|redemption| {
            let is_taken = matches!(
                redemption.status,
                RedemptionStatus::Queued | RedemptionStatus::Reserved | RedemptionStatus::Consumed
            );
            redemption.entry == *id && is_taken
        });
        let taken: Vec<_> = taken.map(|redemption| redemption.price).collect();
        let count = u32::try_from(taken.len()).expect("few");
        assert_eq!(now.stock + count, at_first.stock, "{id:?}");
        assert_eq!(
            now.budget.0 + sum(taken.into_iter()),
            at_first.budget.0,
            "{id:?}"
        );
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
