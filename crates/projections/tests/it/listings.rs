//! Needs and offers by place, kind of help and moment.

use crate::office::office_of;
use ledger::{
    AreaCode, CategoryCode, PartyId, operation::ListingAction, operation::listing::ListingKind,
    time::DAY_MS,
};
use projections::{
    Page,
    listings::{Filter, ListingStatus},
};
use testkit::{District, chain::DISTRICT, district::NEXT_COMMUNITY};

fn of_kind(kind: ListingKind) -> Filter {
    Filter {
        kind: Some(kind),
        ..Filter::default()
    }
}

fn of_category(code: u16) -> Filter {
    Filter {
        category: Some(CategoryCode(code)),
        ..Filter::default()
    }
}

fn within(area: AreaCode) -> Filter {
    Filter {
        area: Some(area),
        ..Filter::default()
    }
}

fn of_owner(owner: PartyId) -> Filter {
    Filter {
        owner: Some(owner),
        ..Filter::default()
    }
}

#[tokio::test]
async fn listings_are_found_by_kind_area_category_and_owner() {
    let mut district = District::new(1);
    let chen = district.resident("陈伯");
    let mei = district.resident_in("阿梅", NEXT_COMMUNITY);
    district.publish_need(&chen, "haircut");
    district.publish_offer(&chen, "errands");
    let mut elsewhere = district.need("bathing-help");
    elsewhere.area = NEXT_COMMUNITY;
    district.publish(&mei, elsewhere);
    let office = office_of(&district).await;
    for (filter, count) in [
        (Filter::default(), 3),
        (of_kind(ListingKind::Need), 2),
        (of_category(200), 2),
        (of_category(201), 1),
        (within(NEXT_COMMUNITY), 1),
        (within(AreaCode(440_604_010)), 3),
        (within(DISTRICT), 3),
        (within(AreaCode(440_605)), 0),
        (of_owner(mei.party), 1),
    ] {
        let found = office
            .reads
            .listings(&filter, Page::first(10))
            .await
            .unwrap();
        assert_eq!(found.len(), count, "{filter:?}");
        let counted = office.reads.count_listings(&filter).await.unwrap();
        assert_eq!(counted, u64::try_from(count).unwrap());
    }
    let counts = office
        .reads
        .listing_counts(&Filter::default())
        .await
        .unwrap();
    assert_eq!(counts.iter().map(|row| row.count).sum::<u64>(), 3);
}

#[tokio::test]
async fn a_listing_is_open_full_closed_or_expired() {
    let mut district = District::new(2);
    let (chen, mei) = (district.resident("陈伯"), district.resident("阿梅"));
    let open = district.publish_need(&chen, "haircut");
    let full = district.publish_need(&chen, "errands");
    let closed = district.publish_need(&chen, "sewing");
    let exchange = district.request(&mei, full);
    district.accept(&chen, exchange);
    district.close(&chen, closed);
    let office = office_of(&district).await;
    let now = district.chain().time();
    let later = now.plus_ms(31 * DAY_MS);
    for (listing, time, status) in [
        (open, now, ListingStatus::Open),
        (full, now, ListingStatus::Full),
        (closed, now, ListingStatus::Closed),
        (open, later, ListingStatus::Expired),
    ] {
        let read = office.reads.listing(listing).await.unwrap().unwrap();
        assert_eq!(read.status_at(time), status);
    }
    let takes_questions = Filter {
        open_at: Some(now),
        ..Filter::default()
    };
    let found = office
        .reads
        .listings(&takes_questions, Page::first(9))
        .await
        .unwrap();
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].listing, open);
}

#[tokio::test]
async fn pages_follow_each_other_without_repeats() {
    let mut district = District::new(3);
    let chen = district.resident("陈伯");
    let mut published = Vec::new();
    for _ in 0..7 {
        published.push(district.publish_need(&chen, "haircut"));
    }
    published.reverse();
    let office = office_of(&district).await;
    let (mut read, mut page) = (Vec::new(), Page::first(3));
    loop {
        let found = office
            .reads
            .listings(&Filter::default(), page)
            .await
            .unwrap();
        let Some(last) = found.last() else { break };
        page = Page::after(last.sequence, 3);
        read.extend(found.iter().map(|row| row.listing));
    }
    assert_eq!(read, published);
}

#[tokio::test]
async fn a_batch_of_two_thousand_listings_is_taken_in_whole() {
    let mut district = District::new(4);
    let charity = district.organisation("慈善会", DISTRICT);
    let actions = (0..2_095)
        .map(|_| ledger::Action::Listing(ListingAction::PublishListing(district.need("masks"))))
        .collect();
    assert!(matches!(
        district.act_together(&charity, actions),
        ledger::Verdict::Applied(_)
    ));
    let office = office_of(&district).await;
    let all = office
        .reads
        .count_listings(&Filter::default())
        .await
        .unwrap();
    assert_eq!(all, 2_095);
}
