//! The reader's own pages: the front page by role, who looked, where they are signed in.

use crate::site::Site;
use ledger::state::{keys, records::Standing};

#[tokio::test]
async fn the_front_page_offers_what_the_reader_can_do() {
    let site = Site::open().await;
    for (who, offered, hidden) in [
        ("chen", "/needs/new", "/counter"),
        ("clerk", "/counter", "/explorer"),
        ("auditor", "/explorer", "/counter"),
    ] {
        let page = site.get("/", &site.office.cookie(who).await).await;
        assert_eq!(page.count(&format!("main a[href='{offered}']")), 1, "{who}");
        assert_eq!(page.count(&format!("main a[href='{hidden}']")), 0, "{who}");
    }
}

#[tokio::test]
async fn my_page_says_who_i_am_and_who_signs_for_me() {
    let site = Site::open().await;
    let page = site.get("/me", &site.office.cookie("chen").await).await;
    let words = page.text_of("main");
    for said in ["陈邻居", "培德社区", "真实姓名", "由街道代为保管"] {
        assert!(words.contains(said), "{said}");
    }
    assert!(
        !words.contains("陈伯年"),
        "showing the full name would need a look of its own"
    );
}

#[tokio::test]
async fn a_look_at_the_counter_is_on_my_page() {
    let site = Site::open().await;
    let (chen, clerk) = (
        site.office.cookie("chen").await,
        site.office.cookie("clerk").await,
    );
    assert!(
        site.get("/me", &chen)
            .await
            .text_of("main")
            .contains("还没有人看过")
    );
    let path = format!("/counter/people/{}", site.office.member("chen").party);
    site.get(&path, &clerk).await;
    let look = site.get("/me", &chen).await.text_of(".timeline li");
    for said in ["柜台的邓邻居", "姓名、会员号、电话", "在柜台给您办事"] {
        assert!(look.contains(said), "{look}");
    }
}

#[tokio::test]
async fn signing_out_everywhere_ends_this_session_too() {
    let site = Site::open().await;
    let (here, there) = (
        site.office.cookie("chen").await,
        site.office.cookie("chen").await,
    );
    assert_eq!(site.get("/me", &here).await.count(".rows li"), 2);
    let answer = site.post("/me/sessions/end", &here, "").await;
    assert_eq!(answer.location(), "/");
    for cookie in [here, there] {
        assert_eq!(site.get("/me", &cookie).await.status, 303);
    }
}

#[tokio::test]
async fn an_organisation_can_sign_in_and_has_no_community() {
    let site = Site::open().await;
    let office = portal::desk::person(site.office.desk.office);
    let token = site
        .office
        .desk
        .vault
        .open_session(office, site.office.gateway.wall_ms())
        .await;
    let cookie = format!("linli_session={}", token.unwrap().reveal().as_str());
    let page = site.get("/me", &cookie).await;
    assert_eq!(page.status, 200);
    assert!(page.text_of("main").contains("已登记的单位"));
}

#[tokio::test]
async fn whoever_leaves_is_gone_from_ledger_and_vault() {
    let site = Site::open().await;
    let chen = site.office.cookie("chen").await;
    let party = site.office.member("chen").party;
    let unsure = site.post("/me/leave", &chen, "").await;
    assert_eq!(unsure.count("#sure-error"), 1);
    let answer = site.post("/me/leave", &chen, "sure=on").await;
    assert_eq!(answer.location(), "/");
    assert_eq!(site.get("/me", &chen).await.status, 303);
    let state = site.office.desk.gateway.head().state;
    let record = state.get(&keys::party(party)).expect("it was enrolled");
    assert_eq!(record.standing, Standing::Closed);
    let vault = &site.office.desk.vault;
    let erased = vault.erased_ms(portal::desk::person(party)).await;
    assert!(erased.expect("the vault answers").is_some());
}
