//! Signing in: with a PIN, with a code from the counter, wrongly, and too often.

use axum::body::Body;
use axum::http::{Method, Request};

use crate::site::{Answer, Site};

const MINUTE_MS: u64 = 60_000;

async fn attempt(site: &Site, number: &str, secret: &str) -> Answer {
    let form = format!("number={number}&secret={secret}&next=/help");
    site.post("/sign-in", "", &form).await
}

/// The cookie that an answer sets, as a browser sends it back.
pub(crate) fn session(answer: &Answer) -> String {
    let cookies = answer.set_cookies();
    let line = cookies
        .lines()
        .find(|line| line.starts_with("linli_session="));
    let line = line.unwrap_or_else(|| panic!("no session in {cookies}"));
    line.split(';').next().unwrap_or_default().to_owned()
}

async fn code_for(site: &Site, key: &str) -> String {
    let desk = &site.office.desk;
    let clerk = site.office.member("clerk").party;
    let who = site.office.member(key).party;
    let code = desk
        .issue_code(clerk, who, site.office.gateway.wall_ms())
        .await;
    code.unwrap().reveal().to_string()
}

#[tokio::test]
async fn a_number_and_a_pin_lead_to_where_one_wanted() {
    let site = Site::open().await;
    let chen = site.office.member("chen").clone();
    let answer = attempt(&site, &chen.number.to_string(), chen.pin).await;
    assert_eq!((answer.status.as_u16(), answer.location()), (303, "/help"));
    let home = site.get("/", &session(&answer)).await;
    assert_eq!(home.text_of("h1"), "陈邻居，您好");
}

#[tokio::test]
async fn full_width_digits_and_spaces_in_a_number_are_forgiven() {
    let site = Site::open().await;
    let chen = site.office.member("chen").clone();
    let spaced = chen
        .number
        .to_string()
        .chars()
        .fold(String::new(), |all, digit| all + &digit.to_string() + "+");
    assert_eq!(attempt(&site, &spaced, chen.pin).await.status, 303);
}

#[tokio::test]
async fn an_unknown_number_and_a_wrong_pin_get_the_same_answer() {
    let site = Site::open().await;
    let chen = site.office.member("chen").number.to_string();
    let unknown = vault::MemberNumber::from_body(7_654_321).to_string();
    let wrong = attempt(&site, &chen, "902817").await;
    let nobody = attempt(&site, &unknown, "902817").await;
    assert_eq!((wrong.status.as_u16(), nobody.status.as_u16()), (422, 422));
    assert_eq!(
        wrong.text_of("#secret-error"),
        nobody.text_of("#secret-error")
    );
    assert!(!wrong.set_cookies().contains("linli_session"));
}

#[tokio::test]
async fn what_was_typed_stays_but_the_secret_does_not() {
    let site = Site::open().await;
    let answer = attempt(&site, "1234", "902817").await;
    assert_eq!(answer.status, 422);
    assert_eq!(answer.attribute("#number", "value").unwrap(), "1234");
    assert_eq!(
        answer.attribute("main input[name=next]", "value").unwrap(),
        "/help"
    );
    assert!(!answer.text.contains("902817"));
    assert!(answer.text_of("#number-error").contains("8 位数字"));
    assert!(answer.text_of(".error-summary").contains("8 位数字"));
}

#[tokio::test]
async fn a_mistyped_number_is_named_before_anything_is_counted() {
    let site = Site::open().await;
    let number = site.office.member("chen").number.to_string();
    let last = if number.ends_with('0') { "1" } else { "0" };
    let answer = attempt(&site, &format!("{}{last}", &number[..7]), "902817").await;
    assert!(answer.text_of("#number-error").contains("抄错"));
    let empty = attempt(&site, &number, "").await;
    assert!(empty.text_of("#secret-error").contains("登录码"));
}

#[tokio::test]
async fn five_failures_lock_and_say_until_when() {
    let site = Site::open().await;
    let chen = site.office.member("chen").clone();
    let number = chen.number.to_string();
    for _ in 0..5 {
        attempt(&site, &number, "902817").await;
    }
    let locked = attempt(&site, &number, chen.pin).await;
    assert_eq!(locked.status, 422);
    let words = locked.text_of("#secret-error");
    assert!(
        words.contains("15分钟") && words.contains("上午9点15分"),
        "{words}"
    );
    site.office.advance(15 * MINUTE_MS);
    assert_eq!(attempt(&site, &number, chen.pin).await.status, 303);
}

#[tokio::test]
async fn a_code_from_the_counter_lifts_the_lock_and_leads_to_a_pin() {
    let site = Site::open().await;
    let number = site.office.member("chen").number.to_string();
    for _ in 0..5 {
        attempt(&site, &number, "902817").await;
    }
    let code = code_for(&site, "chen").await;
    let answer = attempt(&site, &number, &code.to_lowercase()).await;
    assert_eq!(answer.location(), "/sign-in/pin?next=/help");
    let again = attempt(&site, &number, &code).await;
    assert_eq!(again.status, 422, "a code works once");
}

#[tokio::test]
async fn signing_in_never_takes_over_the_session_before() {
    let site = Site::open().await;
    let mai = site.office.cookie("mai").await;
    let chen = site.office.member("chen").clone();
    let form = format!("number={}&secret={}", chen.number, chen.pin);
    let answer = site.post("/sign-in", &mai, &form).await;
    assert_ne!(session(&answer), mai);
    assert_eq!(
        site.get("/me", &mai).await.status,
        303,
        "the session before has ended"
    );
}

#[tokio::test]
async fn next_never_leads_to_another_site() {
    let site = Site::open().await;
    let chen = site.office.member("chen").clone();
    let form = format!(
        "number={}&secret={}&next=//evil.example",
        chen.number, chen.pin
    );
    assert_eq!(site.post("/sign-in", "", &form).await.location(), "/");
}

#[tokio::test]
async fn a_form_of_another_site_signs_nobody_in() {
    let site = Site::open().await;
    let chen = site.office.member("chen").clone();
    let form = format!("number={}&secret={}", chen.number, chen.pin);
    let request = Request::builder()
        .method(Method::POST)
        .uri("/sign-in")
        .header("host", "linli.example")
        .header("sec-fetch-site", "cross-site")
        .header("content-type", "application/x-www-form-urlencoded")
        .body(Body::from(form))
        .unwrap();
    let answer = site.send(request).await;
    assert_eq!(answer.status, 403);
    assert!(answer.set_cookies().is_empty());
}

#[tokio::test]
async fn a_session_ends_when_nobody_uses_it() {
    let site = Site::open().await;
    let cookie = site.office.cookie("chen").await;
    assert_eq!(site.get("/me", &cookie).await.status, 200);
    site.office.advance(31 * MINUTE_MS);
    assert_eq!(
        site.get("/me", &cookie).await.location(),
        "/sign-in?next=/me"
    );
}

mod pin {
    use super::*;

    async fn with_code(site: &Site, key: &str) -> String {
        let number = site.office.member(key).number.to_string();
        let code = code_for(site, key).await;
        session(&attempt(site, &number, &code).await)
    }

    #[tokio::test]
    async fn after_a_code_one_chooses_a_pin_without_the_old_one() {
        let site = Site::open().await;
        let cookie = with_code(&site, "chen").await;
        let page = site.get("/sign-in/pin?next=/help", &cookie).await;
        assert_eq!(page.count("input[type=password]"), 2);
        let form = "pin=902817&again=902817&next=/help";
        let answer = site.post("/sign-in/pin", &cookie, form).await;
        assert_eq!((answer.status.as_u16(), answer.location()), (303, "/help"));
        let number = site.office.member("chen").number.to_string();
        assert_eq!(attempt(&site, &number, "902817").await.location(), "/help");
        let twice = site.post("/sign-in/pin", &cookie, form).await;
        assert_eq!(twice.location(), "/me/pin", "the permission is used up");
    }

    #[tokio::test]
    async fn an_easy_pin_is_refused_with_the_reason() {
        let site = Site::open().await;
        let cookie = with_code(&site, "chen").await;
        for (pin, again, field, reason) in [
            ("12345", "12345", "#pin-error", "6 位数字"),
            ("123456", "123456", "#pin-error", "太好猜"),
            ("540612", "540612", "#pin-error", "生日"),
            ("902817", "902818", "#again-error", "不一样"),
        ] {
            let form = format!("pin={pin}&again={again}");
            let answer = site.post("/sign-in/pin", &cookie, &form).await;
            assert_eq!(answer.status, 422, "{pin}");
            assert!(answer.text_of(field).contains(reason), "{pin}");
        }
    }

    #[tokio::test]
    async fn without_a_code_the_old_pin_is_asked_for() {
        let site = Site::open().await;
        let cookie = site.office.cookie("chen").await;
        assert_eq!(
            site.get("/sign-in/pin", &cookie).await.location(),
            "/me/pin"
        );
        let form = "pin=902817&again=902817";
        assert_eq!(
            site.post("/sign-in/pin", &cookie, form).await.location(),
            "/me/pin"
        );
        let wrong = format!("secret=111222&{form}");
        let refused = site.post("/me/pin", &cookie, &wrong).await;
        assert_eq!(
            (refused.status.as_u16(), refused.count("#secret-error")),
            (422, 1)
        );
    }

    #[tokio::test]
    async fn a_changed_pin_ends_every_other_session() {
        let site = Site::open().await;
        let (here, elsewhere) = (
            site.office.cookie("chen").await,
            site.office.cookie("chen").await,
        );
        let pin = site.office.member("chen").pin;
        let form = format!("secret={pin}&pin=902817&again=902817");
        let answer = site.post("/me/pin", &here, &form).await;
        assert_eq!((answer.status.as_u16(), answer.location()), (303, "/me"));
        assert_eq!(site.get("/me", &session(&answer)).await.status, 200);
        assert_eq!(site.get("/me", &elsewhere).await.status, 303);
    }
}
