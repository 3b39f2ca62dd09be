//! Disputes: opened from the page they are about, answered in time, accepted or appealed, and read
//! by nobody else.

use ledger::{
    AreaCode, Points,
    operation::identity::{Role, Scope},
    state::{accounts::AccountId, disputes::CaseStatus, keys},
    time::DAY_MS,
};

use crate::site::Site;
use crate::{story, two};

const COMMUNITY: Scope = Scope::Area(AreaCode(440_604_010_001));

/// Chen disputes the points of the story; returns the page of the dispute.
async fn filed(site: &Site) -> String {
    let told = story::tell(&site.office).await;
    two::grant(site, "mai", Role::CommunityWorker, COMMUNITY).await;
    let chen = site.office.cookie("chen").await;
    let page = site
        .get(&format!("/exchanges/{}", told.exchange), &chen)
        .await;
    let way = page.attribute("a[href^='/disputes/new/transfer/']", "href");
    let way = way.unwrap();
    assert_eq!(site.get(&way, &chen).await.count("form textarea"), 1);
    let form = "ground=wrong_record&claim=reversal&words=只理了十分钟";
    let done = site.post(&way, &chen, form).await;
    assert!(
        done.set_cookies().contains("dispute-filed"),
        "{}",
        done.text
    );
    done.location().to_owned()
}

fn settled(site: &Site, who: &str) -> Points {
    let account = keys::account(AccountId::Party(site.office.member(who).party));
    let account = site.office.desk.gateway.head().state.get(&account);
    account.map_or(Points(0), |one| Points(one.settled.0 + one.pending.0))
}

#[tokio::test]
async fn an_answer_that_both_accept_takes_the_points_back() {
    let site = Site::open().await;
    let path = filed(&site).await;
    let before = settled(&site, "he");
    assert!(before.is_positive());
    let mai = site.office.cookie("mai").await;
    let page = site.get(&path, &mai).await;
    assert!(page.text.contains("只理了十分钟"));
    site.post(&format!("{path}/take"), &mai, "").await;
    let form = "remedy=reversal&words=问过双方，退回积分";
    let done = site.post(&format!("{path}/answer"), &mai, form).await;
    assert!(done.set_cookies().contains("dispute-answered"));
    for who in ["chen", "he"] {
        let cookie = site.office.cookie(who).await;
        let page = site.get(&path, &cookie).await;
        assert!(page.text.contains("问过双方，退回积分"), "{who}");
        let done = site.post(&format!("{path}/accept"), &cookie, "").await;
        assert!(done.set_cookies().contains("dispute-accepted"), "{who}");
    }
    let page = site.get(&path, &mai).await;
    assert!(page.text_of("#now").contains("把积分退回去"));
    assert_eq!(settled(&site, "he"), Points(0));
}

#[tokio::test]
async fn a_late_answer_is_marked_and_a_side_may_ask_for_the_panel() {
    let site = Site::open().await;
    let path = filed(&site).await;
    let chen = site.office.cookie("chen").await;
    assert_eq!(
        site.get(&path, &chen)
            .await
            .count("form[action$='/appeal']"),
        0
    );
    site.office.advance(10 * DAY_MS);
    portal::jobs::do_what_is_due(&site.office.desk)
        .await
        .unwrap();
    let chen = site.office.cookie("chen").await;
    let page = site.get(&path, &chen).await;
    assert!(page.text.contains("答复迟了"));
    let done = site.post(&format!("{path}/appeal"), &chen, "").await;
    assert!(done.set_cookies().contains("dispute-appealed"));
    assert!(
        site.get(&path, &chen)
            .await
            .text_of("#now")
            .contains("抽三位")
    );
}

#[tokio::test]
async fn evidence_is_added_and_strangers_find_nothing() {
    let site = Site::open().await;
    let path = filed(&site).await;
    let he = site.office.cookie("he").await;
    let done = site
        .post(&format!("{path}/say"), &he, "evidence=邻居看见了")
        .await;
    assert!(done.set_cookies().contains("dispute-said"));
    let empty = site.post(&format!("{path}/say"), &he, "evidence=").await;
    assert_eq!(
        (empty.status.as_u16(), empty.count(".error-summary li")),
        (422, 1)
    );
    let page = site.get(&path, &he).await;
    assert!(page.text.contains("邻居看见了"));
    assert_eq!(
        page.count("form[action$='/answer']"),
        0,
        "a side does not judge"
    );
    let outsider = site.office.cookie("outsider").await;
    assert_eq!(site.get(&path, &outsider).await.status, 404);
    let alone = site
        .post(&format!("{path}/say"), &outsider, "evidence=x")
        .await;
    assert_eq!(alone.status, 404);
    let list = site.get("/disputes", &he).await;
    assert!(list.text.contains("说的是您") && list.count(&format!("a[href='{path}']")) == 1);
}

#[tokio::test]
async fn nonsense_is_named_a_second_dispute_is_not_offered_and_the_first_is_withdrawn() {
    let site = Site::open().await;
    let path = filed(&site).await;
    let chen = site.office.cookie("chen").await;
    let again = site.get("/disputes", &chen).await;
    assert!(again.text.contains("您提出的"));
    let he = site.office.member("he").party;
    let way = format!("/disputes/new/party/{he}");
    let wrong = site.post(&way, &chen, "ground=x&claim=&words=").await;
    assert_eq!(wrong.count(".error-summary li"), 3);
    let own = site.office.member("chen").party;
    let own = site.get(&format!("/disputes/new/party/{own}"), &chen).await;
    assert_eq!(
        own.count("form textarea"),
        0,
        "nobody complains about themselves"
    );
    let nowhere = site.get("/disputes/new/party/xyz", &chen).await;
    assert_eq!(nowhere.status, 404);
    let done = site.post(&format!("{path}/withdraw"), &chen, "").await;
    assert!(done.set_cookies().contains("dispute-withdrawn"));
    let case = ledger::CaseId::from_hex(path.rsplit('/').next().unwrap()).unwrap();
    let case = site.office.desk.gateway.head().state.get(&keys::case(case));
    assert_eq!(case.unwrap().status, CaseStatus::Withdrawn);
}

#[tokio::test]
async fn whoever_holds_a_dispute_answers_it() {
    let site = Site::open().await;
    let path = filed(&site).await;
    two::grant(&site, "outsider", Role::CommunityWorker, COMMUNITY).await;
    let (mai, other) = (
        site.office.cookie("mai").await,
        site.office.cookie("outsider").await,
    );
    let done = site.post(&format!("{path}/take"), &mai, "").await;
    assert!(done.set_cookies().contains("dispute-taken"));
    assert_eq!(
        site.post(&format!("{path}/take"), &other, "").await.status,
        409
    );
    let page = site.get(&path, &other).await;
    assert_eq!(page.count("form[action$='/answer']"), 0);
    let form = "remedy=words&words=我来";
    let refused = site.post(&format!("{path}/answer"), &other, form).await;
    assert_eq!(refused.status, 409);
}

#[tokio::test]
async fn readiness_to_judge_is_given_and_taken_back() {
    let site = Site::open().await;
    let chen = site.office.cookie("chen").await;
    let join = site.post("/disputes/panel/join", &chen, "").await;
    assert!(join.set_cookies().contains("panel-joined"));
    assert!(
        site.get("/disputes", &chen)
            .await
            .text
            .contains("您愿意评议")
    );
    let leave = site.post("/disputes/panel/leave", &chen, "").await;
    assert!(leave.set_cookies().contains("panel-left"));
    assert_eq!(
        site.post("/disputes/panel/dance", &chen, "").await.status,
        404
    );
}
