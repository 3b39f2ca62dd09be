//! Twins: who somebody is and when they came never counts.

use matching::{Candidate, ListingId, Offer};

use crate::town::{HAIRCUT, WEST_ONE, id, index_of, need, offer, party};

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
