//! The naive oracle of disputes, households and those who left, counted again from nothing.

use crate::books::Known;
use ledger::{
    CaseId, State,
    rules::dispute::PANEL_SEATS,
    state::{
        accounts::Claim,
        disputes::{Case, CaseStatus},
        keys,
        records::Standing,
    },
};
use std::collections::{BTreeMap, BTreeSet};

/// Everything that disputes, households and parties promise, checked on one version of the state.
pub(crate) fn check(known: &Known, state: &State) {
    let cases = known.cases.iter().filter_map(|id| {
        let case = state.get(&keys::case(*id))?;
        Some((*id, case))
    });
    let cases: BTreeMap<CaseId, Case> = cases.collect();
    check_marks(&cases, state);
    check_panels(&cases);
    check_frozen(known, &cases, state);
    check_households(known, state);
    check_left(known, state);
}

const fn is_open(case: &Case) -> bool {
    matches!(
        case.status,
        CaseStatus::Filed | CaseStatus::Answered | CaseStatus::Appealed
    )
}

/// A subject is marked while, and only while, one dispute about it is open.
fn check_marks(cases: &BTreeMap<CaseId, Case>, state: &State) {
    let mut open = BTreeMap::new();
    for (id, case) in cases.iter().filter(|(_, case)| is_open(case)) {
        let twice = open.insert(ledger::encode(&case.subject), *id);
        assert_eq!(twice, None, "{:?} is disputed twice", case.subject);
    }
    for case in cases.values() {
        let expected = open.get(&ledger::encode(&case.subject)).copied();
        assert_eq!(state.get(&keys::mark(case.subject)), expected, "{case:?}");
    }
}

/// A panel is of three at most, each once, and none of them a side or one who left it.
fn check_panels(cases: &BTreeMap<CaseId, Case>) {
    for (id, case) in cases {
        let members: BTreeSet<_> = case.panel.iter().map(|seat| seat.person).collect();
        assert_eq!(members.len(), case.panel.len(), "{id}: somebody sits twice");
        assert!(members.len() <= PANEL_SEATS, "{id}: {case:?}");
        for person in &members {
            let may_sit = !case.is_side(*person) && !case.recused.contains(person);
            assert!(may_sit, "{id}: {person} judges");
        }
    }
}

/// Points are frozen for open disputes only, once for each account and dispute.
fn check_frozen(known: &Known, cases: &BTreeMap<CaseId, Case>, state: &State) {
    for id in &known.accounts {
        let books = state.get(&keys::account(*id)).unwrap_or_default();
        let mut frozen = BTreeSet::new();
        for claim in &books.claims {
            let Claim::Frozen { case, .. } = claim else {
                continue;
            };
            assert!(frozen.insert(*case), "{id:?} is frozen twice for {case}");
            let is_open = cases.get(case).is_some_and(is_open);
            assert!(is_open, "{id:?} stays frozen for {case}");
        }
    }
}

/// Nobody belongs to two households, and both sides of belonging say the same.
fn check_households(known: &Known, state: &State) {
    let mut home = BTreeMap::new();
    for id in &known.households {
        let Some(household) = state.get(&keys::household(*id)) else {
            continue;
        };
        for member in &household.members {
            let other = home.insert(*member, *id);
            assert_eq!(other, None, "{member} lives in two households");
        }
        let both = household.members.iter();
        let mut both = both.filter(|member| household.invited.contains(member));
        assert_eq!(both.next(), None, "{id}: a member is asked again");
    }
    for person in &known.people {
        let says = state.get(&keys::household_of(*person));
        assert_eq!(says, home.get(person).copied(), "{person}");
    }
}

/// Whoever left has no key that works and no role.
fn check_left(known: &Known, state: &State) {
    for person in &known.people {
        let party = state.get(&keys::party(*person)).expect("enrolled");
        if party.standing != Standing::Closed {
            continue;
        }
        for index in state.get(&keys::keys_of(*person)).unwrap_or_default() {
            let key = state.get(&keys::key(index)).expect("it was registered");
            assert!(key.revoked, "{person} left, and {index:?} works");
        }
        let roles = state.get(&keys::roles_of(*person)).unwrap_or_default();
        assert_eq!(roles, [], "{person} left and holds roles");
    }
}
