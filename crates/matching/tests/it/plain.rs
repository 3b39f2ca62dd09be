//! The off switch orders by distance and time and reads nothing else.

use matching::{Closeness, PlainListing, PlainPlace, Window, order_plainly};

use crate::town::{EAST_ONE, WEST_ONE, WEST_TWO, areas, id};

#[test]
fn plain_order_is_distance_then_time_then_id() {
    let at = |start| {
        vec![Window {
            start,
            end: start + 5,
        }]
    };
    let listing = |number, area, windows| PlainListing {
        id: id(number),
        area,
        windows,
    };
    let listings = [
        listing(1, EAST_ONE, at(0)),
        listing(2, WEST_ONE, at(20)),
        listing(3, WEST_ONE, at(10)),
        listing(4, WEST_TWO, at(0)),
        listing(5, WEST_ONE, Vec::new()),
        listing(6, WEST_ONE, at(10)),
    ];
    let order = order_plainly(WEST_ONE, &[], &listings, &areas());
    let ids: Vec<_> = order.iter().map(|place| place.id).collect();
    assert_eq!(ids, [id(5), id(3), id(6), id(2), id(4), id(1)]);
    assert_eq!(
        order[0],
        PlainPlace {
            id: id(5),
            closeness: Closeness::SameCommunity,
            first_time: None
        }
    );
}

#[test]
fn plain_order_leaves_out_what_never_suits() {
    let listing = |number, start, end| PlainListing {
        id: id(number),
        area: WEST_ONE,
        windows: vec![Window { start, end }],
    };
    let mine = [Window { start: 10, end: 20 }];
    let order = order_plainly(
        WEST_ONE,
        &mine,
        &[listing(1, 0, 10), listing(2, 0, 12)],
        &areas(),
    );
    assert_eq!(order.len(), 1);
    assert_eq!(order[0].first_time, Some(Window { start: 10, end: 12 }));
}
