//! Twins: who somebody is and when they came never counts.

use matching::{Candidate, Category, Claim, ListingId, Offer, Parameters, Priority, Reason};
use proptest::prelude::*;

use crate::town::{
    COMPANION, EAST_ONE, HAIRCUT, SHAVE, TOOLS, WEST_ONE, WEST_TWO, id, index_of, need, offer,
    party,
};

fn search(offers: &[Offer]) -> Vec<Candidate> {
    let need = need(1, HAIRCUT, WEST_ONE, "老人理发");
    index_of(std::slice::from_ref(&need), offers).candidates_for_need(&need, 10)
}

#[test]
fn twins_get_one_score_and_one_set_of_reasons() {
    let left = offer(2, HAIRCUT, WEST_ONE, "上门理发");
    let right = Offer {
        id: id(3),
        party: party(77),
        ..left.clone()
    };
    let found = search(&[right, left]);
    assert_eq!(found.len(), 2);
    assert_eq!(found[0].score, found[1].score);
    assert_eq!(found[0].reasons, found[1].reasons);
    assert_eq!((found[0].offer, found[1].offer), (id(2), id(3)));
}

#[test]
fn swapping_the_parties_of_twins_changes_nothing() {
    let left = offer(2, HAIRCUT, WEST_ONE, "上门理发");
    let right = Offer {
        id: id(3),
        party: party(77),
        ..left.clone()
    };
    let swapped_left = Offer {
        party: right.party,
        ..left.clone()
    };
    let swapped_right = Offer {
        party: left.party,
        ..right.clone()
    };
    assert_eq!(
        search(&[left, right]),
        search(&[swapped_left, swapped_right])
    );
}

#[test]
fn a_long_list_is_cut_elsewhere_for_every_need() {
    let offers: Vec<Offer> = (0_u16..2_000)
        .map(|number| {
            let mut bytes = [0; 16];
            bytes[..2].copy_from_slice(&number.to_be_bytes());
            Offer {
                id: ListingId(bytes),
                ..offer(2, HAIRCUT, WEST_ONE, "上门理发")
            }
        })
        .collect();
    let index = index_of(&[], &offers);
    let first = |start: u8| {
        let mut bytes = [0; 16];
        bytes[0] = start;
        let mut need = need(1, HAIRCUT, WEST_ONE, "老人理发");
        need.id = ListingId(bytes);
        index.candidates_for_need(&need, 1)[0].offer
    };
    assert_ne!(first(1), first(4));
}

/// What a district's people say; a twin says the same.
const SAYINGS: [(Category, &str); 4] = [
    (HAIRCUT, "老人想在家理发"),
    (COMPANION, "陪老人去医院"),
    (TOOLS, "借电钻用一下"),
    (SHAVE, "上门修面"),
];

fn claim() -> impl Strategy<Value = Claim> {
    (0..200_u64, 1..400_u64).prop_map(|(published, lasts)| Claim {
        published_at: published * 3_600_000,
        last_moment: (published + lasts) * 3_600_000,
        over_sixty: false,
    })
}

proptest! {
    /// Who somebody is enters nothing: with other parties behind every listing, which is all that
    /// the engine could know them by, each pair has its score and its reasons as before.
    #[test]
    fn with_other_people_behind_the_same_words_nothing_changes(
        said in prop::collection::vec((0..4_usize, 0..3_usize, 0..20_u32), 1..12),
        asked in 0..4_usize,
        shift in 1..90_u8,
    ) {
        let places = [WEST_ONE, WEST_TWO, EAST_ONE];
        let offers = |shift: u8| -> Vec<Offer> {
            let rows = (2_u8..).zip(&said);
            rows.map(|(number, (saying, place, helps))| {
                let (category, words) = SAYINGS[*saying];
                let mut offer = offer(number, category, places[*place], words);
                offer.party = party(100 + number + shift);
                offer.provider.completed_helps = *helps;
                offer
            })
            .collect()
        };
        let (category, words) = SAYINGS[asked];
        let need = need(1, category, WEST_ONE, words);
        let twin = matching::Need { party: party(99), ..need.clone() };
        let found = index_of(&[], &offers(0)).candidates_for_need(&need, 20);
        let again = index_of(&[], &offers(shift)).candidates_for_need(&twin, 20);
        prop_assert_eq!(found, again);
    }

    /// In a round the one protected thing that counts is the published rule "elders first", by its
    /// points, and the reason says so.
    #[test]
    fn of_two_needs_that_differ_in_age_only_the_published_rule_tells_them_apart(
        claim in claim(),
        hours in 0..600_u64,
    ) {
        let parameters = Parameters::default();
        let now = hours * 3_600_000;
        let elder = Claim { over_sixty: true, ..claim };
        let of = |claim: &Claim| Priority::of(claim, now, &parameters);
        let (young, old) = (of(&claim), of(&elder));
        prop_assert_eq!(
            old.points(&parameters),
            young.points(&parameters) + parameters.over_sixty
        );
        let mut named = young.reasons();
        named.push(Reason::EldersFirst);
        prop_assert_eq!(old.reasons(), named);
        prop_assert_eq!(Priority { over_sixty: false, ..old }, young);
    }
}
