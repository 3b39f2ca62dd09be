//! "My data, my decision": what is held, consents, corrections, the copy to take away.

use std::fs;

use crate::site::Site;
use portal::{
    desk::person,
    jobs::{bury_who_left, care_for_data},
};
use vault::{ACCESS_KEPT_MS, Decision, OfficeKey, Vault, VaultError};

const NOTICE: &str = "purpose=notice&receiver=office&decision=";

#[tokio::test]
async fn my_data_says_what_is_held_why_and_until_when() {
    let site = Site::open().await;
    let chen = site.office.cookie("chen").await;
    let words = site.get("/me/data", &chen).await.text_of("main");
    for said in [
        "陈伯年",
        "身份证号",
        "核对身份",
        "法律规定",
        "您注销时销毁",
        "您还没有决定",
    ] {
        assert!(words.contains(said), "{said} in {words}");
    }
}

#[tokio::test]
async fn one_press_gives_a_consent_and_one_takes_it_back() {
    let site = Site::open().await;
    let chen = site.office.cookie("chen").await;
    for (decision, offered) in [("grant", "withdraw"), ("withdraw", "grant")] {
        let form = format!("{NOTICE}{decision}");
        let answer = site.post("/me/data/consents", &chen, &form).await;
        assert_eq!(answer.location(), "/me/data");
        let page = site.get("/me/data", &chen).await;
        assert_eq!(page.count("button[name='decision']"), 1);
        assert_eq!(page.count(&format!("button[value='{offered}']")), 1);
    }
}

#[tokio::test]
async fn a_refusal_is_shown_and_not_asked_for_again() {
    let site = Site::open().await;
    let chen = site.office.cookie("chen").await;
    site.post("/me/data/consents", &chen, &format!("{NOTICE}refuse"))
        .await;
    let page = site.get("/me/data", &chen).await;
    assert_eq!(page.count("button[value='refuse']"), 0);
    assert!(page.text_of("main").contains("没有同意"));
    let who = person(site.office.member("chen").party);
    let decisions = site.office.desk.vault.consents(who).await.unwrap();
    assert_eq!(decisions[0].decision, Decision::Refused);
}

#[tokio::test]
async fn a_stranger_finds_no_consent_record_of_mine() {
    let site = Site::open().await;
    let chen = site.office.cookie("chen").await;
    site.post("/me/data/consents", &chen, &format!("{NOTICE}grant"))
        .await;
    let who = person(site.office.member("chen").party);
    let id = site.office.desk.vault.consents(who).await.unwrap()[0].id;
    let path = format!("/me/data/consents/{id}");
    let mine = site.get(&path, &chen).await;
    assert_eq!(mine.status, 200);
    let clerk = site.office.cookie("clerk").await;
    assert_eq!(site.get(&path, &clerk).await.status, 404);
}

#[tokio::test]
async fn what_no_consent_covers_takes_no_decision() {
    let site = Site::open().await;
    let chen = site.office.cookie("chen").await;
    for form in [
        "purpose=identity_check&receiver=office&decision=withdraw",
        "purpose=notice&receiver=person:zz&decision=grant",
        "purpose=notice&receiver=office&decision=perhaps",
        "purpose=gossip&receiver=office&decision=grant",
    ] {
        let answer = site.post("/me/data/consents", &chen, form).await;
        assert_eq!(answer.status, 404, "{form}");
    }
}

#[tokio::test]
async fn what_no_document_proves_is_changed_by_its_owner() {
    let site = Site::open().await;
    let chen = site.office.cookie("chen").await;
    let wrong = site.post("/me/data/nickname", &chen, "value=+").await;
    assert_eq!(wrong.count("#value-error"), 1);
    let answer = site.post("/me/data/nickname", &chen, "value=老陈").await;
    assert_eq!(answer.location(), "/me/data");
    let page = site.get("/me/data", &chen).await;
    assert!(page.text_of("main").contains("老陈"));
    for proven in ["name", "phone", "id_number", "nothing"] {
        let path = format!("/me/data/{proven}");
        assert_eq!(site.get(&path, &chen).await.status, 404, "{proven}");
        assert_eq!(site.post(&path, &chen, "value=x").await.status, 404);
    }
}

#[tokio::test]
async fn the_copy_to_take_away_holds_every_field() {
    let site = Site::open().await;
    let chen = site.office.cookie("chen").await;
    let request = axum::http::Request::get("/me/data/export")
        .header("cookie", &chen)
        .body(axum::body::Body::empty());
    let answer = site.send(request.unwrap()).await;
    let disposition = answer.headers["content-disposition"].to_str().unwrap();
    assert!(disposition.contains("linli-my-data.json"));
    for held in ["陈伯年", "consents", "accesses", "legal_source"] {
        assert!(answer.text.contains(held), "{held}");
    }
}

#[tokio::test]
async fn the_impact_assessment_names_every_purpose_to_everybody() {
    let site = Site::open().await;
    let page = site.get("/privacy", "").await;
    assert_eq!(page.status, 200);
    assert_eq!(page.count("section.card"), vault::REGISTER.len());
    let words = page.text_of("main");
    for entry in vault::REGISTER {
        assert!(words.contains(entry.legal_source), "{}", entry.legal_source);
    }
}

#[tokio::test]
async fn the_office_deletes_old_looks_by_itself() {
    let site = Site::open().await;
    let desk = &site.office.desk;
    let clerk = site.office.cookie("clerk").await;
    let chen = site.office.member("chen").party;
    site.get(&format!("/counter/people/{chen}"), &clerk).await;
    let now_ms = site.office.gateway.wall_ms();
    assert_eq!(care_for_data(desk, now_ms).await.unwrap().expired, 0);
    let later_ms = now_ms + ACCESS_KEPT_MS + 1;
    assert!(care_for_data(desk, later_ms).await.unwrap().expired >= 1);
    let looks = desk.vault.access_log(person(chen), 9).await.unwrap();
    assert!(looks.is_empty());
}

#[tokio::test]
async fn an_old_copy_of_both_files_is_buried_by_the_ledger() {
    let site = Site::open().await;
    let desk = &site.office.desk;
    let chen = site.office.member("chen").party;
    let old = tempfile::tempdir().unwrap();
    for entry in fs::read_dir(site.office.vault_folder()).unwrap() {
        let entry = entry.unwrap();
        fs::copy(entry.path(), old.path().join(entry.file_name())).unwrap();
    }
    let now_ms = site.office.gateway.wall_ms();
    desk.leave(chen, now_ms).await.unwrap();
    let key = OfficeKey::from_bytes([7; 32]);
    let restored = Vault::open(old.path(), key).await.unwrap();
    restored.display_name(person(chen)).await.unwrap();
    let state = desk.gateway.head().state;
    let buried = bury_who_left(&restored, &state, now_ms).await.unwrap();
    assert_eq!(buried, 1);
    let gone = restored.display_name(person(chen)).await.unwrap_err();
    assert!(matches!(gone, VaultError::Erased), "{gone}");
    let again = bury_who_left(&restored, &state, now_ms).await.unwrap();
    assert_eq!(again, 0, "everybody else stays");
}
