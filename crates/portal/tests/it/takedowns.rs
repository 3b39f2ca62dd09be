//! What two persons took down is on no page; its hash and the reason stay on the ledger.

use ledger::{
    Action, AreaCode, Hash, ListingId,
    operation::{
        content::{AppealTakedown, RestoreContent, TakeDownContent, TakedownReason},
        identity::{Role, Scope},
    },
};
use projections::listings::Filter;

use crate::site::Site;
use crate::{story, two};

async fn take_down(site: &Site, content: Hash) {
    let take = TakeDownContent {
        content,
        owner: site.office.member("chen").party,
        area: AreaCode(440_604_010_001),
        reason: TakedownReason::Deception,
    };
    two::decide(site, Action::from(take)).await;
}

/// Chen's need of the story, with the hash of its words.
async fn need(site: &Site) -> (ListingId, Hash) {
    let told = story::tell(&site.office).await;
    let listing = ListingId::derive(told.published, 0);
    let row = site.office.desk.projections.listing(listing).await;
    (listing, row.unwrap().unwrap().content.hash)
}

#[tokio::test]
async fn words_that_were_taken_down_are_on_no_page_and_come_back() {
    let site = Site::open().await;
    let (listing, content) = need(&site).await;
    let (path, he) = (
        format!("/listings/{listing}"),
        site.office.cookie("he").await,
    );
    assert!(site.get(&path, &he).await.text.contains("想请人上门理发"));
    let found = search(&site).await;
    assert_eq!(found, [listing], "found by its words");

    take_down(&site, content).await;
    let page = site.get(&path, &he).await;
    assert!(!page.text.contains("想请人上门理发"));
    assert!(page.text.contains("已撤下：虚假或广告"));
    assert_eq!(search(&site).await, []);
    let messages = site.get("/exchanges", &he).await;
    assert!(!messages.text.contains("想请人上门理发"));

    let statement = Hash([9; 32]);
    let appeal = Action::from(AppealTakedown { content, statement });
    story::act(&site.office, "chen", appeal).await;
    let district = Scope::Area(AreaCode(440_604));
    two::grant(&site, "he", Role::Administrator, district).await;
    let restore = Action::from(RestoreContent { content });
    story::act(&site.office, "he", restore).await;
    assert!(site.get(&path, &he).await.text.contains("想请人上门理发"));
    assert_eq!(search(&site).await, [listing]);
}

async fn search(site: &Site) -> Vec<ListingId> {
    let views = &site.office.desk.projections;
    let found = views.search("理发", &Filter::default(), 10).await;
    found.unwrap().into_iter().map(|row| row.listing).collect()
}

#[tokio::test]
async fn a_photo_that_was_taken_down_is_not_there() {
    let site = Site::open().await;
    let jpeg = [0xff, 0xd8, 0xff, 0xe0, 1, 2, 3];
    let photo = site.office.desk.content.put_photo(&jpeg).unwrap();
    let (path, he) = (format!("/photos/{photo}"), site.office.cookie("he").await);
    assert_eq!(site.get(&path, &he).await.status, 200);
    take_down(&site, photo).await;
    assert_eq!(site.get(&path, &he).await.status, 404);
}
