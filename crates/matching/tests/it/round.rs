//! A round equals brute force when small, proves its gap always, and ignores the input's order.

use std::collections::BTreeMap;

use matching::{
    OpenNeed, OpenOffer, Parameters, Priority, Round, RoundError, RoundInput, ScoredPair, assign,
    digest,
};
use proptest::prelude::*;

use crate::town::{id, party};

fn open_need(number: u8, places: u16) -> OpenNeed {
    OpenNeed {
        id: id(number),
        party: party(number),
        places,
        priority: Priority::default(),
    }
}

fn open_offer(number: u8, helper: u8, places: u16) -> OpenOffer {
    OpenOffer {
        id: id(100 + number),
        party: party(helper),
        places,
        party_cap: u16::MAX,
    }
}

fn pair(need: u8, offer: u8, score: u32) -> ScoredPair {
    ScoredPair {
        need: id(need),
        offer: id(100 + offer),
        score,
    }
}

fn run(input: &RoundInput) -> Round {
    assign(input, &Parameters::default()).unwrap()
}

/// Counts what is used and refuses whatever goes over a place, a cap, or oneself.
#[derive(Clone, Default)]
struct Usage {
    needs: BTreeMap<[u8; 16], u16>,
    offers: BTreeMap<[u8; 16], u16>,
    helpers: BTreeMap<[u8; 16], u16>,
}

impl Usage {
    fn take(&mut self, pair: &ScoredPair, input: &RoundInput) -> bool {
        let need = input
            .needs
            .iter()
            .find(|need| need.id == pair.need)
            .unwrap();
        let offer = input
            .offers
            .iter()
            .find(|offer| offer.id == pair.offer)
            .unwrap();
        let mut bump = |side: fn(&mut Self) -> &mut BTreeMap<[u8; 16], u16>, key, limit: u16| {
            let count = side(self).entry(key).or_default();
            *count += 1;
            *count <= limit
        };
        let needs = bump(|usage| &mut usage.needs, need.id.0, need.places);
        let offers = bump(|usage| &mut usage.offers, offer.id.0, offer.places);
        let helpers = bump(
            |usage| &mut usage.helpers,
            offer.party.0,
            input.asks_per_helper_max,
        );
        needs && offers && helpers && need.party != offer.party
    }
}

/// The best value over all subsets of the pairs.
fn brute_force(input: &RoundInput, from: usize, usage: &Usage) -> u64 {
    let Some(pair) = input.pairs.get(from) else {
        return 0;
    };
    let without = brute_force(input, from + 1, usage);
    let mut taken = usage.clone();
    if !taken.take(pair, input) {
        return without;
    }
    without.max(u64::from(pair.score) + brute_force(input, from + 1, &taken))
}

fn is_allowed(round: &Round, input: &RoundInput) -> bool {
    let mut usage = Usage::default();
    round
        .pairs
        .iter()
        .all(|pair| input.pairs.contains(pair) && usage.take(pair, input))
        && round.pairs.windows(2).all(|two| two[0] < two[1])
        && round.value
            == round
                .pairs
                .iter()
                .map(|pair| u64::from(pair.score))
                .sum::<u64>()
}

/// Rounds of up to eight participants; helpers share parties, and some are needy themselves.
fn small_round(places_max: u16, score_max: u32) -> impl Strategy<Value = RoundInput> {
    let needs = prop::collection::vec(1..=places_max, 1..=4);
    let offers = prop::collection::vec((3_u8..8, 0..=places_max), 1..=4);
    let scores = prop::collection::vec(0..score_max, 16);
    (needs, offers, scores, 1_u16..4).prop_map(|(needs, offers, scores, cap)| {
        let pairs = (0_u8..)
            .zip(scores)
            .map(|(cell, score)| (cell / 4, cell % 4, score))
            .filter(|(need, offer, score)| {
                usize::from(*need) < needs.len() && usize::from(*offer) < offers.len() && *score > 1
            })
            .map(|(need, offer, score)| pair(need, offer, score))
            .collect();
        RoundInput {
            needs: (0_u8..)
                .zip(needs)
                .map(|(number, places)| open_need(number, places))
                .collect(),
            offers: (0_u8..)
                .zip(offers)
                .map(|(number, (helper, places))| open_offer(number, helper, places))
                .collect(),
            pairs,
            asks_per_helper_max: cap,
        }
    })
}

fn large_round() -> impl Strategy<Value = RoundInput> {
    let pairs = prop::collection::vec((0_u8..90, 0_u8..90, 1_u32..900), 1..600);
    (pairs, 1_u16..3).prop_map(|(pairs, cap)| RoundInput {
        needs: (0..90).map(|number| open_need(number, 1)).collect(),
        offers: (0..90)
            .map(|number| open_offer(number, 100 + number / 2, 2))
            .collect(),
        pairs: pairs
            .into_iter()
            .map(|(need, offer, score)| pair(need, offer, score))
            .collect(),
        asks_per_helper_max: cap,
    })
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 1_500,
        failure_persistence: None,
        ..Default::default()
    })]

    #[test]
    fn small_rounds_equal_brute_force(input in small_round(1, 1_000)) {
        let round = run(&input);
        prop_assert!(is_allowed(&round, &input));
        prop_assert_eq!(round.value, brute_force(&input, 0, &Usage::default()));
        prop_assert_eq!((round.bound, round.gap_ppm), (round.value, 0));
    }

    #[test]
    fn small_rounds_with_places_equal_brute_force(input in small_round(3, 1_000)) {
        let round = run(&input);
        prop_assert!(is_allowed(&round, &input));
        prop_assert_eq!(round.value, brute_force(&input, 0, &Usage::default()));
        prop_assert_eq!(round.gap_ppm, 0);
    }

    #[test]
    fn small_rounds_full_of_ties_equal_brute_force(input in small_round(3, 4)) {
        let round = run(&input);
        prop_assert!(is_allowed(&round, &input));
        prop_assert_eq!(round.value, brute_force(&input, 0, &Usage::default()));
    }
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 100,
        failure_persistence: None,
        ..Default::default()
    })]

    #[test]
    fn larger_rounds_keep_the_rules_and_the_gap(input in large_round()) {
        let parameters = Parameters { exact_places_max: 0, ..Parameters::default() };
        let round = assign(&input, &parameters).unwrap();
        prop_assert!(is_allowed(&round, &input));
        prop_assert!(round.value <= round.bound);
        prop_assert!(round.gap_ppm <= parameters.gap_ppm_target);
        let best = run(&input);
        prop_assert!(is_allowed(&best, &input));
        prop_assert_eq!((best.bound, best.gap_ppm), (best.value, 0));
        prop_assert!((round.value..=round.bound).contains(&best.value));
    }

    #[test]
    fn order_of_the_input_does_not_count(
        (input, needs, offers, pairs) in large_round().prop_flat_map(|input| (
            Just(input.clone()),
            Just(input.needs).prop_shuffle(),
            Just(input.offers).prop_shuffle(),
            Just(input.pairs).prop_shuffle(),
        )),
    ) {
        let parameters = Parameters::default();
        let asks_per_helper_max = input.asks_per_helper_max;
        let turned = RoundInput { needs, offers, pairs, asks_per_helper_max };
        let (left, right) = (run(&input), run(&turned));
        prop_assert_eq!(digest(&left, &parameters), digest(&right, &parameters));
        prop_assert_eq!(left, right);
    }
}

#[test]
fn scarce_help_goes_where_it_counts_most() {
    let input = RoundInput {
        needs: vec![open_need(1, 1), open_need(2, 1)],
        offers: vec![open_offer(1, 50, 1), open_offer(2, 51, 1)],
        pairs: vec![pair(1, 1, 500), pair(1, 2, 490), pair(2, 1, 480)],
        asks_per_helper_max: 1,
    };
    assert_eq!(run(&input).pairs, [pair(1, 2, 490), pair(2, 1, 480)]);
}

#[test]
fn one_helper_is_not_asked_beyond_the_cap() {
    let input = RoundInput {
        needs: (0..5).map(|number| open_need(number, 1)).collect(),
        offers: (0..5).map(|number| open_offer(number, 50, 3)).collect(),
        pairs: (0..5)
            .map(|number| pair(number, number, 100 + u32::from(number)))
            .collect(),
        asks_per_helper_max: 2,
    };
    assert_eq!(run(&input).pairs, [pair(3, 3, 103), pair(4, 4, 104)]);
}

#[test]
fn an_activity_takes_many_and_a_need_takes_an_offer_once() {
    let input = RoundInput {
        needs: (0..5).map(|number| open_need(number, 3)).collect(),
        offers: vec![open_offer(0, 50, 40)],
        pairs: (0..5).map(|number| pair(number, 0, 100)).collect(),
        asks_per_helper_max: 40,
    };
    assert_eq!(run(&input).pairs.len(), 5);
}

#[test]
fn nobody_is_assigned_to_themselves() {
    let input = RoundInput {
        needs: vec![open_need(7, 1)],
        offers: vec![open_offer(1, 7, 1)],
        pairs: vec![pair(7, 1, 100)],
        asks_per_helper_max: 1,
    };
    assert_eq!(
        run(&input),
        Round {
            pairs: vec![],
            value: 0,
            bound: 0,
            gap_ppm: 0
        }
    );
}

#[test]
fn a_stopped_auction_still_proves_its_gap() {
    let input = RoundInput {
        needs: (0..9).map(|number| open_need(number, 1)).collect(),
        offers: (0..9)
            .map(|number| open_offer(number, 50 + number, 1))
            .collect(),
        pairs: (0..81).map(|cell| pair(cell / 9, cell % 9, 100)).collect(),
        asks_per_helper_max: 1,
    };
    let round = assign(
        &input,
        &Parameters {
            bids_max: 3,
            exact_places_max: 0,
            ..Parameters::default()
        },
    )
    .unwrap();
    assert!(round.value <= 300 && round.bound >= 900, "{round:?}");
    assert!(round.gap_ppm > 600_000, "{round:?}");
    assert_eq!(run(&input).value, 900);
}

#[test]
fn malformed_rounds_are_refused() {
    let input = RoundInput {
        needs: vec![open_need(1, 1)],
        offers: vec![open_offer(1, 50, 1)],
        pairs: vec![pair(1, 1, 5)],
        asks_per_helper_max: 1,
    };
    let refused = |change: fn(&mut RoundInput)| {
        let mut broken = input.clone();
        change(&mut broken);
        assign(&broken, &Parameters::default()).unwrap_err()
    };
    assert_eq!(
        refused(|round| round.needs.push(open_need(1, 2))),
        RoundError::NeedRepeated
    );
    assert_eq!(
        refused(|round| round.offers.push(open_offer(1, 9, 2))),
        RoundError::OfferRepeated
    );
    assert_eq!(
        refused(|round| round.pairs.push(pair(2, 1, 5))),
        RoundError::NeedUnknown
    );
    assert_eq!(
        refused(|round| round.pairs.push(pair(1, 2, 5))),
        RoundError::OfferUnknown
    );
}

#[test]
fn scarce_help_goes_to_whom_the_published_rules_put_first() {
    let rules = [
        Priority {
            urgent: true,
            ..Priority::default()
        },
        Priority {
            waited_hours: 60,
            ..Priority::default()
        },
        Priority {
            over_sixty: true,
            ..Priority::default()
        },
    ];
    for priority in rules {
        let first = OpenNeed {
            priority,
            ..open_need(2, 1)
        };
        let input = RoundInput {
            needs: vec![open_need(1, 1), first],
            offers: vec![open_offer(1, 50, 1)],
            pairs: vec![pair(1, 1, 510), pair(2, 1, 500)],
            asks_per_helper_max: 3,
        };
        let round = run(&input);
        assert_eq!(round.pairs.len(), 1);
        assert_eq!(round.pairs[0].need, id(2), "{priority:?}");
    }
}

#[test]
fn nobody_is_asked_more_often_than_they_want() {
    let offers = [1, 2].map(|offer| OpenOffer {
        party_cap: 1,
        ..open_offer(offer, 50, 3)
    });
    let input = RoundInput {
        needs: (1..=4).map(|need| open_need(need, 1)).collect(),
        offers: offers.to_vec(),
        pairs: (1..=4)
            .flat_map(|need| [pair(need, 1, 400), pair(need, 2, 300)])
            .collect(),
        asks_per_helper_max: 3,
    };
    assert_eq!(run(&input).pairs.len(), 1);
}
