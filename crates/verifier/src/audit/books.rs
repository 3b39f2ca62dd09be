//! A second set of books, kept from the events alone: what the movements say that every account
//! has must be what the state says, and both sums must be zero.

use borsh::{BorshDeserialize, BorshSerialize};
use ledger::{
    Block, Event, Points, State, TransferId, Verdict,
    event::{Leg, PointsEvent},
    state::{accounts::AccountId, keys},
};
use std::collections::{BTreeMap, BTreeSet};

const OUT_OF_RANGE: &str = "points are beyond the range of the books";
const NOT_ZERO: &str = "a movement of points does not sum to zero";
const UNKNOWN: &str = "an event names a movement that is not pending";
const DIFFERS: &str = "an account has other points than the movements say";

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
struct Balance {
    settled: Points,
    pending: Points,
}

/// Every account and every pending movement, as the events tell them.
#[derive(Clone, Debug, Default, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Books {
    accounts: BTreeMap<AccountId, Balance>,
    pending: BTreeMap<TransferId, Vec<Leg>>,
    total: Balance,
}

impl Books {
    /// Follows the events of a block and compares the accounts that they touch with `state`.
    pub fn follow(&mut self, block: &Block, state: &State) -> Result<(), &'static str> {
        let mut touched = BTreeSet::new();
        for outcome in &block.outcomes {
            if let Verdict::Applied(events) = &outcome.verdict {
                for event in events {
                    self.follow_event(event, &mut touched)?;
                }
            }
        }
        self.agree(touched.into_iter(), state)
    }

    /// Compares every account that was ever touched with `state`.
    pub(super) fn agree_with(&self, state: &State) -> Result<(), &'static str> {
        self.agree(self.accounts.keys().copied(), state)
    }

    fn agree(
        &self,
        accounts: impl Iterator<Item = AccountId>,
        state: &State,
    ) -> Result<(), &'static str> {
        if self.total != Balance::default() {
            return Err(NOT_ZERO);
        }
        for account in accounts {
            let books = state.get(&keys::account(account)).unwrap_or_default();
            let ours = self.accounts.get(&account).copied().unwrap_or_default();
            if (ours.settled, ours.pending) != (books.settled, books.pending) {
                return Err(DIFFERS);
            }
        }
        Ok(())
    }

    fn follow_event(
        &mut self,
        event: &Event,
        touched: &mut BTreeSet<AccountId>,
    ) -> Result<(), &'static str> {
        #[expect(
            clippy::wildcard_enum_match_arm,
            reason = "most events move no points; one that does and is missed here shows as a \
                      difference from the state"
        )]
        let legs = match event {
            Event::Points(PointsEvent::PointsPosted { transfer, legs, .. }) => {
                self.add_pending(legs)?;
                self.pending.insert(*transfer, legs.clone());
                legs.clone()
            }
            Event::Points(PointsEvent::TransferSettled { transfer }) => {
                let legs = self.pending.remove(transfer).ok_or(UNKNOWN)?;
                self.take_pending(&legs)?;
                self.add_settled(&legs)?;
                legs
            }
            Event::Points(PointsEvent::TransferReversed { transfer }) => {
                let legs = self.pending.remove(transfer).ok_or(UNKNOWN)?;
                self.take_pending(&legs)?;
                legs
            }
            Event::Points(PointsEvent::TransferGuaranteed { transfer }) => {
                self.replace_payer(*transfer)?
            }
            _ => Vec::new(),
        };
        touched.extend(legs.iter().map(|leg| leg.account));
        Ok(())
    }

    /// The community's guarantee takes the place of whoever paid.
    fn replace_payer(&mut self, transfer: TransferId) -> Result<Vec<Leg>, &'static str> {
        let before = self.pending.remove(&transfer).ok_or(UNKNOWN)?;
        self.take_pending(&before)?;
        let mut after = before.clone();
        for leg in after.iter_mut().filter(|leg| leg.amount < Points::ZERO) {
            leg.account = AccountId::Issuance;
        }
        self.add_pending(&after)?;
        let touched = before.into_iter().chain(after.iter().copied()).collect();
        self.pending.insert(transfer, after);
        Ok(touched)
    }

    fn add_pending(&mut self, legs: &[Leg]) -> Result<(), &'static str> {
        self.each(
            legs,
            |points, amount| points.plus(amount),
            |balance| &mut balance.pending,
        )
    }

    fn take_pending(&mut self, legs: &[Leg]) -> Result<(), &'static str> {
        self.each(
            legs,
            |points, amount| points.minus(amount),
            |balance| &mut balance.pending,
        )
    }

    fn add_settled(&mut self, legs: &[Leg]) -> Result<(), &'static str> {
        self.each(
            legs,
            |points, amount| points.plus(amount),
            |balance| &mut balance.settled,
        )
    }

    fn each(
        &mut self,
        legs: &[Leg],
        change: fn(Points, Points) -> Option<Points>,
        side: fn(&mut Balance) -> &mut Points,
    ) -> Result<(), &'static str> {
        for leg in legs {
            let account = self.accounts.entry(leg.account).or_default();
            for balance in [account, &mut self.total] {
                let points = side(balance);
                *points = change(*points, leg.amount).ok_or(OUT_OF_RANGE)?;
            }
        }
        Ok(())
    }
}
