//! What an attacker tries on every route: forms of other sites, and ids of other people.

use axum::body::Body;
use axum::http::{Method, Request};
use portal::authorization::{Allowed, Rule, TABLE};
use vault::Means;

use crate::neighbours::Pair;
use crate::site::{Site, request};

/// A form that another site makes the reader's browser send, with the reader's cookie.
fn forged(rule: &Rule, cookie: &str, header: (&str, &str)) -> Request<Body> {
    let path = filled_in(rule.path, "0");
    Request::builder()
        .method(rule.method.clone())
        .uri(path)
        .header("host", "linli.example")
        .header(header.0, header.1)
        .header("cookie", cookie)
        .header("content-type", "application/x-www-form-urlencoded")
        .body(Body::from("sure=on"))
        .unwrap()
}

fn filled_in(path: &str, id: &str) -> String {
    let fill = |part: &str| if part.starts_with('{') { id } else { part }.to_owned();
    path.split('/').map(fill).collect::<Vec<_>>().join("/")
}

#[tokio::test]
async fn no_form_of_another_site_does_anything() {
    let site = Site::open_as_demo().await;
    let cookie = site.office.cookie("clerk").await;
    let posts = TABLE.iter().filter(|rule| rule.method == Method::POST);
    for rule in posts {
        for header in [
            ("sec-fetch-site", "cross-site"),
            ("sec-fetch-site", "same-site"),
            ("origin", "https://evil.example"),
        ] {
            let answer = site.send(forged(rule, &cookie, header)).await;
            assert_eq!(answer.status, 403, "{} {header:?}", rule.path);
            assert!(
                !answer.set_cookies().contains("linli_session"),
                "{}",
                rule.path
            );
        }
    }
    assert_eq!(
        site.get("/me", &cookie).await.status,
        200,
        "still signed in"
    );
}

/// Every page and form that belongs to two people or one, tried by a third with the real ids.
#[tokio::test]
async fn ids_of_others_open_nothing() {
    let pair = Pair::agreed().await;
    let site = &pair.site;
    let exchange = pair.path.rsplit('/').next().unwrap().to_owned();
    let chen = site.office.member("chen").party.to_string();
    let stranger = site.office.cookie("outsider").await;
    let clerk = site.office.cookie("clerk").await;
    let mut tried = 0;
    for rule in TABLE.iter().filter(|rule| rule.allowed != Allowed::Anyone) {
        let (id, cookie) = match rule.path {
            path if path.starts_with("/exchanges/{id}") => (exchange.clone(), &stranger),
            path if path.starts_with("/counter/") && path.contains('{') => {
                (site.office.member("outsider").party.to_string(), &clerk)
            }
            path if path.contains('{') && path.starts_with("/me/") => (chen.clone(), &stranger),
            _ => continue,
        };
        let path = filled_in(rule.path, &id);
        let asked = request(rule.method.clone(), &path, cookie, Body::from("seen=on"));
        let answer = site.send(asked).await;
        let refused = [404, 422].contains(&answer.status.as_u16());
        assert!(refused, "{} {path}: {}", rule.method, answer.status);
        assert!(!answer.text.contains("陈伯年"), "{path} tells a name");
        tried += 1;
    }
    assert!(tried > 25, "only {tried} routes were tried");
}

#[tokio::test]
async fn a_passkey_never_takes_over_the_session_before() {
    let site = Site::open().await;
    let who = portal::desk::person(site.office.member("chen").party);
    let vault = &site.office.desk.vault;
    let wall_ms = site.office.gateway.wall_ms();
    let before = vault
        .open_session_by(who, Means::Code, wall_ms)
        .await
        .unwrap();
    let cookie = format!("linli_session={}", before.reveal().as_str());
    let device = crate::ways_in::device::Device::of(who.0, 9);
    crate::ways_in::add_passkey(&site, &cookie, &device).await;
    let entered = crate::ways_in::enter(&site, &cookie, &device).await;
    assert_ne!(crate::sign_in::session(&entered), cookie);
    assert_eq!(
        site.get("/me", &cookie).await.status,
        303,
        "the one before has ended"
    );
}

/// A card names its owner and opens nothing: five guesses, from five places, and it is locked.
#[tokio::test]
async fn a_stolen_card_is_worth_five_guesses() {
    let site = Site::open().await;
    let chen = site.office.member("chen").clone();
    let guesses = ["135790", "246802", "192837", "564738", "918273", chen.pin];
    for guess in guesses {
        let form = format!("number={}&secret={guess}", chen.number);
        let answer = site.post("/sign-in", "", &form).await;
        assert_eq!(answer.status, 422, "{guess}");
        assert!(answer.set_cookies().is_empty());
    }
}

#[tokio::test]
async fn nothing_of_a_person_stands_in_an_address() {
    let site = Site::open().await;
    let chen = site.office.member("chen").clone();
    let form = format!("number={}&secret={}", chen.number, chen.pin);
    let entered = site.post("/sign-in", "", &form).await;
    assert!(!entered.location().contains(&chen.number.to_string()));
    let clerk = site.office.cookie("clerk").await;
    let found = site
        .post("/counter/find", &clerk, &format!("number={}", chen.number))
        .await;
    assert!(!found.location().contains(&chen.number.to_string()));
}

/// What a stranger tries where an address names what to do.
const ACTS: [&str; 8] = [
    "accept", "agree", "approve", "cancel", "close", "end", "withdraw", "sign-up",
];

/// Every route with an id in it, tried with every id that two others have, by a third: nobody's
/// affairs move, and no legal name is told.
#[tokio::test]
async fn a_stranger_with_every_id_moves_nothing_on_any_route() {
    let pair = Pair::agreed().await;
    let site = &pair.site;
    let stranger = site.office.cookie("outsider").await;
    let chen = site.office.member("chen").party;
    let exchange = pair.path.rsplit('/').next().unwrap().to_owned();
    let first = projections::Page::first(3);
    let desk = &site.office.desk;
    let signed = desk.projections.operations_of(chen, first).await.unwrap();
    let mut ids = vec![exchange, chen.to_string()];
    ids.extend(signed.iter().map(|row| row.operation.to_string()));
    let mut tried = 0;
    let closed = TABLE.iter().filter(|rule| rule.allowed != Allowed::Anyone);
    for rule in closed.filter(|rule| rule.path.contains('{')) {
        let acts: &[&str] = if rule.path.contains("{act}") {
            &ACTS
        } else {
            &[""]
        };
        for (id, act) in ids
            .iter()
            .flat_map(|id| acts.iter().map(move |act| (id, act)))
        {
            let path = filled_in(&rule.path.replace("{act}", act), id);
            let form = Body::from("sure=on&seen=on&present=on");
            let asked = request(rule.method.clone(), &path, &stranger, form);
            let answer = site.send(asked).await;
            assert!(
                answer.status.as_u16() < 500,
                "{} {path}: {}",
                rule.method,
                answer.status
            );
            assert!(!answer.text.contains("陈伯年"), "{path} tells a name");
            tried += 1;
        }
    }
    let outsider = site.office.member("outsider").party;
    let all = projections::Page::first(500);
    let rows = desk.projections.operations_of(outsider, all).await.unwrap();
    let mut own = rows.iter().filter(|row| row.actor == outsider);
    let applied = own.find(|row| row.verdict == projections::operations::APPLIED);
    assert!(applied.is_none(), "{applied:?}");
    assert!(tried > 300, "only {tried} were tried");
}
