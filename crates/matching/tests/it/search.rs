//! A search finds what fits, says why, and leaves out what cannot be.

use matching::{Category, IndexError, Language, ListingId, Need, Offer, Reason, Window};

use crate::town::{
    COMPANION, EAST_ONE, GROOMING, HAIRCUT, MASKS, MEDICAL, NURSING, SHAVE, TOOLS, WEST_ONE,
    WEST_TWO, empty_index, id, index_of, need, offer,
};

fn found(need: &Need, offers: &[Offer]) -> Vec<ListingId> {
    let index = index_of(std::slice::from_ref(need), offers);
    index
        .candidates_for_need(need, 10)
        .into_iter()
        .map(|candidate| candidate.offer)
        .collect()
}

fn reasons(need: &Need, offer: &Offer) -> Vec<Reason> {
    let index = index_of(std::slice::from_ref(need), std::slice::from_ref(offer));
    index
        .candidates_for_need(need, 1)
        .pop()
        .map(|found| found.reasons)
        .unwrap_or_default()
}

#[test]
fn reasons_name_everything_that_counted() {
    let mut need = need(1, HAIRCUT, WEST_ONE, "老人想在家理发");
    need.windows = vec![Window { start: 50, end: 90 }];
    need.languages = vec![Language(*b"yue")];
    let mut offer = offer(2, HAIRCUT, WEST_ONE, "上门剪头发");
    offer.windows = vec![Window { start: 95, end: 99 }, Window { start: 10, end: 60 }];
    offer.provider.licences = vec![GROOMING];
    offer.provider.completed_helps = 3;
    offer.provider.languages = vec![Language(*b"cmn"), Language(*b"yue")];
    assert_eq!(
        reasons(&need, &offer),
        [
            Reason::SameCategory,
            Reason::SameWords(vec!["理发".to_owned()]),
            Reason::SameCommunity,
            Reason::FreeAtTheTime(Window { start: 50, end: 60 }),
            Reason::LicenceVerified,
            Reason::SpeaksLanguage(Language(*b"yue")),
            Reason::HelpedNeighbours(3),
        ]
    );
}

#[test]
fn nearer_offers_come_first() {
    let need = need(1, TOOLS, WEST_ONE, "借电钻");
    let offers = [
        offer(2, TOOLS, EAST_ONE, "电钻可借"),
        offer(3, TOOLS, WEST_TWO, "电钻可借"),
        offer(4, TOOLS, WEST_ONE, "电钻可借"),
    ];
    assert_eq!(found(&need, &offers), [id(4), id(3), id(2)]);
}

#[test]
fn words_find_offers_filed_under_another_category() {
    let need = need(1, MEDICAL, WEST_ONE, "普通医用口罩");
    let offers = [
        offer(2, TOOLS, WEST_ONE, "一次性医用口罩"),
        offer(3, TOOLS, WEST_ONE, "人字梯可借"),
    ];
    assert_eq!(found(&need, &offers), [id(2)]);
    let words = Reason::SameWords(vec!["医用".to_owned(), "口罩".to_owned()]);
    let named = reasons(&need, &offers[0]);
    assert!(
        named.contains(&words)
            || named.contains(&Reason::SameWords(vec![
                "口罩".to_owned(),
                "医用".to_owned()
            ])),
        "{named:?}"
    );
}

#[test]
fn the_same_supply_beats_a_similar_one() {
    let need = need(1, MASKS, WEST_ONE, "医用外科口罩");
    let offers = [
        offer(2, MASKS, WEST_ONE, "普通医用口罩"),
        offer(3, MASKS, WEST_ONE, "外科口罩一千只"),
        offer(4, MASKS, WEST_ONE, "N95"),
    ];
    assert_eq!(found(&need, &offers), [id(3), id(2), id(4)]);
}

#[test]
fn haircut_companion_and_drill_find_their_own() {
    let offers = [
        offer(2, HAIRCUT, WEST_ONE, "退休师傅免费剪头发"),
        offer(3, COMPANION, WEST_ONE, "可以陪老人看病,陪诊"),
        offer(4, TOOLS, WEST_ONE, "家里有冲击钻,可以借"),
    ];
    for (category, title, best) in [
        (HAIRCUT, "理发", 2),
        (COMPANION, "陪我妈妈陪诊", 3),
        (TOOLS, "借电钻", 4),
    ] {
        let found = found(&need(1, category, WEST_ONE, title), &offers);
        assert_eq!(found.first(), Some(&id(best)), "{title}");
    }
}

#[test]
fn sister_categories_are_related_but_top_ones_are_not() {
    let need = need(1, HAIRCUT, WEST_ONE, "理发");
    assert!(reasons(&need, &offer(2, SHAVE, WEST_ONE, "刮脸")).contains(&Reason::RelatedCategory));
    assert_eq!(reasons(&need, &offer(2, COMPANION, WEST_ONE, "陪诊")), []);
}

#[test]
fn nobody_is_matched_with_themselves() {
    let need = need(1, HAIRCUT, WEST_ONE, "理发");
    let mut own = offer(2, HAIRCUT, WEST_ONE, "理发");
    own.party = need.party;
    assert_eq!(found(&need, &[own]), []);
}

#[test]
fn full_listings_are_not_candidates() {
    let mut need = need(1, HAIRCUT, WEST_ONE, "理发");
    let mut full = offer(2, HAIRCUT, WEST_ONE, "理发");
    full.taken = 1;
    assert_eq!(found(&need, &[full]), []);
    need.capacity = 0;
    assert_eq!(found(&need, &[offer(3, HAIRCUT, WEST_ONE, "理发")]), []);
}

#[test]
fn hours_that_never_meet_are_not_candidates() {
    let mut need = need(1, HAIRCUT, WEST_ONE, "理发");
    need.windows = vec![Window { start: 0, end: 10 }];
    let mut offer = offer(2, HAIRCUT, WEST_ONE, "理发");
    offer.windows = vec![Window { start: 10, end: 20 }];
    assert_eq!(reasons(&need, &offer), []);
    offer.windows.clear();
    assert!(reasons(&need, &offer).contains(&Reason::FreeAtTheTime(Window { start: 0, end: 10 })));
    need.windows.clear();
    assert!(reasons(&need, &offer).contains(&Reason::AnyTime));
}

#[test]
fn nursing_without_a_licence_is_refused() {
    let need = need(1, NURSING, WEST_ONE, "上门护理");
    let mut offer = offer(2, NURSING, WEST_ONE, "护理");
    assert_eq!(reasons(&need, &offer), []);
    offer.provider.licences = vec![NURSING];
    assert!(reasons(&need, &offer).contains(&Reason::LicenceVerified));
}

#[test]
fn people_without_a_common_language_are_not_matched() {
    let mut need = need(1, HAIRCUT, WEST_ONE, "理发");
    need.languages = vec![Language(*b"yue")];
    let mut offer = offer(2, HAIRCUT, WEST_ONE, "理发");
    offer.provider.languages = vec![Language(*b"eng")];
    assert_eq!(reasons(&need, &offer), []);
}

#[test]
fn both_sides_see_the_same_candidate() {
    let need = need(1, HAIRCUT, WEST_ONE, "老人理发");
    let offer = offer(2, HAIRCUT, WEST_TWO, "剪头发");
    let index = index_of(std::slice::from_ref(&need), std::slice::from_ref(&offer));
    let from_need = index.candidates_for_need(&need, 5);
    assert_eq!(from_need.len(), 1);
    assert_eq!(from_need, index.candidates_for_offer(&offer, 5));
    let pair = index.pairs_for_need(need.id, 5)[0];
    assert_eq!(
        (pair.need, pair.offer, pair.score),
        (need.id, offer.id, from_need[0].score)
    );
}

#[test]
fn a_listing_enters_once_and_leaves_once() {
    let mut index = empty_index();
    let offer = offer(2, Category(7), WEST_TWO, "理发");
    assert_eq!(index.insert_offer(&offer), Ok(()));
    assert_eq!(index.insert_offer(&offer), Err(IndexError::ListingKnown));
    assert!(index.remove_offer(offer.id));
    assert!(!index.remove_offer(offer.id));
    assert_eq!(
        index.candidates_for_need(&need(1, Category(7), WEST_TWO, "理发"), 5),
        []
    );
}
