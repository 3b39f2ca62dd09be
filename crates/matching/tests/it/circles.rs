//! What goes round among two or three parties.

use matching::{Circle, ListingId, OpenNeed, OpenOffer, PartyId, Priority, ScoredPair, circles};

/// A district in which party `n` has need `n` and offer `100 + n`.
struct Street {
    needs: Vec<OpenNeed>,
    offers: Vec<OpenOffer>,
    pairs: Vec<ScoredPair>,
}

const fn listing(number: u8) -> ListingId {
    ListingId([number; 16])
}

/// `(served, serving, score)` for each possible help.
fn street(parties: u8, helps: &[(u8, u8, u32)]) -> Street {
    let pairs = helps.iter().map(|(served, serving, score)| ScoredPair {
        need: listing(*served),
        offer: listing(100 + serving),
        score: *score,
    });
    Street {
        needs: (1..=parties)
            .map(|number| OpenNeed {
                id: listing(number),
                party: PartyId([number; 16]),
                places: 1,
                priority: Priority::default(),
            })
            .collect(),
        offers: (1..=parties)
            .map(|number| OpenOffer {
                id: listing(100 + number),
                party: PartyId([number; 16]),
                places: 1,
                party_cap: u16::MAX,
            })
            .collect(),
        pairs: pairs.collect(),
    }
}

/// Who is served, in order, for each circle found.
fn served(street: &Street) -> Vec<Vec<u8>> {
    let found = circles(&street.needs, &street.offers, &street.pairs);
    let parties = |circle: &Circle| circle.pairs.iter().map(|pair| pair.need.0[0]).collect();
    found.iter().map(parties).collect()
}

#[test]
fn circles_of_two_and_three_are_found() {
    for (helps, expected) in [
        (&[(1, 2, 500), (2, 1, 300)][..], vec![vec![1, 2]]),
        (
            &[(1, 2, 500), (2, 3, 400), (3, 1, 300)],
            vec![vec![1, 2, 3]],
        ),
        (
            &[(3, 1, 300), (1, 2, 500), (2, 3, 400)],
            vec![vec![1, 2, 3]],
        ),
        (&[(1, 2, 500), (2, 3, 400)], vec![]),
        (&[(1, 1, 900)], vec![]),
        (&[(1, 2, 1), (2, 3, 1), (3, 4, 1), (4, 1, 1)], vec![]),
    ] {
        assert_eq!(served(&street(4, helps)), expected, "{helps:?}");
    }
}

#[test]
fn the_circle_whose_least_lucky_party_gets_most_comes_first_and_nobody_helps_twice() {
    let street = street(
        4,
        &[
            (1, 2, 900),
            (2, 1, 100),
            (2, 3, 400),
            (3, 2, 300),
            (3, 4, 50),
            (4, 3, 50),
        ],
    );
    assert_eq!(served(&street), [vec![2, 3]]);
}

#[test]
fn of_equal_circles_the_shorter_is_taken() {
    let street = street(3, &[(1, 2, 7), (2, 3, 7), (3, 1, 7), (2, 1, 7)]);
    assert_eq!(served(&street), [vec![1, 2]]);
}

#[test]
fn the_order_of_the_input_does_not_count() {
    let helps = [
        (1, 2, 5),
        (2, 3, 5),
        (3, 1, 5),
        (2, 1, 4),
        (4, 3, 9),
        (3, 4, 9),
    ];
    let forth = street(4, &helps);
    let mut back = street(4, &helps);
    back.needs.reverse();
    back.offers.reverse();
    back.pairs.reverse();
    assert_eq!(served(&forth), served(&back));
}

#[test]
fn a_listing_without_an_open_place_takes_no_part() {
    let mut street = street(2, &[(1, 2, 5), (2, 1, 5)]);
    street.offers[0].places = 0;
    assert!(served(&street).is_empty());
}
