//! What the matchmaker finds, and what passing time changes of it.

use super::*;
use ledger::{CategoryCode, PartyId, Window, time::HOUR_MS};
use projections::licences::Licence;

const NOW: Timestamp = Timestamp(100 * HOUR_MS);

fn listing(number: u8, kind: ListingKind, category: u16, title: &str) -> OpenListing {
    OpenListing {
        id: ListingId([number; 16]),
        owner: PartyId([number; 16]),
        kind,
        category: CategoryCode(category),
        area: AreaCode(440_604_010_001),
        windows: vec![Window {
            start: NOW.plus_ms(HOUR_MS),
            end: NOW.plus_ms(9 * HOUR_MS),
        }],
        capacity: 1,
        running: 0,
        title: title.to_owned(),
        description: String::new(),
        published_at: NOW,
        expires_at: NOW.plus_ms(200 * HOUR_MS),
        languages: Vec::new(),
        per_week: None,
        over_sixty: false,
        completed: 3,
        licences: Vec::new(),
        services: Vec::new(),
    }
}

fn matchmaker() -> Matchmaker {
    let area = |code| crate::areas::Area {
        code: AreaCode(code),
        name_zh: code.to_string(),
        name_en: code.to_string(),
    };
    let areas = Areas::new([440_604, 440_604_010, 440_604_010_001].map(area));
    Matchmaker::new(&areas).unwrap()
}

fn need() -> OpenListing {
    listing(1, ListingKind::Need, 201, "想请人上门理发")
}

fn offer() -> OpenListing {
    listing(2, ListingKind::Offer, 201, "义务理发")
}

/// How many partners a need has beside one offer.
fn found(need: &OpenListing, offer: OpenListing, now: Timestamp) -> usize {
    let matchmaker = matchmaker();
    matchmaker.put(offer, now);
    matchmaker.candidates(need, now, 5).len()
}

#[test]
fn a_need_finds_the_offer_until_it_is_gone() {
    let matchmaker = matchmaker();
    let (need, offer) = (need(), offer());
    matchmaker.put(need.clone(), NOW);
    matchmaker.put(offer.clone(), NOW);
    let candidates = matchmaker.candidates(&need, NOW, 5);
    assert_eq!(candidates.len(), 1);
    assert_eq!(candidates[0].offer.0, offer.id.0);
    let full = OpenListing {
        running: 1,
        ..offer.clone()
    };
    matchmaker.put(full, NOW);
    assert!(matchmaker.candidates(&need, NOW, 5).is_empty());
    matchmaker.put(offer.clone(), NOW);
    matchmaker.remove(offer.id);
    assert!(matchmaker.candidates(&need, NOW, 5).is_empty());
}

#[test]
fn what_passing_time_changes_is_swept_into_the_index() {
    let matchmaker = matchmaker();
    let any_time = OpenListing {
        windows: Vec::new(),
        ..need()
    };
    matchmaker.put(offer(), NOW);
    matchmaker.sweep(NOW);
    let later = NOW.plus_ms(9 * HOUR_MS);
    assert_eq!(matchmaker.candidates(&any_time, NOW, 5).len(), 1);
    assert_eq!(matchmaker.sweep(later).len(), 1, "its hours are over");
    assert!(matchmaker.candidates(&any_time, later, 5).is_empty());
    assert!(matchmaker.sweep(later).is_empty());
}

#[test]
fn after_a_day_other_hours_count_as_well() {
    let other_hours = OpenListing {
        windows: vec![Window {
            start: NOW.plus_ms(50 * HOUR_MS),
            end: NOW.plus_ms(52 * HOUR_MS),
        }],
        ..offer()
    };
    let need = OpenListing {
        windows: vec![Window {
            start: NOW.plus_ms(40 * HOUR_MS),
            end: NOW.plus_ms(44 * HOUR_MS),
        }],
        ..need()
    };
    assert_eq!(found(&need, other_hours.clone(), NOW), 0);
    assert_eq!(found(&need, other_hours, NOW.plus_ms(24 * HOUR_MS)), 1);
}

#[test]
fn work_that_needs_a_licence_finds_only_who_has_one_that_holds() {
    let need = listing(1, ListingKind::Need, 213, "插座坏了，请电工看看");
    let offer = listing(2, ListingKind::Offer, 213, "电工上门修插座");
    let licensed = |hours: u64| OpenListing {
        licences: vec![Licence {
            category: CategoryCode(213),
            until: NOW.plus_ms(hours * HOUR_MS),
        }],
        ..offer.clone()
    };
    assert_eq!(found(&need, offer.clone(), NOW), 0);
    assert_eq!(found(&need, licensed(1), NOW), 1);
    assert_eq!(found(&need, licensed(1), NOW.plus_ms(2 * HOUR_MS)), 0);
}

#[test]
fn who_speaks_none_of_the_languages_asked_for_is_not_found() {
    let speaks = |code: &str| vec![language(code).unwrap()];
    let need = OpenListing {
        languages: speaks("yue"),
        ..need()
    };
    let offer = |languages| OpenListing {
        languages,
        ..offer()
    };
    assert_eq!(found(&need, offer(speaks("cmn")), NOW), 0);
    assert_eq!(found(&need, offer(speaks("yue")), NOW), 1);
    assert_eq!(found(&need, offer(Vec::new()), NOW), 1);
    assert_eq!(language("Yue"), None);
}

#[test]
fn two_a_week_means_two_a_week() {
    let services = vec![NOW.minus_ms(HOUR_MS), NOW.plus_ms(HOUR_MS)];
    let offer = OpenListing {
        capacity: 9,
        per_week: Some(2),
        services,
        windows: Vec::new(),
        ..offer()
    };
    let need = OpenListing {
        windows: Vec::new(),
        ..need()
    };
    assert_eq!(found(&need, offer.clone(), NOW), 0);
    assert_eq!(found(&need, offer.clone(), NOW.plus_ms(WEEK_MS)), 1);
    let input = matchmaker()
        .round_input(&[need, offer], NOW.plus_ms(WEEK_MS))
        .unwrap();
    assert_eq!(input.offers[0].places, 1);
    assert_eq!(input.offers[0].party_cap, 1);
}

#[test]
fn a_round_reads_which_rules_put_a_need_forward() {
    let matchmaker = matchmaker();
    let elder = OpenListing {
        over_sixty: true,
        windows: Vec::new(),
        ..need()
    };
    let now = NOW.plus_ms(3 * HOUR_MS);
    let input = matchmaker.round_input(&[offer(), elder], now).unwrap();
    let priority = input.needs[0].priority;
    assert!(priority.over_sixty && !priority.urgent);
    assert_eq!(priority.waited_hours, 3);
    assert_eq!(input.pairs.len(), 1);
}

#[test]
fn a_round_reads_one_block_and_all_of_it() {
    let matchmaker = matchmaker();
    assert_eq!(matchmaker.snapshot(), None);
    let changed = vec![(need().id, Some(need())), (offer().id, Some(offer()))];
    matchmaker.follow((7, NOW), changed, NOW);
    let snapshot = matchmaker.snapshot().unwrap();
    assert_eq!((snapshot.height, snapshot.time), (7, NOW));
    assert_eq!(snapshot.open.len(), 2);
    matchmaker.follow((8, NOW), vec![(offer().id, None)], NOW);
    assert_eq!(matchmaker.snapshot().unwrap().open, [need()]);
}

#[test]
fn age_changes_no_candidate_and_no_reason_and_in_a_round_only_its_rule() {
    let matchmaker = matchmaker();
    let elder = OpenListing {
        over_sixty: true,
        ..need()
    };
    matchmaker.put(offer(), NOW);
    assert_eq!(
        matchmaker.candidates(&need(), NOW, 5),
        matchmaker.candidates(&elder, NOW, 5)
    );
    let read = |need: OpenListing| matchmaker.round_input(&[offer(), need], NOW).unwrap();
    let (young, mut old) = (read(need()), read(elder));
    assert!(old.needs[0].priority.over_sixty);
    old.needs[0].priority.over_sixty = false;
    assert_eq!(young, old);
}
