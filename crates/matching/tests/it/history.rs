//! Only what is in the index counts: not the order of arrival, not what came and went.

use matching::{Category, Need, Offer, Window};
use proptest::prelude::*;

use crate::town::{
    EAST_ONE, HAIRCUT, MASKS, SHAVE, TOOLS, WEST, WEST_ONE, WEST_TWO, empty_index, need, offer,
};

const TITLES: [&str; 8] = [
    "老人在家理发",
    "剪头发",
    "借电钻",
    "冲击钻可借",
    "医用外科口罩",
    "普通医用口罩",
    "N95口罩",
    "electric drill",
];

fn category() -> impl Strategy<Value = Category> {
    prop::sample::select(vec![HAIRCUT, SHAVE, TOOLS, MASKS])
}

fn windows() -> impl Strategy<Value = Vec<Window>> {
    prop::collection::vec(
        (0_u64..20, 1_u64..6).prop_map(|(start, hours)| Window {
            start,
            end: start + hours,
        }),
        0..3,
    )
}

fn offers() -> impl Strategy<Value = Vec<Offer>> {
    let area = prop::sample::select(vec![WEST_ONE, WEST_TWO, EAST_ONE, WEST]);
    let one = (
        category(),
        area,
        windows(),
        prop::sample::select(TITLES.to_vec()),
    );
    prop::collection::vec(one, 1..12).prop_map(|rows| {
        (1_u8..)
            .zip(rows)
            .map(|(number, (category, area, windows, title))| Offer {
                windows,
                ..offer(number, category, area, title)
            })
            .collect()
    })
}

fn one_need() -> impl Strategy<Value = Need> {
    (category(), windows(), prop::sample::select(TITLES.to_vec())).prop_map(
        |(category, windows, title)| Need {
            windows,
            ..need(99, category, WEST_ONE, title)
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 64,
        failure_persistence: None,
        ..Default::default()
    })]

    #[test]
    fn arrival_and_departure_leave_no_trace(
        (offers, shuffled) in offers()
            .prop_flat_map(|all| (Just(all.clone()), Just(all).prop_shuffle())),
        gone in offers(),
        need in one_need(),
    ) {
        let mut plain = empty_index();
        for offer in &offers {
            plain.insert_offer(offer).unwrap();
        }
        plain.insert_need(&need).unwrap();
        let mut eventful = empty_index();
        for offer in &gone {
            eventful.insert_offer(offer).unwrap();
        }
        eventful.insert_need(&need).unwrap();
        for offer in &gone {
            prop_assert!(eventful.remove_offer(offer.id));
        }
        for offer in &shuffled {
            eventful.insert_offer(offer).unwrap();
        }
        let found = plain.candidates_for_need(&need, 5);
        prop_assert_eq!(&found, &eventful.candidates_for_need(&need, 5));
        for candidate in &found {
            let offer = offers.iter().find(|offer| offer.id == candidate.offer).unwrap();
            let back = plain.candidates_for_offer(offer, 5);
            prop_assert_eq!(back.first(), Some(candidate));
        }
        let in_order = |two: &[matching::Candidate]| {
            (std::cmp::Reverse(two[0].score), two[0].offer)
                < (std::cmp::Reverse(two[1].score), two[1].offer)
        };
        prop_assert!(found.windows(2).all(in_order));
    }
}
