//! Failed requests: a page with a way out, or JSON of one shape.

use std::sync::Arc;

use async_trait::async_trait;
use axum::body::Body;
use axum::http::Method;
use portal::session::{Reader, SessionToken, Sessions, SessionsUnavailable};

use crate::site::{Answer, Site, request};

fn assert_way_out(answer: &Answer) {
    assert!(answer.is_page());
    assert_eq!(answer.count("main h1"), 1);
    assert_eq!(answer.count("[data-recovery] a[href='/']"), 1);
    assert_eq!(answer.count("[data-recovery] a[href='/help']"), 1);
    assert_eq!(answer.text_of(".quote"), answer.header("x-request-id"));
}

#[tokio::test]
async fn a_page_that_is_not_there_shows_ways_out() {
    let answer = Site::open().await.get("/nowhere", "").await;
    assert_eq!(answer.status, 404);
    assert_eq!(answer.text_of("h1"), "没有找到这一页");
    assert_way_out(&answer);
}

#[tokio::test]
async fn a_form_from_another_site_is_refused() {
    let site = Site::open().await;
    for (name, value) in [
        ("sec-fetch-site", "cross-site"),
        ("sec-fetch-site", "same-site"),
        ("origin", "https://evil.example"),
    ] {
        let mut forged = request(
            Method::POST,
            "/preferences",
            "",
            Body::from("elder=on&next=/"),
        );
        forged.headers_mut().remove("sec-fetch-site");
        forged.headers_mut().insert(name, value.parse().unwrap());
        let answer = site.send(forged).await;
        assert_eq!(answer.status, 403, "{name}: {value}");
        assert_eq!(answer.set_cookies(), "", "{name}: {value}");
        assert_way_out(&answer);
    }
}

#[tokio::test]
async fn an_old_browser_on_our_own_site_gets_through() {
    let site = Site::open().await;
    let mut form = request(
        Method::POST,
        "/preferences",
        "",
        Body::from("elder=on&next=/"),
    );
    form.headers_mut().remove("sec-fetch-site");
    form.headers_mut()
        .insert("origin", "http://linli.example".parse().unwrap());
    assert_eq!(site.send(form).await.status, 303);
}

#[tokio::test]
async fn an_oversized_form_is_refused_in_words() {
    let site = Site::open().await;
    let form = format!("elder=on&next=/{}", "a".repeat(300 * 1024));
    let answer = site.post("/preferences", "", &form).await;
    assert_eq!(answer.status, 413);
    assert_eq!(answer.text_of("h1"), "内容太大了");
    assert_way_out(&answer);
}

#[tokio::test]
async fn an_unreadable_form_is_refused_in_words() {
    let site = Site::open().await;
    let mut sent = request(Method::POST, "/preferences", "", Body::from("{}"));
    sent.headers_mut()
        .insert("content-type", "application/json".parse().unwrap());
    let answer = site.send(sent).await;
    assert_eq!(answer.status, 422);
    assert!(answer.text_of("main").contains("提交的内容不完整"));
    assert_way_out(&answer);
}

#[tokio::test]
async fn a_wrong_method_names_the_right_ones() {
    let answer = Site::open().await.post("/help", "", "").await;
    assert_eq!(answer.status, 405);
    assert_eq!(answer.header("allow"), "GET,HEAD");
    assert_way_out(&answer);
}

#[tokio::test]
async fn the_api_fails_in_json_of_one_shape() {
    let answer = Site::open()
        .await
        .get("/api/v1/nowhere", "linli_language=en")
        .await;
    assert_eq!(answer.status, 404);
    let body: serde_json::Value = serde_json::from_str(&answer.text).unwrap();
    assert_eq!(body["code"], "not_found");
    assert_eq!(body["request_id"], answer.header("x-request-id"));
    assert!(
        body["message"]
            .as_str()
            .unwrap()
            .starts_with("The address may be mistyped")
    );
}

/// A store that fails when asked, and worse when told.
struct BrokenSessions;

#[async_trait]
impl Sessions for BrokenSessions {
    async fn find(
        &self,
        token: &SessionToken,
        _: u64,
    ) -> Result<Option<Reader>, SessionsUnavailable> {
        if token.as_str() == "unreachable" {
            return Err(SessionsUnavailable("disk on fire".into()));
        }
        Ok(Some(Reader {
            id: String::new(),
            name: "陈伯年".to_owned(),
            roles: [].into(),
            acting_for: Some("王秀兰".to_owned()),
            helper: None,
            minority: None,
            withheld: [].into(),
            unread_messages: 0,
        }))
    }

    async fn end(&self, _: &SessionToken) -> Result<(), SessionsUnavailable> {
        panic!("the store is on fire")
    }
}

async fn broken() -> Site {
    Site::open()
        .await
        .with(|state| state.sessions = Arc::new(BrokenSessions))
}

#[tokio::test]
async fn an_unreachable_store_is_an_apology_without_its_cause() {
    let answer = broken().await.get("/", "linli_session=unreachable").await;
    assert_eq!(answer.status, 503);
    assert!(!answer.text.contains("fire"));
    assert_way_out(&answer);
}

#[tokio::test]
async fn a_panic_is_an_apology_without_its_cause() {
    let answer = broken()
        .await
        .post("/sign-out", "linli_session=anything", "")
        .await;
    assert_eq!(answer.status, 500);
    assert!(!answer.text.contains("fire"));
    assert_way_out(&answer);
}

#[tokio::test]
async fn acting_for_somebody_is_said_on_every_page() {
    let answer = broken().await.get("/help", "linli_session=anything").await;
    assert_eq!(answer.text_of(".banner-acting"), "陈伯年 代 王秀兰 办理");
}

#[tokio::test]
async fn a_demonstration_is_labelled_on_every_page() {
    let demo = Site::open_as_demo().await;
    assert_eq!(demo.get("/about", "").await.count(".banner-demo"), 1);
    assert_eq!(demo.get("/nowhere", "").await.count(".banner-demo"), 1);
    assert_eq!(
        Site::open()
            .await
            .get("/about", "")
            .await
            .count(".banner-demo"),
        0
    );
}
