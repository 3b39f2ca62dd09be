//! Proofs: a person's own from their session, the network's for everybody, and none by search.

use verifier::{Evidence, Finding, Receipt, StateProof, TrustFile, text};

use crate::site::Site;
use crate::story;

async fn trust(site: &Site) -> TrustFile {
    TrustFile::from_json(&site.get("/trust.json", "").await.text).unwrap()
}

async fn judged(site: &Site, path: &str, cookie: &str) -> Finding {
    let answer = site.get(path, cookie).await;
    assert_eq!(answer.status, 200, "{path}");
    let evidence = Evidence::read(answer.text.as_bytes()).unwrap();
    evidence.verify(&trust(site).await).unwrap()
}

#[tokio::test]
async fn a_person_proves_their_own_balance_membership_and_key() {
    let site = Site::open().await;
    let told = story::tell(&site.office).await;
    story::settle(&site.office, &told).await;
    let cookie = site.office.cookie("he").await;
    let list = site.get("/me/proofs", &cookie).await;
    for (word, about, says) in [
        ("membership", "membership", "已在这个账本里登记。"),
        ("balance", "balance", "已到账 12 分"),
        ("key", "key", "正在使用，没有停用。"),
    ] {
        let address = format!("/me/proofs/{word}");
        assert_eq!(list.count(&format!("a[href='{address}']")), 1, "{word}");
        assert!(list.text_of("main").contains(says), "{word}");
        let page = site.get(&address, &cookie).await;
        assert!(page.text_of(".receipt-body").contains(says), "{word}");
        assert_eq!(page.count(".receipt svg.qr"), 1, "{word}");
        let shown = page.attribute("[data-verify]", "data-receipt").unwrap();
        let proof = StateProof::from_bytes(&text::from_qr(&shown).unwrap()).unwrap();
        let stated = proof.verify(&trust(&site).await).unwrap();
        assert_eq!(stated.statement.about, about);
        for path in [
            format!("{address}.json"),
            format!("/api/v1/proofs/mine/{word}"),
        ] {
            let Finding::State(found) = judged(&site, &path, &cookie).await else {
                panic!("{path} is a state proof");
            };
            assert_eq!(found.statement, stated.statement, "{path}");
        }
        let binary = site.get(&format!("{address}.bin"), &cookie).await;
        assert_eq!(binary.header("content-type"), "application/octet-stream");
    }
    for unknown in ["role-0", "nothing", "balance.exe"] {
        let path = format!("/me/proofs/{unknown}");
        assert_eq!(site.get(&path, &cookie).await.status, 404, "{unknown}");
    }
}

#[tokio::test]
async fn what_is_proved_is_the_readers_own() {
    let site = Site::open().await;
    story::tell(&site.office).await;
    let mut parties = Vec::new();
    for person in ["he", "chen"] {
        let cookie = site.office.cookie(person).await;
        let path = "/api/v1/proofs/mine/membership";
        let Finding::State(found) = judged(&site, path, &cookie).await else {
            panic!("it is a state proof");
        };
        parties.push(found.statement.facts[0].1.clone());
    }
    assert_ne!(parties[0], parties[1]);
    for path in ["/api/v1/proofs/mine/balance", "/me/proofs/balance"] {
        let stranger = site.get(path, "").await;
        assert!(stranger.status == 401 || stranger.location().starts_with("/sign-in"));
        let searched = format!("{path}?party={}", parties[0]);
        let chen = site.office.cookie("chen").await;
        let answer = site.get(&searched, &chen).await;
        let said = match path.starts_with("/api/") {
            true => answer.text,
            false => answer.text_of(".receipt"),
        };
        assert!(
            !said.is_empty() && !said.contains(&parties[0]),
            "nobody is looked up"
        );
    }
    let by_party = format!("/api/v1/proofs/state/{}", parties[0]);
    assert_eq!(site.get(&by_party, "").await.status, 404);
}

#[tokio::test]
async fn the_state_of_the_network_is_proved_to_everybody() {
    let site = Site::open().await;
    story::tell(&site.office).await;
    for (word, about) in [
        ("network", "network"),
        ("rule-pack", "rule_pack"),
        ("validators", "validators"),
        ("issuance", "balance"),
    ] {
        let path = format!("/api/v1/proofs/state/{word}");
        let Finding::State(found) = judged(&site, &path, "").await else {
            panic!("{word} is a state proof");
        };
        assert_eq!(
            (found.statement.about, found.statement.present),
            (about, true)
        );
    }
}

#[tokio::test]
async fn the_ledger_of_now_extends_every_earlier_block() {
    let site = Site::open().await;
    let told = story::tell(&site.office).await;
    let head = site.office.desk.gateway.head().header.height;
    for earlier in 0..head {
        let path = format!("/api/v1/proofs/consistency/{earlier}");
        let Finding::Consistency(found) = judged(&site, &path, "").await else {
            panic!("it is a consistency proof");
        };
        assert_eq!((found.earlier.0, found.later.0), (earlier, head));
    }
    for none in [head, head + 1] {
        let path = format!("/api/v1/proofs/consistency/{none}");
        assert_eq!(site.get(&path, "").await.status, 404);
    }
    let path = format!("/api/v1/receipts/{}", told.published);
    let receipt = Receipt::from_json(&site.get(&path, "").await.text).unwrap();
    let path = format!("/api/v1/proofs/consistency/{}", receipt.header.height);
    let proof = Evidence::read(site.get(&path, "").await.text.as_bytes()).unwrap();
    assert_eq!(proof.compare(&receipt.header), Ok(()));
}

#[tokio::test]
async fn an_observer_keeps_headers() {
    let site = Site::open().await;
    story::tell(&site.office).await;
    let Finding::Header(found) = judged(&site, "/api/v1/proofs/headers/2", "").await else {
        panic!("it is a header");
    };
    assert_eq!(found.height, 2);
    for none in ["0", "999999", "x"] {
        let path = format!("/api/v1/proofs/headers/{none}");
        assert_eq!(site.get(&path, "").await.status, 404);
    }
}

#[tokio::test]
async fn what_was_true_before_is_proved_as_of_then() {
    let site = Site::open().await;
    story::tell(&site.office).await;
    let chen = site.office.cookie("chen").await;
    let head = site.office.desk.gateway.head().header.height;
    let first = site.get("/me/proofs/balance.json?height=1", &chen).await;
    let now = site.get("/me/proofs/balance.json", &chen).await;
    assert_eq!(first.status, 200, "{}", first.text);
    assert_eq!(now.status, 200);
    assert_ne!(first.text, now.text);
    let paper = site.get("/me/proofs/balance?height=1", &chen).await;
    assert!(paper.text.contains("账本第 1 页之后"));
    let file = paper.attribute("a[href*='.json?']", "href");
    assert_eq!(file.as_deref(), Some("/me/proofs/balance.json?height=1"));
    for height in [0, head + 1] {
        let path = format!("/me/proofs/balance?height={height}");
        assert_eq!(site.get(&path, &chen).await.status, 404, "{height}");
    }
    let nonsense = site.get("/me/proofs/balance?height=x", &chen).await;
    assert_eq!(nonsense.status, 422);
}
