//! Organisations attest facts: the person sees each, agrees where it is sensitive, objects with a
//! clock that runs, gives up; nobody else learns of it.

use ledger::{
    operation::identity::{Role, Scope},
    time::DAY_MS,
};
use portal::jobs::do_what_is_due;

use crate::{
    site::{Answer, Site},
    two,
};

pub(crate) const FACT: &str = "标记词甲乙丙";
pub(crate) const EVIDENCE: &str = "档案标记9731";

/// The worker leads the office's own organisation; returns its page for attesting.
pub(crate) async fn led() -> (Site, String) {
    let site = Site::open().await;
    let scope = Scope::Organisation(site.office.desk.office);
    two::grant(&site, "worker", Role::Leader, scope).await;
    let path = format!("/organisations/{}/endorsements", site.office.desk.office);
    (site, path)
}

pub(crate) async fn attest(site: &Site, path: &str, class: &str) -> Answer {
    let worker = site.office.cookie("worker").await;
    let chen = site.office.member("chen").clone();
    let name = site
        .office
        .desk
        .vault
        .display_name(portal::desk::person(chen.party))
        .await
        .unwrap();
    let form = format!(
        "number={}&name={name}&class={class}&fact={FACT}&evidence={EVIDENCE}&days=365",
        chen.number
    );
    site.post(path, &worker, &form).await
}

/// Presses one of the buttons of the reader's only attestation.
pub(crate) async fn press(site: &Site, act: &str) -> Answer {
    let chen = site.office.cookie("chen").await;
    let page = site.get("/me/endorsements", &chen).await;
    let selector = format!("form[action$='/{act}']");
    let action = page.attribute(&selector, "action").unwrap();
    site.post(&action, &chen, "").await
}

async fn seen(site: &Site) -> Answer {
    let chen = site.office.cookie("chen").await;
    site.get("/me/endorsements", &chen).await
}

/// How many the ledger knows.
async fn attestations(site: &Site) -> usize {
    let desk = &site.office.desk;
    let page = projections::Page::first(50);
    let rows = desk.projections.operations_of(desk.office, page).await;
    let rows = rows.unwrap();
    let attested = rows.iter().filter(|row| row.names == ["attest_fact"]);
    attested.count()
}

#[tokio::test]
async fn a_person_sees_at_once_who_attested_what_and_on_what_grounds() {
    let (site, path) = led().await;
    let done = attest(&site, &path, "address_area").await;
    assert_eq!(done.location(), path, "{}", done.text);
    let words = seen(&site).await.text_of("main");
    for said in [FACT, EVIDENCE, "住在哪一片", "有效"] {
        assert!(words.contains(said), "{said} in {words}");
    }
    assert_eq!(attestations(&site).await, 1);
}

#[tokio::test]
async fn a_wrong_form_names_each_field() {
    let (site, path) = led().await;
    let worker = site.office.cookie("worker").await;
    let answer = site.post(&path, &worker, "number=1&name=x").await;
    for field in ["number", "class", "fact", "evidence", "days"] {
        assert_eq!(answer.count(&format!("#{field}-error")), 1, "{field}");
    }
}

#[tokio::test]
async fn membership_of_a_party_waits_for_a_yes_and_never_reaches_the_ledger() {
    let (site, path) = led().await;
    attest(&site, &path, "party_membership").await;
    let worker = site.office.cookie("worker").await;
    let waiting = site.get(&path, &worker).await.text_of("main ul.rows");
    assert!(!waiting.contains("党员"), "{waiting}");
    assert!(seen(&site).await.text_of("main").contains("等本人同意"));
    press(&site, "agree").await;
    let standing = site.get(&path, &worker).await.text_of("main ul.rows");
    assert!(standing.contains("有效"), "{standing}");
    press(&site, "give-up").await;
    let ended = site.get(&path, &worker).await.text_of("main ul.rows");
    assert!(ended.contains("已结束") && !ended.contains("党员"));
    assert_eq!(attestations(&site).await, 0);
}

#[tokio::test]
async fn an_objection_that_nobody_answers_ends_the_attestation() {
    let (site, path) = led().await;
    attest(&site, &path, "unit_owner").await;
    press(&site, "object").await;
    let worker = site.office.cookie("worker").await;
    assert_eq!(
        site.get(&path, &worker)
            .await
            .count("form[action$='/uphold']"),
        1
    );
    site.office.advance(6 * DAY_MS);
    do_what_is_due(&site.office.desk).await.unwrap();
    assert!(seen(&site).await.text_of("main").contains("有异议"));
    site.office.advance(DAY_MS);
    do_what_is_due(&site.office.desk).await.unwrap();
    assert!(seen(&site).await.text_of("main").contains("已结束"));
}

#[tokio::test]
async fn an_organisation_answers_an_objection_or_takes_it_back() {
    let (site, path) = led().await;
    attest(&site, &path, "volunteer_licence").await;
    let worker = site.office.cookie("worker").await;
    for (act, then) in [("uphold", "有效"), ("withdraw", "已结束")] {
        press(&site, "object").await;
        let page = site.get(&path, &worker).await;
        let selector = format!("form[action$='/{act}']");
        let action = page.attribute(&selector, "action").unwrap();
        let answer = site.post(&action, &worker, "").await;
        assert_eq!(answer.location(), path);
        assert!(seen(&site).await.text_of("main").contains(then));
    }
}

#[tokio::test]
async fn nobody_else_sees_or_decides() {
    let (site, path) = led().await;
    attest(&site, &path, "age_band").await;
    let page = seen(&site).await;
    let action = page.attribute("form[action$='/object']", "action").unwrap();
    for other in ["mai", "clerk", "auditor"] {
        let cookie = site.office.cookie(other).await;
        assert_eq!(site.get(&path, &cookie).await.status, 404, "{other}");
        let pressed = site.post(&action, &cookie, "").await;
        assert_eq!(pressed.status, 404, "{other}");
    }
}
