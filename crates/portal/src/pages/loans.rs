//! One loan of one thing: what its two sides, the keeper of its hut and a worker can do about it.

use ledger::{
    AreaCode, HutId, LoanId, PartyId,
    operation::identity::{Role, Scope},
    state::{
        keys,
        sharing::{LoanStatus, Whereabouts},
    },
};
use projections::items::{Item, Loan};

use crate::view::statuses::Status;
use crate::{AppState, Error, Page};

pub(crate) mod act;
mod acts;
pub(crate) mod decide;
pub(crate) mod mine;
pub(crate) mod show;
pub(crate) mod state;

/// What the reader is to a loan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Side {
    Borrower,
    Owner,
    /// Of the hut that has the thing, gave it out, or may keep it.
    Keeper(HutId),
    /// Decides about damage, loss and contested entries.
    Worker,
}

/// A loan with everything a page needs to judge it.
pub(crate) struct Case {
    pub(crate) loan: Loan,
    pub(crate) item: Item,
    pub(crate) side: Side,
    pub(crate) me: PartyId,
}

/// The loan that an address names, if the reader has to do with it.
pub(crate) async fn find(state: &AppState, page: &Page, id: &str) -> Result<Case, Error> {
    let me = page.actor()?;
    let id = LoanId::from_hex(id).ok_or_else(Error::not_found)?;
    let views = &state.desk.projections;
    let loan = views.loan(id).await?.ok_or_else(Error::not_found)?;
    let item = views.item(loan.item).await?.ok_or_else(Error::not_found)?;
    let side = side(state, me, &loan, &item).ok_or_else(Error::forbidden)?;
    Ok(Case {
        loan,
        item,
        side,
        me,
    })
}

fn side(state: &AppState, me: PartyId, loan: &Loan, item: &Item) -> Option<Side> {
    if loan.borrower == me {
        return Some(Side::Borrower);
    }
    if item.owner == me {
        return Some(Side::Owner);
    }
    let at = match item.place {
        Whereabouts::Hut(hut) | Whereabouts::Missing(hut) => Some(hut),
        _ => loan.source_hut.or(item.terms.hut),
    };
    if let Some(hut) = at.filter(|hut| keeps(state, me, *hut)) {
        return Some(Side::Keeper(hut));
    }
    works(state, me, item.area).then_some(Side::Worker)
}

/// Whether somebody keeps this hut, by the ledger's grants.
pub(crate) fn keeps(state: &AppState, party: PartyId, hut: HutId) -> bool {
    let ledger = state.desk.gateway.head().state;
    let grant = ledger.get(&keys::role(party, Role::HutKeeper, Scope::Hut(hut)));
    let now = state.desk.now();
    grant.is_some_and(|grant| grant.until.is_none_or(|until| until >= now))
}

fn works(state: &AppState, party: PartyId, area: AreaCode) -> bool {
    state.desk.holds(party, Role::CommunityWorker, area)
}

/// Where a loan stands, as a tone and a word.
pub(crate) fn status_of(loan: &Loan, today: u32) -> Status {
    let late = loan.status == LoanStatus::HandedOver && today > loan.last_day;
    let (tone, word) = match loan.status {
        LoanStatus::Requested => ("wait", "loan-status-requested"),
        LoanStatus::Reserved => ("good", "loan-status-reserved"),
        LoanStatus::HandedOver if late => ("bad", "loan-status-late"),
        LoanStatus::HandedOver => ("good", "loan-status-handed_over"),
        LoanStatus::Returned => ("wait", "loan-status-returned"),
        LoanStatus::Damage => ("bad", "loan-status-damage"),
        LoanStatus::Loss => ("bad", "loan-status-loss"),
        LoanStatus::Contested => ("wait", "loan-status-contested"),
        LoanStatus::ReturnContested => ("wait", "loan-status-return-contested"),
        LoanStatus::Closed => ("good", "loan-status-closed"),
        LoanStatus::Declined => ("calm", "loan-status-declined"),
        LoanStatus::Withdrawn => ("calm", "loan-status-withdrawn"),
        LoanStatus::Cancelled => ("calm", "loan-status-cancelled"),
        LoanStatus::Missed => ("calm", "loan-status-missed"),
        LoanStatus::Expired => ("calm", "loan-status-expired"),
        LoanStatus::Void => ("calm", "loan-status-void"),
    };
    Status { tone, word }
}
