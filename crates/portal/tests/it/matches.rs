//! Both sides hear that they fit, once, and may say that they do not want to; circles go round.

use ledger::{
    CategoryCode, Timestamp,
    operation::listing::{CloseListing, ListingKind, Place},
    state::keys,
    time::DAY_MS,
};
use portal::{content::ListingText, desk::ListingDraft, jobs::match_everything};

use crate::neighbours::publish;
use crate::site::Site;

const NEED: ListingKind = ListingKind::Need;
const OFFER: ListingKind = ListingKind::Offer;

async fn tab(site: &Site, who: &str) -> String {
    let page = site.get("/help", &site.office.cookie(who).await).await;
    page.text_of(".tabs a[href='/messages']")
}

#[tokio::test]
async fn both_sides_are_told_with_reasons_as_soon_as_a_listing_is_published() {
    let site = Site::open().await;
    let need = publish(&site, "chen", NEED, "陪我去医院拿药").await;
    let chen = site.office.cookie("chen").await;
    let before = site.get("/messages/found", &chen).await;
    assert!(before.text_of(".found .told").contains("还没有"), "honest");
    assert_eq!(tab(&site, "chen").await, "消息");
    let offer = publish(&site, "he", OFFER, "陪诊陪拿药").await;
    for (who, own, partner) in [("chen", need, offer), ("he", offer, need)] {
        assert_eq!(tab(&site, who).await, "消息（1）", "{who}");
        let cookie = site.office.cookie(who).await;
        let inbox = site.get("/messages", &cookie).await;
        assert!(
            inbox
                .text_of(".way-strong[href='/messages/found']")
                .contains('1')
        );
        let found = site.get("/messages/found", &cookie).await;
        assert!(found.text_of(".found .status-good").contains('1'));
        assert!(!found.text_of(".found .why").is_empty(), "reasons in words");
        let ask = format!(".found a[href='/listings/{partner}/ask?own={own}']");
        assert_eq!(found.count(&ask), 1);
        let again = site.get("/messages/found", &cookie).await;
        assert_eq!(again.count(".found .status-good"), 0, "told once");
        assert_eq!(tab(&site, who).await, "消息");
    }
}

#[tokio::test]
async fn the_plain_order_is_one_tap_away_and_gives_no_reasons() {
    let site = Site::open().await;
    publish(&site, "chen", NEED, "陪我去医院拿药").await;
    publish(&site, "he", OFFER, "陪诊陪拿药").await;
    let chen = site.office.cookie("chen").await;
    let plain = site.get("/messages/found?order=plain", &chen).await;
    assert_eq!(plain.count(".found .card-link"), 1);
    assert_eq!(plain.count(".found .why"), 0);
    assert_eq!(
        plain.count("nav a[href$='order=plain'][aria-current=true]"),
        1
    );
}

#[tokio::test]
async fn whoever_does_not_want_to_be_told_is_not_until_they_do_again() {
    let site = Site::open().await;
    publish(&site, "chen", NEED, "陪我去医院拿药").await;
    let chen = site.office.cookie("chen").await;
    let off = site.post("/messages/found", &chen, "told=no").await;
    assert_eq!(off.status, 303);
    publish(&site, "he", OFFER, "陪诊陪拿药").await;
    assert_eq!(tab(&site, "chen").await, "消息");
    assert_eq!(tab(&site, "he").await, "消息（1）", "the other side is");
    let page = site.get("/messages/found", &chen).await;
    assert_eq!(page.count(".found .card-link"), 1, "it stands there");
    site.post("/messages/found", &chen, "told=yes").await;
    publish(&site, "mai", OFFER, "陪诊").await;
    assert_eq!(tab(&site, "chen").await, "消息（1）");
}

#[tokio::test]
async fn what_was_said_of_a_listing_that_closed_is_taken_back() {
    let site = Site::open().await;
    publish(&site, "chen", NEED, "陪我去医院拿药").await;
    let offer = publish(&site, "he", OFFER, "陪诊陪拿药").await;
    assert_eq!(tab(&site, "chen").await, "消息（1）");
    let he = site.office.member("he").party;
    let close = CloseListing { listing: offer };
    site.office.desk.act(he, close.into()).await.unwrap();
    assert_eq!(tab(&site, "chen").await, "消息");
}

#[tokio::test]
async fn passing_time_that_brings_two_together_tells_them_too() {
    let site = Site::open().await;
    publish(&site, "chen", NEED, "陪我去医院拿药").await;
    publish(&site, "he", OFFER, "陪诊陪拿药").await;
    let desk = &site.office.desk;
    assert_eq!(desk.sweep_matches().await.unwrap(), 0, "told already");
    let chen = site.office.member("chen").party;
    desk.projections.want_matches(chen, false).await.unwrap();
    desk.projections.want_matches(chen, true).await.unwrap();
    site.office
        .advance(desk.matchmaker.parameters().widen_after_ms + 1);
    assert_eq!(desk.sweep_matches().await.unwrap(), 1, "its search widened");
}

async fn publish_thing(site: &Site, who: &str, kind: ListingKind, title: &str) {
    let party = site.office.member(who).party;
    let desk = &site.office.desk;
    let draft = ListingDraft {
        kind,
        category: CategoryCode(101),
        area: desk
            .gateway
            .head()
            .state
            .get(&keys::party(party))
            .unwrap()
            .area,
        place: Place::Home,
        windows: Vec::new(),
        minutes: 60,
        capacity: 1,
        expires_at: Timestamp(desk.now().0 + 10 * DAY_MS),
        text: ListingText {
            title: title.to_owned(),
            ..ListingText::default()
        },
    };
    desk.publish(party, draft).await.unwrap();
}

#[tokio::test]
async fn a_circle_shows_what_one_gives_and_gets_and_one_no_ends_it() {
    let site = Site::open().await;
    let need = publish(&site, "chen", NEED, "陪我去医院拿药").await;
    let offer = publish(&site, "he", OFFER, "陪诊陪拿药").await;
    publish_thing(&site, "he", NEED, "借电钻").await;
    publish_thing(&site, "chen", OFFER, "电钻可借").await;
    match_everything(&site.office.desk).await.unwrap();
    let (chen, he) = (
        site.office.cookie("chen").await,
        site.office.cookie("he").await,
    );
    let page = site.get("/messages/found", &chen).await;
    assert_eq!(page.count(".circle"), 1);
    let words = page.text_of(".circle");
    assert!(
        words.contains("借电钻") && words.contains("陪诊陪拿药"),
        "{words}"
    );
    let ask = format!(".circle a[href='/listings/{offer}/ask?own={need}']");
    assert_eq!(page.count(&ask), 1, "each asks for themselves");
    let form = format!("own={need}&start=now&minutes=60");
    let answer = site
        .post(&format!("/listings/{offer}/ask"), &chen, &form)
        .await;
    let path = answer.location().to_owned();
    let asked = site.get("/messages/found", &he).await;
    let answer = format!(".circle a[href='{path}']");
    assert_eq!(asked.count(&answer), 1, "and each answers for themselves");
    site.post(&format!("{path}/decline"), &he, "").await;
    for cookie in [&chen, &he] {
        let over = site.get("/messages/found", cookie).await;
        assert_eq!(over.count(".circle"), 0);
        assert!(over.count(".found") > 0, "the listings go on");
    }
}
