//! A digest changes with anything that was decided, and with nothing else.

use matching::{
    OpenNeed, OpenOffer, Parameters, Priority, Round, RoundInput, ScoredPair, digest, digest_input,
};

use crate::town::{id, party};

fn round() -> Round {
    let pairs = vec![ScoredPair {
        need: id(1),
        offer: id(2),
        score: 300,
    }];
    Round {
        pairs,
        value: 300,
        bound: 301,
        gap_ppm: 3_323,
    }
}

#[test]
fn every_field_of_a_round_moves_its_digest() {
    let parameters = Parameters::default();
    let original = digest(&round(), &parameters);
    let mut changed = vec![
        Round {
            value: 299,
            ..round()
        },
        Round {
            bound: 302,
            ..round()
        },
        Round {
            gap_ppm: 1,
            ..round()
        },
        Round {
            pairs: Vec::new(),
            ..round()
        },
    ];
    let pairs = vec![ScoredPair {
        need: id(1),
        offer: id(3),
        score: 300,
    }];
    changed.push(Round { pairs, ..round() });
    for other in &changed {
        assert_ne!(digest(other, &parameters), original, "{other:?}");
    }
    assert_eq!(digest(&round(), &parameters), original);
}

#[test]
fn parameters_are_part_of_the_digest() {
    let parameters = Parameters::default();
    let newer = Parameters {
        version: 3,
        ..parameters
    };
    let cheaper = Parameters {
        price_step: 9,
        ..parameters
    };
    assert_ne!(digest(&round(), &parameters), digest(&round(), &newer));
    assert_ne!(digest(&round(), &parameters), digest(&round(), &cheaper));
}

#[test]
fn input_digest_ignores_order_and_notices_places() {
    let need = |number| OpenNeed {
        id: id(number),
        party: party(number),
        places: 1,
        priority: Priority::default(),
    };
    let offer = OpenOffer {
        id: id(9),
        party: party(9),
        places: 1,
        party_cap: u16::MAX,
    };
    let pair = |number| ScoredPair {
        need: id(number),
        offer: id(9),
        score: 5,
    };
    let input = RoundInput {
        needs: vec![need(1), need(2)],
        offers: vec![offer],
        pairs: vec![pair(1), pair(2)],
        asks_per_helper_max: 1,
    };
    let mut turned = input.clone();
    turned.needs.reverse();
    turned.pairs.reverse();
    assert_eq!(digest_input(&input), digest_input(&turned));
    turned.offers[0].places = 2;
    assert_ne!(digest_input(&input), digest_input(&turned));
}
