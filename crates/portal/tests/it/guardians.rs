//! Minors: enrolled with a guardian, who sees, agrees and takes it back; of age at eighteen.

use portal::authorization::{Allowed, TABLE};
use portal::minority::Minority;
use vault::IdNumber;

use crate::site::{Answer, Site, request};
use axum::body::Body;
use axum::http::Method;

const FIFTEEN: &str = "00000020110307125";
const NINE: &str = "00000020170307126";
const DAY_MS: u64 = 86_400_000;

/// Mai's daughter at the counter; `more` says who answers for her.
async fn enrol(site: &Site, digits: &str, more: &str) -> Answer {
    let clerk = site.office.cookie("clerk").await;
    let number = IdNumber::complete(digits).unwrap().reveal().to_owned();
    let form = format!("name=麦小雨&community=440604010001&seen=on&id_number={number}{more}");
    site.post("/counter/enrol", &clerk, &form).await
}

fn guardian(site: &Site) -> String {
    format!("&guardian={}", site.office.member("mai").number)
}

/// The minor's id and their session, opened with the slip.
async fn enrolled(site: &Site, digits: &str, more: &str) -> (String, String) {
    let answer = enrol(site, digits, more).await;
    assert_eq!(answer.status, 303, "{}", answer.text);
    let id = answer.location().rsplit('/').next().unwrap().to_owned();
    let clerk = site.office.cookie("clerk").await;
    let slip = site.get(answer.location(), &clerk).await;
    let number = slip.text_of(".slip dd").replace(' ', "+");
    let code = slip.text_of(".slip div:nth-child(2) dd");
    let form = format!("number={number}&secret={code}");
    let answer = site.post("/sign-in", "", &form).await;
    (id, crate::sign_in::session(&answer))
}

#[tokio::test]
async fn at_the_counter_a_minor_needs_a_guardian_and_a_child_one_who_is_there() {
    let site = Site::open_as_demo().await;
    let height = site.office.desk.gateway.head().header.height;
    let child = guardian(&site);
    let outsider = "&guardian=1234-5678&guardian_present=on".to_owned();
    for (digits, more, word) in [
        (FIFTEEN, String::new(), "未满十八岁"),
        (NINE, child, "监护人要在场"),
        (FIFTEEN, outsider, "没有这个号码"),
    ] {
        let refused = enrol(&site, digits, &more).await;
        assert_eq!(refused.status, 422);
        let words = refused.text_of("#guardian-error");
        assert!(words.contains(word), "{words}");
        assert_eq!(refused.attribute("#name", "value").unwrap(), "麦小雨");
    }
    let now = site.office.desk.gateway.head().header.height;
    assert_eq!(now, height, "nothing was changed");
    let more = format!("{}&guardian_present=on", guardian(&site));
    assert_eq!(enrol(&site, NINE, &more).await.status, 303);
}

#[tokio::test]
async fn the_guardian_sees_agrees_and_takes_it_back() {
    let site = Site::open_as_demo().await;
    let (id, minor) = enrolled(&site, FIFTEEN, &guardian(&site)).await;
    assert_eq!(site.get("/needs", &minor).await.status, 404);
    let own = site.get("/me", &minor).await;
    assert_eq!(own.status, 200);
    assert!(own.text_of(".banner-acting").contains("监护人还没有同意"));
    let mai = site.office.cookie("mai").await;
    let page = site.get("/me/wards", &mai).await;
    assert!(page.text_of("main .card h2").contains("麦邻居"));
    assert_eq!(site.get("/me", &mai).await.count("a[href='/me/wards']"), 1);
    for (act, looks) in [("agree", 200), ("end", 404), ("agree", 200)] {
        let path = format!("/me/wards/{id}/{act}");
        let moved = site.post(&path, &mai, "").await;
        assert_eq!(moved.location(), "/me/wards", "{act}");
        assert_eq!(site.get("/needs", &minor).await.status, looks, "{act}");
    }
}

#[tokio::test]
async fn a_minor_looks_and_signs_nothing_until_the_eighteenth_birthday() {
    let site = Site::open_as_demo().await;
    let more = format!("{}&guardian_present=on", guardian(&site));
    let (_, minor) = enrolled(&site, FIFTEEN, &more).await;
    let mut closed = 0;
    for rule in TABLE.iter().filter(|rule| rule.allowed != Allowed::Anyone) {
        let demo = rule.allowed == Allowed::DemoOnly;
        if demo || Minority::Agreed.permits(&rule.method, rule.path) {
            continue;
        }
        let fill = |part: &str| if part.starts_with('{') { "0" } else { part }.to_owned();
        let path: Vec<_> = rule.path.split('/').map(fill).collect();
        let asked = request(
            rule.method.clone(),
            &path.join("/"),
            &minor,
            Body::from("sure=on"),
        );
        let answer = site.send(asked).await;
        assert_eq!(answer.status, 404, "{} {}", rule.method, rule.path);
        closed += 1;
    }
    assert!(closed > 100, "{closed}");
    for open in ["/needs", "/items", "/me/data", "/points", "/messages"] {
        assert_eq!(site.get(open, &minor).await.status, 200, "{open}");
    }
    assert_eq!(crate::publishing::need(&site, &minor).await.status, 404);
}

/// The vault judges by the day, and so does the door.
#[tokio::test]
async fn on_the_birthday_it_ends_by_itself() {
    let site = Site::open_as_demo().await;
    let party = {
        let more = format!("{}&guardian_present=on", guardian(&site));
        let (id, _) = enrolled(&site, FIFTEEN, &more).await;
        portal::desk::person(ledger::PartyId::from_hex(&id).unwrap())
    };
    let desk = &site.office.desk;
    let one = desk.vault.guardianship(party).await.unwrap().unwrap();
    let to_come = one.of_age_ms - desk.now().0;
    assert_eq!(
        Minority::of(Some(one), one.of_age_ms - 1),
        Some(Minority::Agreed)
    );
    assert_eq!(Minority::of(Some(one), one.of_age_ms), None);
    site.office.advance(to_come + DAY_MS);
    let mai = site.office.cookie("mai").await;
    assert_eq!(site.get("/me/wards", &mai).await.count("main .card"), 0);
    assert!(!desk.is_minor(portal::desk::party(party)).await.unwrap());
}

#[tokio::test]
async fn strangers_are_guardians_of_nobody() {
    let site = Site::open_as_demo().await;
    let (id, minor) = enrolled(&site, FIFTEEN, &guardian(&site)).await;
    let chen = site.office.member("chen").party;
    let he = site.office.cookie("he").await;
    for (who, whom) in [(&he, id.as_str()), (&minor, id.as_str())] {
        for act in ["agree", "end"] {
            let path = format!("/me/wards/{whom}/{act}");
            assert_eq!(site.post(&path, who, "").await.status, 404, "{path}");
        }
    }
    let mai = site.office.cookie("mai").await;
    for path in [
        format!("/me/wards/{chen}/agree"),
        "/me/wards/0/agree".to_owned(),
        format!("/me/wards/{id}/sell"),
    ] {
        assert_eq!(site.post(&path, &mai, "").await.status, 404, "{path}");
    }
    assert_eq!(site.get("/needs", &minor).await.status, 404, "still waits");
}

#[tokio::test]
async fn the_counter_registers_another_guardian_and_no_helper_for_a_minor() {
    let site = Site::open_as_demo().await;
    let (id, minor) = enrolled(&site, FIFTEEN, &guardian(&site)).await;
    let clerk = site.office.cookie("clerk").await;
    let path = format!("/counter/people/{id}/guardian");
    assert_eq!(site.get(&path, &clerk).await.status, 200);
    let he = site.office.member("he").number;
    for form in [
        format!("guardian={he}"),
        "guardian=1&guardian_present=on".to_owned(),
    ] {
        assert_eq!(site.post(&path, &clerk, &form).await.status, 422, "{form}");
    }
    let form = format!("guardian={he}&guardian_present=on");
    let changed = site.post(&path, &clerk, &form).await;
    assert_eq!(changed.location(), path);
    assert_eq!(site.get("/needs", &minor).await.status, 200);
    let mai = site.office.cookie("mai").await;
    assert_eq!(site.get("/me/wards", &mai).await.count("main .card"), 0);
    let helper = format!("number={he}&scope=everyday&days=30&present=on");
    let delegate = format!("/counter/people/{id}/delegate");
    let refused = site.post(&delegate, &clerk, &helper).await;
    assert!(refused.text_of("#number-error").contains("未成年人"));
    let chen = site.office.member("chen").party;
    let grown_up = format!("/counter/people/{chen}/guardian");
    let asked = request(Method::GET, &grown_up, &clerk, Body::empty());
    assert_eq!(site.send(asked).await.status, 404, "a grown-up has none");
}

/// The ledger admits minors where the organiser does, with the guardian's yes.
#[tokio::test]
async fn a_minor_comes_to_an_activity_that_admits_minors() {
    let site = Site::open_as_demo().await;
    let (id, minor) = enrolled(&site, FIFTEEN, &guardian(&site)).await;
    let place = crate::activities::open_to_all(&site).await;
    let sign_up = format!("{place}/sign-up");
    assert_eq!(site.post(&sign_up, &minor, "").await.status, 404, "not yet");
    let mai = site.office.cookie("mai").await;
    site.post(&format!("/me/wards/{id}/agree"), &mai, "").await;
    let adults = crate::activities::open_to_adults(&site).await;
    let refused = site.post(&format!("{adults}/sign-up"), &minor, "").await;
    assert_eq!(refused.status, 422, "the organiser admits grown-ups only");
    assert_eq!(site.post(&sign_up, &minor, "").await.status, 303);
    let page = site.get(&place, &minor).await;
    assert!(page.text_of("p.lead .status").contains("报上名"));
    for act in ["hold", "cancel", "report", "incident", "confirm"] {
        let path = format!("{place}/{act}");
        assert_eq!(site.post(&path, &minor, "").await.status, 404, "{act}");
    }
    let ward = site.get("/me/wards", &mai).await;
    assert_eq!(ward.count("main .rows a[href^='/receipts/']"), 2, "seen");
}
