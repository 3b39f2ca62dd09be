//! A service from the question to the points, and every way out of it.

use ledger::time::{HOUR_MS, MINUTE_MS};

use crate::neighbours::{Pair, Side};
use crate::site::{Answer, Site};

fn stands(page: &Answer) -> String {
    page.text_of(".card-marks .status")
}

fn has(page: &Answer, button: &str) -> bool {
    page.count(&format!("form[action$='/{button}']")) == 1
}

#[tokio::test]
async fn a_need_is_served_and_the_points_arrive() {
    let pair = Pair::asked().await;
    let asked = pair.see(Side::He).await;
    assert_eq!(stands(&asked), "等您答复");
    assert!(has(&asked, "accept") && has(&asked, "decline"));
    assert!(!has(&pair.see(Side::Chen).await, "accept"));
    pair.press("accept", Side::He).await;
    assert_eq!(stands(&pair.see(Side::Chen).await), "已约好");
    assert_eq!(pair.confirm(Side::Chen, 60).await.status, 303);
    let waiting = pair.see(Side::Chen).await;
    assert!(waiting.text_of("#now").contains("等何邻居也确认"));
    let other = pair.see(Side::He).await;
    assert!(other.text_of("#now").contains("陈邻居说做了1小时"));
    assert_eq!(pair.confirm(Side::He, 60).await.status, 303);
    let done = pair.see(Side::He).await;
    assert_eq!(stands(&done), "已完成");
    assert!(done.text_of(".summary").contains("您得到 13 积分"));
    assert!(
        done.text_of(".timeline li:first-child")
            .contains("两边都确认了")
    );
    assert_eq!(
        done.count(".timeline li"),
        done.count(".timeline a[href^='/receipts/']")
    );
}

#[tokio::test]
async fn what_was_asked_can_be_declined_or_taken_back() {
    let pair = Pair::asked().await;
    pair.press("decline", Side::He).await;
    assert_eq!(stands(&pair.see(Side::Chen).await), "没有答应");
    let pair = Pair::asked().await;
    pair.press("withdraw", Side::Chen).await;
    let over = pair.see(Side::He).await;
    assert_eq!(stands(&over), "已收回");
    assert_eq!(over.count("main form"), 0, "nothing is left to do");
}

#[tokio::test]
async fn a_late_answer_is_told_on_the_page_as_it_stands() {
    let pair = Pair::asked().await;
    pair.press("withdraw", Side::Chen).await;
    let late = pair.try_to("accept", Side::He).await;
    assert_eq!(late.status, 422);
    assert!(late.text_of(".error-summary").contains("情况刚刚变了"));
    assert_eq!(stands(&late), "已收回");
}

#[tokio::test]
async fn what_was_agreed_can_be_cancelled_and_the_page_says_when_it_is_late() {
    let pair = Pair::agreed().await;
    let address = format!("{}/cancel", pair.path);
    let check = pair.site.get(&address, &pair.chen).await;
    assert!(
        check.text_of("main").contains("现在取消不算晚"),
        "one may change one's mind"
    );
    pair.site.office.advance(11 * MINUTE_MS);
    let check = pair.site.get(&address, &pair.chen).await;
    assert!(check.text_of("main").contains("临时取消"));
    pair.press("cancel", Side::Chen).await;
    assert_eq!(stands(&pair.see(Side::He).await), "已取消");
    assert_eq!(pair.site.get(&address, &pair.chen).await.status, 409);
}

#[tokio::test]
async fn who_did_not_come_is_reported_and_the_report_taken_back() {
    let pair = Pair::agreed().await;
    let check = pair
        .site
        .get(&format!("{}/no-show", pair.path), &pair.chen)
        .await;
    assert!(check.text_of("h1").contains("何邻居没有来"));
    pair.press("no-show", Side::Chen).await;
    let other = pair.see(Side::He).await;
    assert_eq!(stands(&other), "没有来");
    assert!(
        !has(&other, "withdraw-no-show"),
        "only who said it takes it back"
    );
    pair.press("withdraw-no-show", Side::Chen).await;
    assert_eq!(stands(&pair.see(Side::He).await), "已约好");
}

#[tokio::test]
async fn a_report_stays_after_ten_minutes() {
    let pair = Pair::agreed().await;
    pair.press("no-show", Side::Chen).await;
    pair.site.office.advance(11 * MINUTE_MS);
    assert!(!has(&pair.see(Side::Chen).await, "withdraw-no-show"));
    let late = pair.try_to("withdraw-no-show", Side::Chen).await;
    assert_eq!(late.status, 422);
    assert!(late.text_of(".error-summary").contains("十分钟已经过了"));
}

#[tokio::test]
async fn a_confirmation_is_taken_back_before_and_after_the_other_one() {
    let pair = Pair::confirmed_once().await;
    pair.press("withdraw-confirmation", Side::Chen).await;
    assert_eq!(pair.confirm(Side::Chen, 60).await.status, 303);
    assert_eq!(pair.confirm(Side::He, 60).await.status, 303);
    let done = pair.see(Side::Chen).await;
    assert!(done.text_of("#now").contains("剩 10 分钟"));
    pair.press("withdraw-confirmation", Side::Chen).await;
    assert_eq!(stands(&pair.see(Side::He).await), "已约好");
    assert_eq!(pair.confirm(Side::Chen, 60).await.status, 303);
    pair.site.office.advance(11 * MINUTE_MS);
    assert!(!has(&pair.see(Side::Chen).await, "withdraw-confirmation"));
}

#[tokio::test]
async fn different_minutes_are_explained_and_not_lost() {
    let pair = Pair::confirmed_once().await;
    let refused = pair.confirm(Side::He, 120).await;
    assert_eq!(refused.status, 422);
    assert!(
        refused
            .text_of("#minutes-error")
            .contains("填的时长和对方填的不一样")
    );
    let chosen = refused.attribute("#minutes option[selected]", "value");
    assert_eq!(chosen.as_deref(), Some("120"));
    assert!(refused.text_of("#now").contains("陈邻居说做了1小时"));
    let nonsense = pair.try_to("confirm", Side::He).await;
    assert_eq!(nonsense.status, 422);
    assert_eq!(pair.confirm(Side::He, 60).await.status, 303);
}

#[tokio::test]
async fn the_page_says_from_when_on_the_service_can_be_confirmed() {
    for (site, links) in [(Site::open().await, 0), (Site::open_as_demo().await, 1)] {
        let pair = Pair::asked_for_later(site).await;
        pair.press("accept", Side::He).await;
        let early = pair.see(Side::Chen).await;
        assert!(early.text_of("#now").contains("以后，才能确认"));
        assert_eq!(early.count("#now a[href='/demo/clock']"), links);
        assert!(!has(&early, "confirm"));
        let refused = pair.confirm(Side::Chen, 60).await;
        assert!(
            refused
                .text_of(".error-summary")
                .contains("还没到约好的时间")
        );
        pair.site.office.advance(8 * 24 * HOUR_MS);
        // Eight days are longer than a session lasts.
        let chen = pair.site.office.cookie("chen").await;
        assert!(has(&pair.site.get(&pair.path, &chen).await, "confirm"));
    }
}

#[tokio::test]
async fn for_everybody_else_it_does_not_exist() {
    let pair = Pair::agreed().await;
    let mai = pair.site.office.cookie("mai").await;
    for address in ["", "/cancel", "/no-show"] {
        let address = format!("{}{address}", pair.path);
        assert_eq!(pair.site.get(&address, &mai).await.status, 404, "{address}");
    }
    for button in [
        "accept", "decline", "withdraw", "cancel", "confirm", "no-show",
    ] {
        let address = format!("{}/{button}", pair.path);
        let answer = pair.site.post(&address, &mai, "minutes=60").await;
        assert_eq!(answer.status, 404, "{address}");
    }
    assert_eq!(pair.site.get("/exchanges/nothing", &mai).await.status, 404);
    let nobody = pair.site.get(&pair.path, "").await;
    assert!(nobody.location().starts_with("/sign-in"));
}

#[tokio::test]
async fn my_arrangements_stand_under_what_they_wait_for() {
    let pair = Pair::asked().await;
    let headings = |page: &Answer| page.text_of("main h2");
    assert_eq!(
        headings(&pair.site.get("/exchanges", &pair.he).await),
        "待我答复"
    );
    assert_eq!(
        headings(&pair.site.get("/exchanges", &pair.chen).await),
        "等对方答复"
    );
    pair.press("accept", Side::He).await;
    assert_eq!(
        headings(&pair.site.get("/exchanges", &pair.chen).await),
        "已约好"
    );
    pair.press("cancel", Side::He).await;
    let over = pair.site.get("/exchanges", &pair.he).await;
    assert_eq!(headings(&over), "已完成和已结束");
    let mai = pair.site.office.cookie("mai").await;
    let none = pair.site.get("/exchanges", &mai).await;
    assert_eq!(none.count(".empty"), 1);
}

#[tokio::test]
async fn english_readers_follow_the_same_story() {
    let pair = Pair::agreed().await;
    let cookie = format!("{}; linli_language=en", pair.chen);
    let page = pair.site.get(&pair.path, &cookie).await;
    assert_eq!(stands(&page), "Agreed");
    assert!(page.text_of(".lead").contains("helps you"));
    assert!(page.text_of(".timeline").contains("agreed"));
}

#[tokio::test]
async fn a_false_confirmation_has_a_way_out_on_the_page() {
    let pair = Pair::agreed().await;
    assert_eq!(pair.confirm(Side::He, 60).await.status, 303);
    let claimed = pair.see(Side::Chen).await;
    assert_eq!(claimed.count("a[href$='/contest']"), 1);
    assert!(!has(&claimed, "cancel"));
    let address = format!("{}/contest", pair.path);
    let form = pair.site.get(&address, &pair.chen).await;
    assert!(form.text_of("main").contains("何邻居说做了1小时"));
    let refused = pair.contest(Side::Chen, "90").await;
    assert_eq!(
        refused.status, 422,
        "no more than was stated can be admitted"
    );
    assert_eq!(pair.contest(Side::Chen, "0").await.status, 303);
    let contested = pair.see(Side::He).await;
    assert_eq!(stands(&contested), "双方说法不一");
    assert!(has(&contested, "withdraw-confirmation") && !has(&contested, "withdraw-contest"));
    assert!(has(&pair.see(Side::Chen).await, "withdraw-contest"));
    pair.press("withdraw-confirmation", Side::He).await;
    assert_eq!(stands(&pair.see(Side::Chen).await), "已约好");
}

#[tokio::test]
async fn what_nobody_settles_ends_by_itself_without_points() {
    let pair = Pair::agreed().await;
    assert_eq!(pair.confirm(Side::He, 60).await.status, 303);
    assert_eq!(pair.contest(Side::Chen, "0").await.status, 303);
    let desk = &pair.site.office.desk;
    pair.site.office.advance(13 * 24 * HOUR_MS);
    assert_eq!(portal::jobs::do_what_is_due(desk).await.unwrap(), 0);
    pair.site.office.advance(25 * HOUR_MS + 1);
    assert_eq!(portal::jobs::do_what_is_due(desk).await.unwrap(), 1);
    let id = ledger::ExchangeId::from_hex(pair.path.rsplit('/').next().unwrap()).unwrap();
    let over = desk.projections.exchange(id).await.unwrap().unwrap();
    assert_eq!(over.status, ledger::state::records::ExchangeStatus::Lapsed);
    assert_eq!(over.transfer, None);
}

#[tokio::test]
async fn a_no_show_report_is_answered_on_the_page() {
    let pair = Pair::agreed().await;
    pair.press("no-show", Side::Chen).await;
    let accused = pair.see(Side::He).await;
    assert!(has(&accused, "answer-no-show"));
    pair.press("answer-no-show", Side::He).await;
    assert_eq!(stands(&pair.see(Side::Chen).await), "双方说法不一");
    pair.press("withdraw-no-show", Side::Chen).await;
    assert_eq!(stands(&pair.see(Side::He).await), "已约好");
}

#[tokio::test]
async fn whoever_feels_unsafe_stops_at_once() {
    let pair = Pair::agreed().await;
    let address = format!("{}/stop", pair.path);
    let check = pair.site.get(&address, &pair.chen).await;
    assert!(check.text_of("main").contains("110"));
    pair.press("stop", Side::Chen).await;
    let stopped = pair.see(Side::He).await;
    assert_eq!(stands(&stopped), "因安全中止");
    assert_eq!(stopped.count("main form"), 0, "nothing is left to do");
    assert_eq!(pair.site.get(&address, &pair.chen).await.status, 409);
}
