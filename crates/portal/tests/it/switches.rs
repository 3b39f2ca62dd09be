//! Language and elder mode: on every page, without JavaScript, remembered.

use axum::body::Body;
use axum::http::{Method, header};

use crate::site::{Site, open_pages, request};

const ENGLISH: &str = "linli_language=en";
const ELDER: &str = "linli_elder=on";

#[tokio::test]
async fn every_page_is_whole_in_every_mode() {
    let site = Site::open().await;
    let site = site.with(|state| state.sms = Some(state.outbox.clone()));
    for path in open_pages() {
        for (cookie, language, elder) in [
            ("", "zh-CN", false),
            (ENGLISH, "en", false),
            (ELDER, "zh-CN", true),
        ] {
            let answer = site.get(path, cookie).await;
            assert_eq!(answer.status, 200, "{path}");
            assert_eq!(
                answer.attribute("html", "lang").as_deref(),
                Some(language),
                "{path}"
            );
            assert_eq!(
                answer.count("html[data-elder]"),
                usize::from(elder),
                "{path}"
            );
            assert_eq!(answer.count("main h1"), 1, "{path}");
            assert_eq!(
                answer.count("header form.switches button[name=elder]"),
                1,
                "{path}"
            );
            assert_eq!(
                answer.count("header form.switches button[name=language]"),
                1,
                "{path}"
            );
            assert_eq!(answer.count("main a[href='/help']"), 1, "{path}");
            assert_eq!(answer.count("a.skip-link[href='#main']"), 1, "{path}");
        }
    }
}

#[tokio::test]
async fn failures_respect_the_readers_choices() {
    let site = Site::open().await;
    let answer = site.get("/nowhere", &format!("{ENGLISH}; {ELDER}")).await;
    assert_eq!(answer.text_of("h1"), "This page was not found");
    assert_eq!(answer.count("html[data-elder][lang=en]"), 1);
}

#[tokio::test]
async fn a_switch_leads_back_to_its_page() {
    let site = Site::open().await;
    let before = site.get("/about?from=poster", "").await;
    let next = before
        .attribute("form.switches input[name=next]", "value")
        .unwrap();
    assert_eq!(next, "/about?from=poster");
    let answer = site
        .post(
            "/preferences",
            "",
            "language=en&next=%2Fabout%3Ffrom%3Dposter",
        )
        .await;
    assert_eq!(answer.status, 303);
    assert_eq!(answer.location(), "/about?from=poster");
    assert!(
        answer
            .set_cookies()
            .starts_with("linli_language=en; Path=/; Max-Age=31536000")
    );
    assert!(!answer.set_cookies().contains("linli_elder"));
}

#[tokio::test]
async fn a_switch_never_leads_to_another_site() {
    let site = Site::open().await;
    for next in ["https://evil.example", "//evil.example", "/%5Cevil.example"] {
        let answer = site
            .post("/preferences", "", &format!("elder=on&next={next}"))
            .await;
        assert_eq!(answer.location(), "/", "{next}");
    }
}

#[tokio::test]
async fn the_browsers_language_counts_until_one_is_chosen() {
    let site = Site::open().await;
    let ask = |cookie: &str| {
        let mut asked = request(Method::GET, "/", cookie, Body::empty());
        asked
            .headers_mut()
            .insert(header::ACCEPT_LANGUAGE, "en-GB,en;q=0.9".parse().unwrap());
        asked
    };
    let undecided = site.send(ask("")).await;
    assert_eq!(undecided.attribute("html", "lang").as_deref(), Some("en"));
    let decided = site.send(ask("linli_language=zh-CN")).await;
    assert_eq!(decided.attribute("html", "lang").as_deref(), Some("zh-CN"));
}

#[tokio::test]
async fn saved_preferences_are_confirmed_once() {
    let site = Site::open().await;
    let form = "language=en&elder=on&next=%2Fpreferences";
    let answer = site.post("/preferences", "", form).await;
    assert!(
        answer
            .set_cookies()
            .contains("linli_notice=preferences-saved")
    );
    let shown = site
        .get("/preferences", "linli_notice=preferences-saved")
        .await;
    assert_eq!(shown.text_of(".notice[role=status]"), "已保存您的选择。");
    assert!(
        shown
            .set_cookies()
            .contains("linli_notice=; Path=/; Max-Age=0")
    );
}

#[tokio::test]
async fn a_forged_notice_says_nothing() {
    let site = Site::open().await;
    let answer = site.get("/", "linli_notice=send-money").await;
    assert_eq!(answer.count(".notice"), 0);
}

#[tokio::test]
async fn an_unknown_language_is_explained_beside_its_field() {
    let site = Site::open().await;
    let answer = site
        .post("/preferences", "", "language=tlh&elder=on&next=%2Fhelp")
        .await;
    assert_eq!(answer.status, 422);
    assert_eq!(
        answer.text_of(".error-summary a[href='#language']"),
        "请在中文和 English 之间选一个"
    );
    assert_eq!(answer.count("fieldset#language[aria-invalid=true]"), 1);
    assert_eq!(answer.count("input#elder-on[checked]"), 1);
    assert_eq!(answer.count("input[name=next][value='/help']"), 1);
}
