//! Looking around, seeing who fits and why, and asking.

use ledger::{operation::listing::ListingKind, time::MINUTE_MS};

use crate::neighbours::{publish, publish_at};
use crate::site::Site;
use crate::story::tell;
use portal::view::windows::DayPart;

const NEED: ListingKind = ListingKind::Need;
const OFFER: ListingKind = ListingKind::Offer;

#[tokio::test]
async fn residents_see_what_their_community_needs_and_further_if_they_want() {
    let site = Site::open().await;
    publish(&site, "chen", NEED, "陪我去医院拿药").await;
    publish(&site, "outsider", NEED, "帮忙搬书柜").await;
    let mai = site.office.cookie("mai").await;
    let near = site.get("/needs", &mai).await;
    assert_eq!(near.count(".card-link"), 1);
    let card = near.text_of(".card-link");
    for fact in [
        "陪我去医院拿药",
        "陪诊",
        "陈邻居",
        "培德社区",
        "什么时间都可以",
        "上门",
    ] {
        assert!(card.contains(fact), "{fact} in {card}");
    }
    let far = site.get("/needs?scope=district", &mai).await;
    assert_eq!(far.count(".card-link"), 2);
    assert!(
        far.text_of(".card-link").contains("帮忙搬书柜"),
        "newest first"
    );
    let other = site.get("/needs?scope=district&category=231", &mai).await;
    assert_eq!(other.count(".card-link"), 0);
    assert_eq!(other.count(".empty"), 1);
    assert_eq!(site.get("/offers", &mai).await.count(".card-link"), 0);
}

#[tokio::test]
async fn one_s_own_are_listed_even_when_they_are_closed() {
    let site = Site::open().await;
    let need = publish(&site, "chen", NEED, "陪我去医院拿药").await;
    let chen = site.office.cookie("chen").await;
    let closed = site
        .post(&format!("/listings/{need}/close"), &chen, "")
        .await;
    assert_eq!(closed.status, 303);
    assert_eq!(site.get("/needs", &chen).await.count(".card-link"), 0);
    let mine = site.get("/needs?scope=mine", &chen).await;
    assert!(mine.text_of(".card-link .status").contains("已经关闭"));
    let again = site
        .post(&format!("/listings/{need}/close"), &chen, "")
        .await;
    assert_eq!(again.status, 303, "pressing twice harms nobody");
    let mai = site.office.cookie("mai").await;
    let foreign = site
        .post(&format!("/listings/{need}/close"), &mai, "")
        .await;
    assert_eq!(foreign.status, 404);
}

#[tokio::test]
async fn long_lists_have_pages() {
    let site = Site::open().await;
    for number in 0..14 {
        publish(&site, "chen", NEED, &format!("第 {number} 件事")).await;
    }
    let mai = site.office.cookie("mai").await;
    let first = site.get("/needs", &mai).await;
    assert_eq!(first.count(".card-link"), 12);
    let next = first.attribute(".pagination [rel=next]", "href").unwrap();
    let second = site.get(&next, &mai).await;
    assert_eq!(second.count(".card-link"), 2);
    assert_eq!(second.count(".pagination [rel=prev]"), 1);
}

#[tokio::test]
async fn strangers_sign_in_first() {
    let site = Site::open().await;
    for path in ["/needs", "/offers", "/needs/new", "/exchanges"] {
        let answer = site.get(path, "").await;
        assert!(answer.location().starts_with("/sign-in"), "{path}");
    }
}

#[tokio::test]
async fn the_owner_sees_who_fits_with_reasons_in_words() {
    let site = Site::open().await;
    let morning = DayPart::Morning.on(site.office.desk.now().china_day() + 2);
    let need = publish_at(&site, "chen", NEED, "陪我去医院拿药", vec![morning]).await;
    let offer = publish(&site, "mai", OFFER, "可以陪老人去医院").await;
    let chen = site.office.cookie("chen").await;
    let page = site.get(&format!("/listings/{need}"), &chen).await;
    let why = page.text_of(".card-link .why");
    assert!(why.contains("正好是您要的帮忙 · "), "{why}");
    assert!(why.contains("同一个社区") && why.contains("医院"), "{why}");
    let ask = page.attribute(".card-action a", "href").unwrap();
    assert_eq!(ask, format!("/listings/{offer}/ask?own={need}"));
    let english = format!("{chen}; linli_language=en");
    let page = site.get(&format!("/listings/{need}"), &english).await;
    assert!(page.text_of(".why").contains("same community"));
}

#[tokio::test]
async fn the_order_without_scores_is_remembered() {
    let site = Site::open().await;
    let need = publish(&site, "chen", NEED, "陪我去医院拿药").await;
    publish(&site, "mai", OFFER, "可以陪老人去医院").await;
    let chen = site.office.cookie("chen").await;
    let path = format!("/listings/{need}");
    let plain = site.get(&format!("{path}?order=plain"), &chen).await;
    assert_eq!(plain.count(".why"), 0);
    assert_eq!(plain.count(".card-link"), 1);
    assert!(plain.set_cookies().contains("linli_order=plain"));
    let cookie = format!("{chen}; linli_order=plain");
    assert_eq!(site.get(&path, &cookie).await.count(".why"), 0);
    assert_eq!(site.get(&path, &chen).await.count(".why"), 1);
}

#[tokio::test]
async fn nobody_fitting_is_said_with_what_else_can_be_done() {
    let site = Site::open().await;
    let need = publish(&site, "chen", NEED, "陪我去医院拿药").await;
    let chen = site.office.cookie("chen").await;
    let page = site.get(&format!("/listings/{need}"), &chen).await;
    assert!(page.text_of(".empty").contains("有了会通知您"));
    assert_eq!(page.count("main a.button[href='/offers']"), 1);
}

#[tokio::test]
async fn what_was_just_published_can_be_taken_back_for_ten_minutes() {
    let site = Site::open().await;
    let need = publish(&site, "chen", NEED, "陪我去医院拿药").await;
    let chen = site.office.cookie("chen").await;
    let path = format!("/listings/{need}");
    let fresh = site.get(&path, &chen).await;
    assert!(
        fresh
            .text_of(".told")
            .contains("10 分钟内可撤回，还剩 10 分钟")
    );
    assert_eq!(fresh.count(".told a[href^='/receipts/']"), 1);
    let mai = site.office.cookie("mai").await;
    assert_eq!(site.get(&path, &mai).await.count(".told"), 0);
    site.office.advance(10 * MINUTE_MS);
    let later = site.get(&path, &chen).await;
    assert_eq!(later.count(".told"), 0);
    assert_eq!(later.count("details form[action$='/close']"), 1);
}

#[tokio::test]
async fn a_neighbour_answers_a_need_after_one_more_look() {
    let site = Site::open().await;
    let need = publish(&site, "chen", NEED, "陪我去医院拿药").await;
    let mai = site.office.cookie("mai").await;
    let page = site.get(&format!("/listings/{need}"), &mai).await;
    let ask = page.attribute("main a.button", "href").unwrap();
    let form = site.get(&ask, &mai).await;
    assert!(form.text_of("h1").contains("帮陈邻居的忙"));
    assert_eq!(
        form.attribute("[name=own]", "value").as_deref(),
        Some("none")
    );
    let unchosen = site
        .get(&format!("{ask}?own=none&start=&minutes=90"), &mai)
        .await;
    assert_eq!(unchosen.status, 422);
    assert_eq!(unchosen.count("#start-error"), 1);
    let kept = unchosen.attribute("#minutes option[selected]", "value");
    assert_eq!(kept.as_deref(), Some("90"));
    let check = site
        .get(&format!("{ask}?own=none&start=now&minutes=90"), &mai)
        .await;
    assert!(
        check
            .text_of(".lead")
            .contains("您去帮陈邻居：陪我去医院拿药")
    );
    assert!(check.text_of("main").contains("19.5 积分"));
    let change = check.attribute("main a.back", "href").unwrap();
    let changed = site.get(&change, &mai).await;
    let kept = changed.attribute("#start option[selected]", "value");
    assert_eq!(kept.as_deref(), Some("now"));
    let sent = site.post(&ask, &mai, "own=none&start=now&minutes=90").await;
    assert!(sent.location().starts_with("/exchanges/"));
    let twice = site.post(&ask, &mai, "own=none&start=now&minutes=90").await;
    assert_eq!(twice.status, 422);
    assert!(twice.text_of(".error-summary").contains("您已经问过了"));
}

#[tokio::test]
async fn booking_without_points_is_refused_before_it_is_sent() {
    let site = Site::open().await;
    let offer = publish(&site, "mai", OFFER, "可以陪老人去医院").await;
    let chen = site.office.cookie("chen").await;
    let ask = format!("/listings/{offer}/ask");
    let form = site.get(&ask, &chen).await;
    let body = form.text_of("main form");
    assert!(
        body.contains("一小时 13 积分") && body.contains("可用 0 积分"),
        "{body}"
    );
    let refused = site
        .get(&format!("{ask}?own=none&start=now&minutes=60"), &chen)
        .await;
    assert_eq!(refused.status, 422);
    assert!(refused.text_of("#minutes-error").contains("积分不够"));
    let posted = site
        .post(&ask, &chen, "own=none&start=now&minutes=60")
        .await;
    assert_eq!(posted.status, 422);
}

#[tokio::test]
async fn points_that_were_earned_book_another_offer() {
    let site = Site::open().await;
    tell(&site.office).await;
    let offer = publish(&site, "mai", OFFER, "可以陪老人去医院").await;
    let he = site.office.cookie("he").await;
    let ask = format!("/listings/{offer}/ask");
    let check = site
        .get(&format!("{ask}?own=none&start=now&minutes=30"), &he)
        .await;
    let words = check.text_of("main");
    assert!(words.contains("您用 6.5 积分 请麦邻居帮忙"), "{words}");
    assert!(
        words.contains("可用 12 积分，留出以后还有 5.5 积分"),
        "{words}"
    );
    let booked = site.post(&ask, &he, "own=none&start=now&minutes=30").await;
    let exchange = site.get(booked.location(), &he).await;
    assert!(exchange.text_of(".summary").contains("已经留出 6.5 积分"));
    let mai = site.office.cookie("mai").await;
    let asked = site.get(booked.location(), &mai).await;
    assert!(asked.text_of(".summary").contains("做完得到 6.5 积分"));
}

#[tokio::test]
async fn with_a_need_of_one_s_own_paying_is_a_choice() {
    let site = Site::open().await;
    let need = publish(&site, "chen", NEED, "陪我去医院拿药").await;
    let offer = publish(&site, "mai", OFFER, "可以陪老人去医院").await;
    let chen = site.office.cookie("chen").await;
    let ask = format!("/listings/{offer}/ask");
    let form = site.get(&ask, &chen).await;
    assert_eq!(form.count("input[name=own]"), 2);
    assert_eq!(
        form.count("input[name=own][checked]"),
        0,
        "nobody pays by accident"
    );
    let unchosen = site
        .get(&format!("{ask}?start=now&minutes=60"), &chen)
        .await;
    assert_eq!(
        (unchosen.status.as_u16(), unchosen.count("#own-error")),
        (422, 1)
    );
    let check = site
        .get(&format!("{ask}?own={need}&start=now&minutes=60"), &chen)
        .await;
    assert!(check.text_of(".lead").contains("不用付积分"));
}

#[tokio::test]
async fn only_the_hours_of_the_listing_can_be_chosen() {
    let site = Site::open().await;
    let day = site.office.desk.now().china_day() + 3;
    let morning = DayPart::Morning.on(day);
    let need = publish_at(&site, "chen", NEED, "陪我去医院拿药", vec![morning]).await;
    let mai = site.office.cookie("mai").await;
    let ask = format!("/listings/{need}/ask");
    let form = site.get(&ask, &mai).await;
    assert_eq!(form.count("#start optgroup"), 1);
    assert_eq!(form.count("#start optgroup option"), 4);
    assert_eq!(form.count("#start option[value=now]"), 0);
    let other = DayPart::Evening.on(day).start.0;
    for start in ["now".to_owned(), other.to_string(), "tomorrow".to_owned()] {
        let answer = site
            .post(&ask, &mai, &format!("own=none&start={start}&minutes=60"))
            .await;
        assert_eq!(answer.status, 422, "{start}");
    }
}

#[tokio::test]
async fn nobody_asks_themselves_or_for_what_is_closed() {
    let site = Site::open().await;
    let need = publish(&site, "chen", NEED, "陪我去医院拿药").await;
    let (chen, mai) = (
        site.office.cookie("chen").await,
        site.office.cookie("mai").await,
    );
    let ask = format!("/listings/{need}/ask");
    assert_eq!(site.get(&ask, &chen).await.status, 404);
    site.post(&format!("/listings/{need}/close"), &chen, "")
        .await;
    assert_eq!(site.get(&ask, &mai).await.status, 409);
    assert_eq!(site.get("/listings/unknown", &mai).await.status, 404);
}
