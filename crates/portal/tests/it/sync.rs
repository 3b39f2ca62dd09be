//! What other offices and observers get: genesis, certified blocks, and words for organisations.

use axum::body::Body;
use axum::http::{Method, Request};
use ledger::{Genesis, Hash};
use portal::content::ListingText;
use portal::neighbours::PASS_HEADER;
use verifier::{Follower, Span};

use crate::site::Site;

#[tokio::test]
async fn a_stranger_follows_the_ledger_from_its_trust_file() {
    let site = Site::open().await;
    let genesis: Genesis = ledger::decode(&site.bytes("/sync/genesis").await).unwrap();
    let trust = site.office.desk.trust().await.unwrap();
    let mut follower = Follower::new(trust, &genesis).unwrap();
    let head = site.office.desk.gateway.head().header;
    while follower.tip().height < head.height {
        let path = format!("/sync/blocks/{}", follower.tip().height + 1);
        let spans: Vec<Span> = ledger::decode(&site.bytes(&path).await).unwrap();
        assert!(!spans.is_empty(), "{path}");
        for span in &spans {
            follower.accept(span).unwrap();
        }
    }
    assert_eq!(*follower.tip(), head);
    let beyond = site
        .bytes(&format!("/sync/blocks/{}", head.height + 1))
        .await;
    assert_eq!(ledger::decode::<Vec<Span>>(&beyond), Some(Vec::new()));
}

async fn ask(site: &Site, hash: &Hash, pass: Option<&str>) -> u16 {
    let mut request = Request::builder()
        .method(Method::GET)
        .uri(format!("/sync/content/{hash}"));
    if let Some(pass) = pass {
        request = request.header(PASS_HEADER, pass);
    }
    let request = request.body(Body::empty()).unwrap();
    site.send(request).await.status.as_u16()
}

#[tokio::test]
async fn words_are_for_organisations_of_the_ledger_and_for_nobody_else() {
    let site = Site::open().await;
    let desk = &site.office.desk;
    let text = |title: &str| ListingText {
        title: title.to_owned(),
        description: String::new(),
        ..ListingText::default()
    };
    let words = desk.content.put(&text("想请人教手机")).unwrap().hash;
    let others = desk.content.put(&text("别的事")).unwrap().hash;
    let pass = desk.content_pass(&words).await.unwrap();
    assert_eq!(ask(&site, &words, Some(&pass)).await, 200);
    assert_eq!(ask(&site, &words, None).await, 404);
    assert_eq!(
        ask(&site, &others, Some(&pass)).await,
        404,
        "a pass is for one hash"
    );
    assert_eq!(ask(&site, &Hash([7; 32]), Some(&pass)).await, 404);
    let mut parts: Vec<String> = pass.split('.').map(str::to_owned).collect();
    parts[1] = (parts[1].parse::<u64>().unwrap() + 1).to_string();
    let longer = parts.join(".");
    assert_eq!(
        ask(&site, &words, Some(&longer)).await,
        404,
        "its end is signed"
    );
    for nonsense in ["", "1", "a.b.c", "0.1.2.3"] {
        assert_eq!(ask(&site, &words, Some(nonsense)).await, 404, "{nonsense}");
    }
    site.office.advance(2 * 60_000);
    assert_eq!(ask(&site, &words, Some(&pass)).await, 404, "a pass ends");
}

#[tokio::test]
async fn words_that_are_not_what_their_hash_says_are_not_kept() {
    let site = Site::open().await;
    let content = &site.office.desk.content;
    let bytes = b"{\"title\":\"a\",\"description\":\"\"}";
    let hash = Hash::of(&[bytes]);
    assert!(content.put_bytes(&hash, b"something else").is_err());
    assert!(!content.has(&hash));
    content.put_bytes(&hash, bytes).unwrap();
    let kept: Option<ListingText> = content.get(&hash).unwrap();
    assert_eq!(kept.unwrap().title, "a");
}

#[tokio::test]
async fn an_observer_shows_the_ledger_and_has_no_accounts() {
    let site = Site::open().await.with(|state| {
        let settings = portal::Settings {
            observer: true,
            ..portal::Settings::default()
        };
        state.settings = std::sync::Arc::new(settings);
    });
    assert_eq!(site.get("/explorer", "").await.status, 200);
    for path in ["/needs", "/me", "/counter"] {
        assert_eq!(site.get(path, "").await.status, 404, "{path}");
    }
}
