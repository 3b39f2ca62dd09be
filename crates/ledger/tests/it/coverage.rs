//! No rejection without a table that reaches it.

use crate::{
    activities, admission, approval, authority, bank, clock, course, disputes, exchange, huts,
    identity, items, listing, matching, membership, parties, points, rating,
    story::{Reached, Story, check, check_on},
};
use ledger::{
    Action, Event, Rejection, State, Verdict,
    state::{keys, store::Draft},
};
use std::collections::BTreeSet;

/// Every table of the rules that plays on the usual network.
const TABLES: &[&str] = &[
    admission::TABLE,
    identity::ENROLMENT,
    identity::KEYS,
    identity::ROLES,
    listing::TABLE,
    exchange::QUESTIONS,
    exchange::ANSWERS,
    exchange::ENDINGS,
    exchange::CONFIRMATIONS,
    course::INVITATIONS,
    course::TIMES,
    course::DOOR,
    course::CONTRADICTIONS,
    course::WITNESSES,
    course::SILENCE,
    course::SAFETY,
    rating::RATINGS,
    rating::LICENCES,
    points::SETTLING,
    points::BOOKING,
    points::REVERSING,
    points::DONATING,
    points::CAPS,
    clock::DEMONSTRATION,
    matching::TABLE,
    approval::TABLE,
    activities::COMING,
    activities::PLACES,
    activities::PLANS,
    activities::REWARDS,
    authority::GRANTING,
    huts::DOORS,
    huts::KIOSKS,
    huts::SHELVES,
    huts::STOCK,
    items::CALENDAR,
    items::DEPOSITS,
    items::LENDING,
    items::LISTING,
    bank::aging::WITHOUT,
    bank::catalogue::ENTRIES,
    bank::corrections::UNCOVERED,
    bank::family::HOUSEHOLDS,
    bank::family::LEGACIES,
    bank::gifts::TABLE,
    bank::office::TABLE,
    bank::packs::ADOPTION,
    bank::packs::CONDITIONS,
    parties::ATTESTING,
    parties::BELONGING,
    parties::CLOSING,
    parties::ERASING,
    parties::LEAVING,
    disputes::CONTRADICTIONS,
    disputes::FILING,
    disputes::ANSWERING,
    disputes::PANELS,
    disputes::TAKEDOWNS,
    disputes::CALENDARS,
    parties::SUSPENDING,
];

/// What no operation can reach; the list may only shrink.
const OUT_OF_REACH: &[(Rejection, &str)] = &[
    (
        Rejection::SuiteUnknown,
        "there is one suite, and bytes that name another do not decode",
    ),
    (
        Rejection::ActorUnknown,
        "a key is registered for a registered party only, and none leaves",
    ),
];

fn every_table() -> Reached {
    let mut reached = Reached::default();
    TABLES.iter().for_each(|table| reached.add(check(table)));
    let others = [
        (clock::real_network(), clock::REAL),
        (points::small_accounts(), points::FULL_ACCOUNT),
        (
            bank::catalogue::with_a_reserve(),
            bank::catalogue::REDEEMING,
        ),
        (bank::aging::with_aging(), bank::aging::AGING),
        (membership::network(), membership::SEATS),
        (membership::network(), membership::CHANGES),
        (membership::network(), membership::UPGRADES),
    ];
    for (beginning, table) in others {
        reached.add(check_on(&beginning, table));
    }
    reached.rejections.extend(membership::rejected_beyond_64());
    reached
}

#[test]
fn every_rejection_is_reached_by_a_table() {
    let reached = every_table().rejections;
    let excused: BTreeSet<Rejection> = OUT_OF_REACH.iter().map(|(reason, _)| *reason).collect();
    for reason in Rejection::ALL {
        let one = reached.contains(reason) != excused.contains(reason);
        assert!(
            one,
            "{}: reached or excused, not both and not neither",
            reason.code()
        );
    }
}

#[test]
fn every_action_is_applied_and_refused_by_a_table() {
    let reached = every_table();
    let names = || Action::NAMES.iter().copied().flatten().copied();
    let never = |reached: &BTreeSet<&str>| -> Vec<&str> {
        names().filter(|name| !reached.contains(name)).collect()
    };
    assert_eq!(never(&reached.applied), [""; 0], "never applied");
    assert_eq!(never(&reached.refused), [""; 0], "never refused");
}

/// A state in which a key belongs to nobody, as no sequence of operations makes one.
fn state_without(story: &Story, name: &str) -> State {
    let mut draft = Draft::new(story.chain.state());
    draft.remove(&keys::party(story.party(name)));
    draft.keep();
    draft.into_state(story.now())
}

#[test]
fn a_key_without_a_party_can_do_nothing() {
    let mut story = Story::begin();
    let state = state_without(&story, "ann");
    for deed in ["publishes need haircut", "asks bob", "donates 1"] {
        let words: Vec<&str> = deed.split(' ').collect();
        let envelope = story.envelope("ann", &words);
        let built = ledger::build_block(story.chain.head(), &state, story.now(), vec![envelope]);
        let verdict = &built.block.outcomes[0].verdict;
        assert_eq!(
            *verdict,
            Verdict::Rejected(Rejection::ActorUnknown),
            "{deed}"
        );
    }
}

#[test]
fn no_two_actions_and_no_two_events_have_one_name() {
    for names in [Action::NAMES, Event::NAMES] {
        let mut seen = BTreeSet::new();
        for name in names.iter().copied().flatten() {
            assert!(seen.insert(name), "{name}");
        }
    }
}
