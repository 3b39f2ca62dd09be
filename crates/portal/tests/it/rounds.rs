//! Matching rounds by their schedule: when they are due, what they read, and what comes of them.

use ledger::{
    CategoryCode, Hash, ListingId, Timestamp,
    operation::listing::{ListingKind, Place},
    state::keys,
    time::DAY_MS,
};
use portal::{
    content::ListingText,
    desk::{ListingDraft, open_listings},
    jobs::{match_everything, match_when_due},
};
use projections::Page;
use testkit::TestOffice;

/// Somebody publishes for ten days, at any time.
async fn publish(
    office: &TestOffice,
    who: &str,
    kind: ListingKind,
    category: u16,
    title: &str,
) -> ListingId {
    let party = office.member(who).party;
    let state = office.desk.gateway.head().state;
    let draft = ListingDraft {
        kind,
        category: CategoryCode(category),
        area: state.get(&keys::party(party)).unwrap().area,
        place: Place::Home,
        windows: Vec::new(),
        minutes: 60,
        capacity: 1,
        expires_at: Timestamp(office.desk.now().0 + 10 * DAY_MS),
        text: ListingText {
            title: title.to_owned(),
            ..ListingText::default()
        },
    };
    office.desk.publish(party, draft).await.unwrap().0
}

async fn rounds(office: &TestOffice) -> usize {
    let rounds = office.desk.projections.match_rounds(Page::first(10));
    rounds.await.unwrap().len()
}

#[tokio::test]
async fn a_round_runs_when_somebody_needs_something_and_again_after_the_interval() {
    let office = TestOffice::open().await;
    publish(&office, "he", ListingKind::Offer, 201, "义务理发").await;
    assert_eq!(match_when_due(&office.desk).await.unwrap(), None, "no need");
    publish(&office, "chen", ListingKind::Need, 201, "想请人上门理发").await;
    let first = match_when_due(&office.desk).await.unwrap().unwrap();
    assert_eq!((first.needs, first.assigned, first.gap_ppm), (1, 1, 0));
    assert_eq!(
        match_when_due(&office.desk).await.unwrap(),
        None,
        "too early"
    );
    let every = office.desk.matchmaker.parameters().round_every_ms;
    office.advance(every - 1_000);
    assert_eq!(
        match_when_due(&office.desk).await.unwrap(),
        None,
        "too early"
    );
    office.advance(1_000);
    assert!(match_when_due(&office.desk).await.unwrap().is_some());
    assert_eq!(rounds(&office).await, 2);
}

#[tokio::test]
async fn what_a_round_reads_from_memory_is_what_the_read_models_give() {
    let office = TestOffice::open().await;
    let story = crate::story::tell(&office).await;
    crate::story::settle(&office, &story).await;
    publish(&office, "he", ListingKind::Offer, 201, "义务理发").await;
    publish(&office, "chen", ListingKind::Need, 201, "想请人上门理发").await;
    let desk = &office.desk;
    desk.projected(desk.gateway.head().header.height)
        .await
        .unwrap();
    let snapshot = desk.matchmaker.snapshot().unwrap();
    assert_eq!(snapshot.height, desk.gateway.head().header.height);
    let open = open_listings(&desk.projections, &desk.content, snapshot.time);
    let derived = desk
        .matchmaker
        .round_input(&open.await.unwrap(), snapshot.time);
    let read = desk.matchmaker.round_input(&snapshot.open, snapshot.time);
    assert_eq!(derived.unwrap(), read.unwrap());
    let helped = snapshot.open.iter().map(|listing| listing.completed);
    assert_eq!(helped.max(), Some(1), "completed services are read");
}

#[tokio::test]
async fn a_round_tells_both_sides_and_its_circle_until_a_listing_closes() {
    let office = TestOffice::open().await;
    let desk = &office.desk;
    let (chen, he) = (office.member("chen").party, office.member("he").party);
    let need = publish(&office, "chen", ListingKind::Need, 201, "想请人上门理发").await;
    let offer = publish(&office, "he", ListingKind::Offer, 201, "义务理发").await;
    let back = publish(&office, "he", ListingKind::Need, 101, "借电钻").await;
    publish(&office, "chen", ListingKind::Offer, 101, "电钻可借").await;
    match_everything(desk).await.unwrap();
    for party in [chen, he] {
        let suggested = desk.suggestions_of(party).await.unwrap();
        assert!(
            suggested
                .iter()
                .any(|help| (help.need, help.offer) == (need, offer))
        );
        let circles = desk.circles_of(party).await.unwrap();
        assert_eq!(circles.len(), 1);
        let needs: Vec<ListingId> = circles[0].helps.iter().map(|help| help.need).collect();
        assert!(needs.contains(&need) && needs.contains(&back), "{needs:?}");
    }
    let close = ledger::operation::listing::CloseListing { listing: need };
    desk.act(chen, close.into()).await.unwrap();
    assert!(desk.circles_of(he).await.unwrap().is_empty());
    let left = desk.suggestions_of(chen).await.unwrap();
    assert!(left.iter().all(|help| help.need == back), "{left:?}");
}

#[tokio::test]
async fn after_a_start_the_last_round_is_run_again_from_what_was_kept() {
    let office = TestOffice::open().await;
    publish(&office, "chen", ListingKind::Need, 201, "想请人上门理发").await;
    publish(&office, "he", ListingKind::Offer, 201, "义务理发").await;
    match_everything(&office.desk).await.unwrap();
    let kept = office.desk.last_round().await.unwrap().unwrap();
    let forgotten = portal::matchmaker::RoundResult {
        inputs: Hash([7; 32]),
        suggestions: Vec::new(),
        circles: Vec::new(),
    };
    office.desk.matchmaker.keep_result(forgotten.into());
    assert_eq!(office.desk.last_round().await.unwrap().unwrap(), kept);
}

#[tokio::test]
async fn after_two_days_a_need_is_handed_to_the_worker_of_its_area() {
    let office = TestOffice::open().await;
    let worker = office.member("worker").party;
    let need = publish(&office, "he", ListingKind::Need, 201, "想请人上门理发").await;
    publish(&office, "chen", ListingKind::Need, 201, "别的社区的需求").await;
    let hours = office.desk.matchmaker.parameters().refer_after_ms;
    office.advance(hours - 1_000);
    assert!(office.desk.handed_to(worker).await.unwrap().is_empty());
    office.advance(2_000);
    let handed = office.desk.handed_to(worker).await.unwrap();
    let handed: Vec<ListingId> = handed.iter().map(|need| need.listing).collect();
    assert_eq!(handed, [need]);
}
