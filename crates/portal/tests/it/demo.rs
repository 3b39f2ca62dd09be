//! A demonstration: people to be, a clock to move, and neither anywhere else.

use crate::sign_in::session;
use crate::site::Site;

#[tokio::test]
async fn one_click_makes_a_visitor_a_sample_person() {
    let site = Site::open_as_demo().await;
    let page = site.get("/demo", "").await;
    assert!(page.text_of("main").contains("147258"), "the PIN is public");
    let form = format!("person={}", site.office.member("clerk").party);
    let answer = site.post("/demo/sign-in", "", &form).await;
    assert_eq!((answer.status.as_u16(), answer.location()), (303, "/"));
    let home = site.get("/", &session(&answer)).await;
    assert_eq!(home.count("main a[href='/counter']"), 1);
}

#[tokio::test]
async fn nobody_outside_the_list_is_entered_as() {
    let site = Site::open_as_demo().await;
    for person in [
        site.office.desk.office.to_string(),
        "nobody".to_owned(),
        String::new(),
    ] {
        let answer = site
            .post("/demo/sign-in", "", &format!("person={person}"))
            .await;
        assert_eq!(answer.status, 404, "{person}");
        assert!(answer.set_cookies().is_empty());
    }
}

#[tokio::test]
async fn an_ordinary_network_has_neither_people_nor_clock() {
    let site = Site::open().await;
    let form = format!("person={}", site.office.member("clerk").party);
    assert_eq!(site.get("/demo", "").await.status, 404);
    assert_eq!(site.post("/demo/sign-in", "", &form).await.status, 404);
    assert_eq!(site.post("/demo/clock", "", "step=day").await.status, 404);
    assert_eq!(site.get("/", "").await.count(".banner-demo"), 0);
}

#[tokio::test]
async fn the_clock_moves_for_everybody_and_every_page_says_so() {
    let site = Site::open_as_demo().await;
    let before = site.office.desk.now();
    let home = site.get("/", "").await;
    assert!(!home.text_of(".banner-demo").contains("比实际快"));
    for step in ["three-days", "hour"] {
        let moved = site.post("/demo/clock", "", &format!("step={step}")).await;
        assert_eq!(moved.location(), "/demo/clock");
    }
    assert_eq!(site.office.desk.now().0 - before.0, 73 * 3_600_000);
    let banner = site.get("/help", "").await.text_of(".banner-demo");
    assert!(banner.contains("比实际快 3天1小时"), "{banner}");
}

#[tokio::test]
async fn a_step_to_a_day_arrives_in_its_morning() {
    let site = Site::open_as_demo().await;
    site.post("/demo/clock", "", "step=next-month").await;
    let page = site.get("/demo/clock", "").await;
    assert!(page.text_of(".summary").contains("4月1日（周三）上午9点"));
}

#[tokio::test]
async fn an_unknown_step_moves_nothing() {
    let site = Site::open_as_demo().await;
    let before = site.office.desk.now();
    assert_eq!(
        site.post("/demo/clock", "", "step=backwards").await.status,
        422
    );
    assert_eq!(site.office.desk.now(), before);
}

#[tokio::test]
async fn moving_the_clock_signs_nobody_out() {
    let site = Site::open_as_demo().await;
    let cookie = site.office.cookie("chen").await;
    site.post("/demo/clock", &cookie, "step=three-days").await;
    assert_eq!(site.get("/me", &cookie).await.status, 200);
}

#[tokio::test]
async fn enrolment_offers_a_number_that_belongs_to_nobody() {
    let site = Site::open_as_demo().await;
    let page = site
        .get("/counter/enrol", &site.office.cookie("clerk").await)
        .await;
    let number = vault::IdNumber::parse(&page.text_of("main .card .quote")).unwrap();
    assert!(number.is_sample());
}
