//! Acting for somebody: named, limited, visible on every record, ended by either side.

use axum::http::Method;
use ledger::operation::party::{SuspendParty, SuspensionReason};
use ledger::signature::Custody;
use portal::acting::Scope;
use portal::authorization::{Allowed, TABLE};

use crate::site::{Site, request};
use axum::body::Body;

const DAY_MS: u64 = 24 * 60 * 60 * 1000;

/// Chen names Mai, for seven days.
async fn named(site: &Site, scope: Scope) -> String {
    let chen = site.office.cookie("chen").await;
    let mai = site.office.member("mai").clone();
    let vault = &site.office.desk.vault;
    let name = vault
        .display_name(portal::desk::person(mai.party))
        .await
        .unwrap();
    let form = format!(
        "number={}&name={name}&scope={}&days=7",
        mai.number,
        scope.code()
    );
    let answer = site.post("/me/helpers", &chen, &form).await;
    assert_eq!(answer.location(), "/me/helpers", "{}", answer.text);
    chen
}

/// Mai signs in and changes sides.
async fn acting(site: &Site) -> String {
    let mai = site.office.cookie("mai").await;
    let page = site.get("/me/helpers", &mai).await;
    let action = page
        .attribute("form[action^='/me/helping/']", "action")
        .unwrap();
    let answer = site.post(&action, &mai, "").await;
    assert_eq!(answer.location(), "/exchanges");
    mai
}

async fn publish(site: &Site, cookie: &str) -> crate::site::Answer {
    crate::publishing::need(site, cookie).await
}

#[tokio::test]
async fn a_helper_publishes_with_their_own_key_and_the_record_says_so() {
    let site = Site::open().await;
    let chen = named(&site, Scope::Everyday).await;
    let mai = acting(&site).await;
    let page = site.get("/needs", &mai).await;
    let banner = page.text_of(".banner-acting");
    assert!(
        banner.contains("麦") && banner.contains("陈") && banner.contains("代"),
        "{banner}"
    );
    assert_eq!(publish(&site, &mai).await.status, 303);
    let party = site.office.member("chen").party;
    let first = projections::Page::first(5);
    let rows = site
        .office
        .desk
        .projections
        .operations_of(party, first)
        .await
        .unwrap();
    assert_eq!(rows[0].custody, Custody::Assisted);
    assert_eq!(rows[0].names, ["publish_listing"]);
    let own = site.get("/me/helpers", &chen).await;
    let receipt = own
        .attribute("main .rows a[href^='/receipts/']", "href")
        .unwrap();
    let receipt = site.get(&receipt, "").await;
    assert!(
        receipt.text.contains("由帮忙办理的人用自己的钥匙签名"),
        "the receipt says that somebody assisted"
    );
}

#[tokio::test]
async fn a_helper_reaches_nothing_beyond_the_scope() {
    let site = Site::open().await;
    named(&site, Scope::Look).await;
    let mai = acting(&site).await;
    for rule in TABLE.iter().filter(|rule| rule.allowed != Allowed::Anyone) {
        if Scope::Look.permits(&rule.method, rule.path) {
            continue;
        }
        let path = rule.path.replace("{id}", "0").replace("{subject}", "0");
        let asked = request(rule.method.clone(), &path, &mai, Body::empty());
        let answer = site.send(asked).await;
        assert_eq!(answer.status, 404, "{} {path}", rule.method);
    }
    assert_eq!(site.get("/needs", &mai).await.status, 200);
    let stopped = site.post("/me/helping/stop", &mai, "").await;
    assert_eq!(stopped.location(), "/me/helpers");
    assert_eq!(site.get("/me", &mai).await.status, 200, "themselves again");
}

#[tokio::test]
async fn it_ends_by_time_by_either_side_and_by_objection() {
    let site = Site::open().await;
    let chen = named(&site, Scope::Everyday).await;
    acting(&site).await;
    for way in ["end", "object"] {
        let page = site.get("/me/helpers", &chen).await;
        let button = format!("form[action$='/{way}']");
        let action = page.attribute(&button, "action").unwrap();
        assert_eq!(site.post(&action, &chen, "").await.status, 303, "{way}");
        let page = site.get("/me/helpers", &chen).await;
        assert_eq!(page.count(&button), 0, "{way}");
        named(&site, Scope::Everyday).await;
    }
    let mai = site.office.cookie("mai").await;
    let page = site.get("/me/helpers", &mai).await;
    let action = page.attribute("form[action$='/end']", "action").unwrap();
    assert_eq!(
        site.post(&action, &mai, "").await.status,
        303,
        "the helper lays it down"
    );
    named(&site, Scope::Everyday).await;
    site.office.advance(7 * DAY_MS);
    let mai = site.office.cookie("mai").await;
    let page = site.get("/me/helpers", &mai).await;
    assert_eq!(
        page.count("form[action^='/me/helping/']"),
        0,
        "over by time"
    );
}

async fn suspend(site: &Site, who: &str) {
    let command = SuspendParty {
        party: site.office.member(who).party,
        reason: SuspensionReason::Misconduct,
        until: site.office.desk.now().plus_ms(DAY_MS),
    };
    crate::two::decide(site, ledger::Action::from(command)).await;
}

/// What the page says after objecting, and whether the helper's key still counts.
async fn objected(site: &Site, chen: &str) -> (String, bool) {
    let page = site.get("/me/helpers", chen).await;
    let button = page.attribute("form[action$='/object']", "action").unwrap();
    let answer = site.post(&button, chen, "").await;
    assert_eq!(answer.status, 422, "{}", answer.text);
    let party = portal::desk::person(site.office.member("chen").party);
    let desk = &site.office.desk;
    let newest = desk.vault.delegations_of(party).await.unwrap().remove(0);
    let public = ledger::signature::PublicKey::Ed25519(newest.public_key);
    let state = desk.gateway.head().state;
    let index = state.get(&ledger::state::keys::key_index(&public)).unwrap();
    let counts = !state.get(&ledger::state::keys::key(index)).unwrap().revoked;
    let now_ms = desk.now().0;
    assert_eq!(newest.holds(now_ms), counts, "vault and ledger agree");
    let shown = answer.count("form[action$='/object']") == 1;
    assert_eq!(shown, counts, "the page shows what counts");
    (answer.text_of(".error-summary"), counts)
}

#[tokio::test]
async fn a_second_complaint_is_refused_and_the_end_still_stands() {
    let site = Site::open().await;
    let chen = named(&site, Scope::Everyday).await;
    let page = site.get("/me/helpers", &chen).await;
    let action = page.attribute("form[action$='/object']", "action").unwrap();
    assert_eq!(site.post(&action, &chen, "").await.status, 303);
    named(&site, Scope::Everyday).await;
    let (words, counts) = objected(&site, &chen).await;
    assert!(words.contains("代办已经停止"), "{words}");
    assert!(words.contains("意见没有收下"), "{words}");
    assert!(!counts);
}

#[tokio::test]
async fn while_the_ledger_refuses_the_end_the_page_says_that_the_helper_still_acts() {
    let site = Site::open().await;
    let chen = named(&site, Scope::Everyday).await;
    suspend(&site, "chen").await;
    let (words, counts) = objected(&site, &chen).await;
    assert!(words.contains("代办还没有停止"), "{words}");
    assert!(counts);
    let clerk = site.office.cookie("clerk").await;
    let elder = site.office.member("chen").party;
    let path = format!("/counter/people/{elder}/delegate");
    let ended = site.post(&format!("{path}/end"), &clerk, "").await;
    assert_eq!(ended.location(), path, "the counter ends it");
    assert_eq!(
        site.get("/me/helpers", &chen)
            .await
            .count("form[action$='/object']"),
        0
    );
}

#[tokio::test]
async fn a_helper_whose_time_is_over_is_themselves_again_in_the_same_session() {
    let site = Site::open().await;
    let chen = named(&site, Scope::Everyday).await;
    let mai = acting(&site).await;
    let page = site.get("/me/helpers", &chen).await;
    let action = page.attribute("form[action$='/end']", "action").unwrap();
    site.post(&action, &chen, "").await;
    let page = site.get("/needs", &mai).await;
    assert_eq!(
        (page.status.as_u16(), page.count(".banner-acting")),
        (200, 0)
    );
    let key = site
        .office
        .desk
        .vault
        .delegations_of(portal::desk::person(site.office.member("chen").party));
    let over = key.await.unwrap().remove(0);
    let refused = site
        .office
        .desk
        .vault
        .sign_as_helper(&over, b"anything")
        .await;
    assert!(refused.is_err());
}

#[tokio::test]
async fn when_the_time_is_over_the_key_goes_too() {
    let site = Site::open().await;
    named(&site, Scope::Everyday).await;
    let desk = &site.office.desk;
    let chen = portal::desk::person(site.office.member("chen").party);
    let begun = desk.vault.delegations_of(chen).await.unwrap().remove(0);
    let public = ledger::signature::PublicKey::Ed25519(begun.public_key);
    let is_revoked = || {
        let state = desk.gateway.head().state;
        let index = state.get(&ledger::state::keys::key_index(&public)).unwrap();
        state.get(&ledger::state::keys::key(index)).unwrap().revoked
    };
    portal::jobs::do_what_is_due(desk).await.unwrap();
    assert!(!is_revoked(), "not before");
    site.office.advance(7 * DAY_MS);
    portal::jobs::do_what_is_due(desk).await.unwrap();
    assert!(is_revoked());
    assert!(
        desk.vault
            .delegations_over(u64::MAX / 4)
            .await
            .unwrap()
            .is_empty()
    );
}

#[tokio::test]
async fn strangers_learn_nothing_and_end_nothing() {
    let site = Site::open().await;
    let chen = named(&site, Scope::Everyday).await;
    let page = site.get("/me/helpers", &chen).await;
    let end = page.attribute("form[action$='/end']", "action").unwrap();
    let id = end.split('/').nth(3).unwrap().to_owned();
    let stranger = site.office.cookie("clerk").await;
    for path in [
        end.clone(),
        format!("/me/helpers/{id}/object"),
        format!("/me/helping/{id}"),
    ] {
        let asked = request(Method::POST, &path, &stranger, Body::empty());
        assert_eq!(site.send(asked).await.status, 404, "{path}");
    }
    let mai = site.office.cookie("mai").await;
    let object = format!("/me/helpers/{id}/object");
    assert_eq!(
        site.post(&object, &mai, "").await.status,
        404,
        "only the elder objects"
    );
    let wrong = site.office.member("mai").number;
    let unknown = vault::MemberNumber::from_body(7_654_321);
    let mut answers = Vec::new();
    for number in [wrong, unknown] {
        let form = format!("number={number}&name=nobody&scope=look&days=1");
        let answer = site.post("/me/helpers", &chen, &form).await;
        answers.push(answer.text_of("#number-error"));
    }
    assert_eq!(answers[0], answers[1], "a number alone tells nothing");
}

#[tokio::test]
async fn at_the_counter_a_resident_without_a_phone_names_a_helper() {
    let site = Site::open().await;
    let clerk = site.office.cookie("clerk").await;
    let chen = site.office.member("chen").party;
    let number = site.office.member("mai").number;
    let path = format!("/counter/people/{chen}/delegate");
    let form = format!("number={number}&scope=everyday&days=30");
    let alone = site.post(&path, &clerk, &form).await;
    assert_eq!(alone.status, 422, "not behind the resident's back");
    let done = site
        .post(&path, &clerk, &format!("{form}&present=on"))
        .await;
    assert_eq!(done.location(), path);
    assert_eq!(site.get(&path, &clerk).await.count("main .card"), 1);
    let mai = acting(&site).await;
    assert_eq!(publish(&site, &mai).await.status, 303);
    let ended = site.post(&format!("{path}/end"), &clerk, "").await;
    assert_eq!(ended.location(), path);
    assert_eq!(site.get("/needs", &mai).await.count(".banner-acting"), 0);
    let outsider = site.office.member("outsider").party;
    let elsewhere = format!("/counter/people/{outsider}/delegate");
    assert_eq!(site.get(&elsewhere, &clerk).await.status, 404);
}
