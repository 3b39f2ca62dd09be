//! Who may call what: the judge by table, and every route against the judge.

use axum::body::Body;
use axum::http::Method;
use portal::authorization::{Allowed, CLERK, RESIDENT, TABLE, Verdict, find, judge};
use portal::session::{Reader, Role};

use crate::site::{Site, request};

fn reader(roles: &[Role]) -> Reader {
    Reader {
        id: String::new(),
        name: "陈伯年".to_owned(),
        roles: roles.iter().copied().collect(),
        acting_for: None,
        helper: None,
        minority: None,
        withheld: [].into(),
        unread_messages: 0,
    }
}

#[test]
fn the_door_opens_for_whom_it_should() {
    use Verdict::{Enter, Hide, SignIn};
    let resident = reader(&[Role::Resident]);
    let both = reader(&[Role::Resident, Role::Clerk]);
    let table = [
        // allowed, signed out, resident, resident and clerk
        (Allowed::Anyone, Enter, Enter, Enter),
        (Allowed::SignedIn, SignIn, Enter, Enter),
        (RESIDENT, SignIn, Enter, Enter),
        (CLERK, SignIn, Hide, Enter),
        (Allowed::DemoOnly, Hide, Hide, Hide),
    ];
    for (allowed, visitor, one, two) in table {
        assert_eq!(judge(allowed, None, false), visitor, "{allowed:?}");
        assert_eq!(judge(allowed, Some(&resident), false), one, "{allowed:?}");
        assert_eq!(judge(allowed, Some(&both), false), two, "{allowed:?}");
    }
    assert_eq!(judge(Allowed::DemoOnly, None, true), Enter);
}

#[test]
fn every_route_stands_in_the_table_once() {
    for rule in TABLE {
        let same = |other: &&portal::authorization::Rule| {
            other.method == rule.method && other.path == rule.path
        };
        assert_eq!(
            TABLE.iter().filter(same).count(),
            1,
            "{} {}",
            rule.method,
            rule.path
        );
    }
    assert!(find(&Method::DELETE, "/").is_none());
}

/// Opening the site builds the router, which panics unless table and routes agree.
#[tokio::test]
async fn every_rule_has_a_route_that_obeys_it() {
    let site = Site::open().await;
    for rule in TABLE {
        let path = filled_in(rule.path);
        let answer = site
            .send(request(rule.method.clone(), &path, "", Body::empty()))
            .await;
        let to_sign_in = answer.status == 303 && answer.location().starts_with("/sign-in");
        match judge(rule.allowed, None, false) {
            // A wallet's token is not a session: its door is the handler.
            Verdict::Enter if path == "/oid4vci/credential" => assert_eq!(answer.status, 401),
            Verdict::Enter => assert_ne!(answer.status, 401, "{} {path}", rule.method),
            Verdict::SignIn if path.starts_with("/api/") => {
                assert_eq!(answer.status, 401, "{path}");
            }
            Verdict::SignIn => assert!(to_sign_in, "{} {path}: {}", rule.method, answer.status),
            Verdict::Hide => assert_eq!(answer.status, 404, "{} {path}", rule.method),
        }
        assert_ne!(answer.status, 405, "{} {path}", rule.method);
    }
}

#[tokio::test]
async fn what_a_resident_may_not_see_looks_like_nothing() {
    let site = Site::open().await;
    let cookie = site.office.cookie("chen").await;
    let nothing = site.get("/nowhere", &cookie).await;
    let resident = reader(&[Role::Resident]);
    for rule in TABLE.iter().filter(|rule| rule.method == Method::GET) {
        if judge(rule.allowed, Some(&resident), false) != Verdict::Hide {
            continue;
        }
        let hidden = site.get(&filled_in(rule.path), &cookie).await;
        assert_eq!(hidden.status, 404, "{}", rule.path);
        assert_eq!(
            hidden.text_of("main h1"),
            nothing.text_of("main h1"),
            "{}",
            rule.path
        );
    }
}

#[tokio::test]
async fn signing_in_leads_back_to_the_page_but_never_to_a_form() {
    let site = Site::open().await;
    let page = site.get("/me", "").await;
    assert_eq!(page.location(), "/sign-in?next=/me");
    let form = site.post("/sign-out", "", "").await;
    assert_eq!(form.location(), "/sign-in");
}

#[tokio::test]
async fn signing_out_ends_the_session_in_the_store_too() {
    let site = Site::open().await;
    let cookie = site.office.cookie("chen").await;
    assert_eq!(
        site.get("/", &cookie)
            .await
            .count("form[action='/sign-out']"),
        1
    );
    let answer = site.post("/sign-out", &cookie, "").await;
    assert_eq!(answer.location(), "/");
    assert!(
        answer
            .set_cookies()
            .contains("linli_session=; Path=/; Max-Age=0")
    );
    assert_eq!(
        site.get("/", &cookie)
            .await
            .count("form[action='/sign-out']"),
        0
    );
}

/// A path with something in the place of every variable.
fn filled_in(path: &str) -> String {
    let fill = |part: &str| if part.starts_with('{') { "0" } else { part }.to_owned();
    path.split('/').map(fill).collect::<Vec<_>>().join("/")
}
