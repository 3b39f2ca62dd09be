//! Books kept beside the ledger's, from events alone: who has, who promised, and that nothing is
//! made or lost on the way.

use ledger::{
    Event, Points, State, TransferId,
    event::{Leg, PointsEvent},
    state::{
        accounts::{Account, AccountId, Claim},
        keys,
    },
};
use std::collections::{BTreeMap, BTreeSet};

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Entry {
    settled: i64,
    pending: i64,
    held: i64,
}

/// What every account should have.
#[derive(Debug, Default)]
pub(crate) struct Books {
    entries: BTreeMap<AccountId, Entry>,
    /// Movements that can still be taken back.
    pending: BTreeMap<TransferId, Vec<Leg>>,
    held: BTreeMap<(AccountId, Vec<u8>), i64>,
    touched: BTreeSet<AccountId>,
}

impl Books {
    fn entry(&mut self, account: AccountId) -> &mut Entry {
        self.touched.insert(account);
        self.entries.entry(account).or_default()
    }

    /// Takes an event into account.
    pub(crate) fn note(&mut self, event: &Event) -> Result<(), String> {
        let Event::Points(event) = event else {
            return Ok(());
        };
        match event {
            PointsEvent::PointsHeld {
                account,
                claim,
                amount,
            } => {
                *self
                    .held
                    .entry((*account, ledger::encode(claim)))
                    .or_default() += amount.0;
                self.entry(*account).held += amount.0;
                Ok(())
            }
            PointsEvent::PointsReleased {
                account,
                claim,
                amount,
            } => self.release(*account, claim, amount.0),
            PointsEvent::PointsPosted { transfer, legs, .. } => self.post(*transfer, legs),
            PointsEvent::TransferSettled { transfer } => self.end(*transfer, true),
            PointsEvent::TransferReversed { transfer } => self.end(*transfer, false),
            // What these say moves and holds points by events of its own.
            PointsEvent::TransferCorrected { .. }
            | PointsEvent::GiftOffered { .. }
            | PointsEvent::GiftAccepted { .. }
            | PointsEvent::GiftDeclined { .. }
            | PointsEvent::GiftWithdrawn { .. }
            | PointsEvent::GiftExpired { .. }
            | PointsEvent::BeneficiaryNamed { .. }
            | PointsEvent::PointsPassedOn { .. }
            | PointsEvent::ExpiryAnnounced { .. }
            | PointsEvent::PointsExpired { .. } => Ok(()),
            PointsEvent::TransferGuaranteed { transfer } => self.guarantee(*transfer),
        }
    }

    fn release(&mut self, account: AccountId, claim: &Claim, amount: i64) -> Result<(), String> {
        let held = self
            .held
            .remove(&(account, ledger::encode(claim)))
            .unwrap_or_default();
        if held != amount {
            return Err(format!(
                "{account:?} held {held} for {claim:?}, not {amount}"
            ));
        }
        self.entry(account).held -= amount;
        Ok(())
    }

    fn post(&mut self, transfer: TransferId, legs: &[Leg]) -> Result<(), String> {
        if legs.iter().map(|leg| leg.amount.0).sum::<i64>() != 0 {
            return Err(format!("the legs of {transfer} do not sum to zero"));
        }
        for leg in legs {
            self.entry(leg.account).pending += leg.amount.0;
        }
        match self.pending.insert(transfer, legs.to_vec()) {
            None => Ok(()),
            Some(_) => Err(format!("{transfer} was posted twice")),
        }
    }

    fn end(&mut self, transfer: TransferId, settles: bool) -> Result<(), String> {
        let legs = self.pending.remove(&transfer);
        let legs = legs.ok_or_else(|| format!("{transfer} was not pending"))?;
        for leg in legs {
            let entry = self.entry(leg.account);
            entry.pending -= leg.amount.0;
            if settles {
                entry.settled += leg.amount.0;
            }
        }
        Ok(())
    }

    /// The issuance account takes the payer's leg over.
    fn guarantee(&mut self, transfer: TransferId) -> Result<(), String> {
        let mut legs = self.pending.remove(&transfer);
        let legs = legs
            .as_mut()
            .ok_or_else(|| format!("{transfer} was not pending"))?;
        for leg in legs.iter_mut().filter(|leg| leg.amount < Points::ZERO) {
            self.entry(leg.account).pending -= leg.amount.0;
            leg.account = AccountId::Issuance;
            self.entry(AccountId::Issuance).pending += leg.amount.0;
        }
        self.pending.insert(transfer, legs.clone());
        Ok(())
    }

    /// Compares the accounts that changed since the last call with the ledger's.
    pub(crate) fn compare(&mut self, state: &State) -> Result<(), String> {
        for account in std::mem::take(&mut self.touched) {
            let entry = self.entries.get(&account).copied().unwrap_or_default();
            let books: Account = state.get(&keys::account(account)).unwrap_or_default();
            let found = Entry {
                settled: books.settled.0,
                pending: books.pending.0,
                held: books.held.0,
            };
            if found != entry {
                return Err(format!(
                    "{account:?} should have {entry:?} and has {found:?}"
                ));
            }
            let available = entry.settled + entry.pending - entry.held;
            if available < 0 && account != AccountId::Issuance {
                return Err(format!("{account:?} promised {} too many", -available));
            }
        }
        let total = self.entries.values();
        let total = total.fold((0, 0), |(settled, pending), entry| {
            (settled + entry.settled, pending + entry.pending)
        });
        if total == (0, 0) {
            Ok(())
        } else {
            Err(format!("points were made or lost: {total:?}"))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ledger::{AreaCode, PartyId, state::accounts::Cause};

    #[test]
    fn a_movement_that_does_not_balance_is_seen() {
        let leg = |account, amount| Leg {
            account,
            amount: Points(amount),
        };
        let helper = AccountId::Party(PartyId([1; 16]));
        let mut books = Books::default();
        let posted = |legs| {
            Event::from(PointsEvent::PointsPosted {
                transfer: TransferId([2; 16]),
                cause: Cause::Donation,
                legs,
                settles_at: ledger::Timestamp(0),
            })
        };
        let whole = vec![leg(helper, 5), leg(AccountId::Issuance, -5)];
        assert!(books.note(&posted(whole.clone())).is_ok());
        assert!(books.note(&posted(whole)).is_err(), "the same one twice");
        let pool = AccountId::Pool(AreaCode(1));
        let short = vec![leg(helper, 5), leg(pool, -4)];
        assert!(books.note(&posted(short)).is_err());
    }
}
