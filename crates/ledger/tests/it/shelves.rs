//! The naive oracle of things and activities: everything a state says, counted again from nothing.

use crate::books::Known;
use ledger::{
    ActivityId, HutId, ItemId, LoanId, PartyId, State,
    operation::{activity::WAITLIST_MAX, loan::RESERVATIONS_MAX},
    state::{
        activities::{Activity, ActivityStatus, PlaceStatus},
        keys,
        sharing::{Item, Loan, LoanStatus, Whereabouts},
    },
};
use std::collections::{BTreeMap, BTreeSet};

/// Whether the deposit of a loan is set aside.
pub(crate) const fn holds_deposit(loan: &Loan) -> bool {
    matches!(
        loan.status,
        LoanStatus::Requested
            | LoanStatus::Reserved
            | LoanStatus::HandedOver
            | LoanStatus::Returned
            | LoanStatus::Damage
            | LoanStatus::Loss
            | LoanStatus::Contested
            | LoanStatus::ReturnContested
    )
}

const fn is_out(loan: &Loan) -> bool {
    matches!(
        loan.status,
        LoanStatus::HandedOver | LoanStatus::Loss | LoanStatus::Contested
    )
}

/// Everything that shelves and lists promise, checked on one version of the state.
pub(crate) fn check(known: &Known, state: &State) {
    let items: BTreeMap<ItemId, Item> = load(&known.items, |id| state.get(&keys::item(id)));
    let loans: BTreeMap<LoanId, Loan> = load(&known.loans, |id| state.get(&keys::loan(id)));
    for (id, item) in &items {
        check_calendar(*id, item, &loans);
        check_custody(*id, item, &loans);
    }
    for hut in &known.huts {
        check_stock(*hut, &items, state);
    }
    for id in &known.activities {
        let activity = state.get(&keys::activity(*id)).expect("it was planned");
        check_places(*id, &activity, (&known.people, state));
    }
}

fn load<I: Copy + Ord, T>(ids: &[I], get: impl Fn(I) -> Option<T>) -> BTreeMap<I, T> {
    ids.iter().filter_map(|id| Some((*id, get(*id)?))).collect()
}

/// The calendar is the open loans by their days; no day is booked twice.
fn check_calendar(id: ItemId, item: &Item, loans: &BTreeMap<LoanId, Loan>) {
    let mut days = BTreeSet::new();
    for slot in &item.calendar {
        assert!(slot.from_day <= slot.last_day, "{id}: {slot:?}");
        for day in slot.from_day..=slot.last_day {
            assert!(days.insert(day), "{id} is booked twice on day {day}");
        }
        let loan = &loans[&slot.loan];
        assert_eq!(
            (loan.from_day, loan.last_day),
            (slot.from_day, slot.last_day)
        );
    }
    let booked: BTreeSet<LoanId> = item.calendar.iter().map(|slot| slot.loan).collect();
    let open = loans.iter().filter(|(_, loan)| {
        let is_open = matches!(loan.status, LoanStatus::Requested | LoanStatus::Reserved);
        loan.item == id && (is_open || is_out(loan))
    });
    let open: BTreeSet<LoanId> = open.map(|(id, _)| *id).collect();
    assert_eq!(booked, open, "{id}");
    // A kiosk's hand-over may be one more than could be reserved.
    assert!(item.calendar.len() <= RESERVATIONS_MAX + 1, "{id}");
}

/// A thing is with a borrower when, and only when, that one loan is running.
fn check_custody(id: ItemId, item: &Item, loans: &BTreeMap<LoanId, Loan>) {
    let out: Vec<LoanId> = loans
        .iter()
        .filter(|(_, loan)| loan.item == id && is_out(loan))
        .map(|(id, _)| *id)
        .collect();
    match item.place {
        Whereabouts::Borrower(loan) => assert_eq!(out, [loan], "{id}"),
        _ => assert!(out.is_empty(), "{id} is {:?} and lent: {out:?}", item.place),
    }
}

/// A hut's stock is what the things say about where they are.
fn check_stock(hut: HutId, items: &BTreeMap<ItemId, Item>, state: &State) {
    let here = items
        .values()
        .filter(|item| item.place == Whereabouts::Hut(hut));
    let day = state.get(&keys::hut_day(hut)).unwrap_or_default();
    let stock = usize::try_from(day.stock).expect("a small number");
    assert_eq!(here.count(), stock, "{hut}");
    assert!(
        !day.open || !day.on_duty.is_empty(),
        "{hut} is open and nobody is there"
    );
}

/// Nobody has a place beyond the capacity, nobody waits while there is one, and whoever waits is on
/// the list once.
fn check_places(id: ActivityId, activity: &Activity, (people, state): (&[PartyId], &State)) {
    let places: Vec<(PartyId, PlaceStatus)> = people
        .iter()
        .filter_map(|person| {
            let place = state.get(&keys::sign_up(id, *person))?;
            Some((*person, place.status))
        })
        .collect();
    let count = |wanted: &[PlaceStatus]| {
        let some = places.iter().filter(|(_, status)| wanted.contains(status));
        some.count()
    };
    let (taken, came) = (PlaceStatus::Taken, PlaceStatus::Came);
    let have = count(&[taken, came, PlaceStatus::Absent]);
    assert_eq!(have, usize::from(activity.taken), "{id}");
    assert_eq!(count(&[came]), usize::from(activity.attended), "{id}");
    assert!(activity.taken <= activity.capacity, "{id}");
    assert!(activity.waitlist.len() <= WAITLIST_MAX, "{id}");
    if activity.status == ActivityStatus::Open {
        let listed: BTreeSet<PartyId> = activity.waitlist.iter().copied().collect();
        assert_eq!(
            listed.len(),
            activity.waitlist.len(),
            "{id}: somebody waits twice"
        );
        let waiting = places
            .iter()
            .filter(|(_, status)| *status == PlaceStatus::Waiting);
        assert_eq!(listed, waiting.map(|(person, _)| *person).collect(), "{id}");
        let is_full = activity.taken == activity.capacity;
        assert!(
            is_full || listed.is_empty(),
            "{id}: somebody waits beside a free place"
        );
    }
}
