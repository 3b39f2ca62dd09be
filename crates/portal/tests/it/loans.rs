//! A loan from the calendar to the deposit that comes back, and each way in which it fails.

use ledger::{state::keys, time::DAY_MS};
use portal::jobs;

use crate::items::{list, photo};
use crate::site::{Answer, Site};
use crate::story::tell;

fn today(site: &Site) -> u32 {
    site.office.desk.now().china_day()
}

/// Reserves from today for some days; the loan's address.
async fn reserve(site: &Site, who: &str, item: &str, days: u8) -> String {
    let cookie = site.office.cookie(who).await;
    let form = format!("from={}&days={days}", today(site));
    let answer = site.post(&format!("{item}/reserve"), &cookie, &form).await;
    assert_eq!(answer.status, 303, "{}", answer.text);
    answer.location().to_owned()
}

async fn state(site: &Site, who: &str, loan: &str, condition: &str) -> Answer {
    let cookie = site.office.cookie(who).await;
    let fields = [("condition", condition), ("part-0", "on"), ("part-1", "on")];
    site.upload(&format!("{loan}/state"), &cookie, &fields, &photo())
        .await
}

async fn press(site: &Site, who: &str, loan: &str, act: &str) -> Answer {
    let cookie = site.office.cookie(who).await;
    site.post(&format!("{loan}/{act}"), &cookie, "").await
}

async fn stands(site: &Site, who: &str, loan: &str) -> String {
    let cookie = site.office.cookie(who).await;
    site.get(loan, &cookie).await.text_of(".status")
}

/// Both sides say that it was handed over.
async fn hand_over(site: &Site, loan: &str) {
    for who in ["mai", "chen"] {
        assert_eq!(state(site, who, loan, "good").await.status, 303, "{who}");
    }
}

#[tokio::test]
async fn a_drill_is_lent_and_comes_back() {
    let site = Site::open().await;
    let item = list(&site, "mai", &[]).await;
    let chen = site.office.cookie("chen").await;
    let form = site.get(&format!("{item}/reserve"), &chen).await;
    assert_eq!(form.count("#from option"), 91);
    assert_eq!(form.count("#days option"), 7);
    let loan = reserve(&site, "chen", &item, 3).await;
    assert!(stands(&site, "chen", &loan).await.contains("已约好"));
    assert!(
        site.get(&item, &chen)
            .await
            .text_of(".status")
            .contains("今天有人约了")
    );
    state(&site, "mai", &loan, "good").await;
    let waiting = site.get(&loan, &chen).await;
    assert!(waiting.text_of("#now").contains("等另一方"));
    assert!(
        site.get(&format!("{loan}/state"), &chen)
            .await
            .text
            .contains("钻头两个")
    );
    state(&site, "chen", &loan, "good").await;
    assert!(stands(&site, "mai", &loan).await.contains("借出中"));
    for who in ["chen", "mai"] {
        assert_eq!(state(&site, who, &loan, "good").await.status, 303);
    }
    assert!(stands(&site, "chen", &loan).await.contains("等查看"));
    assert_eq!(press(&site, "mai", &loan, "fine").await.status, 303);
    assert!(stands(&site, "chen", &loan).await.contains("已结束"));
    let page = site.get(&item, &chen).await;
    let text = page.text_of("main");
    assert!(text.contains("已经用过 1 次，帮到 1 户人家"), "{text}");
    assert!(text.contains("借出过 1 次"), "the lender's credit");
}

#[tokio::test]
async fn a_second_household_cannot_have_the_same_days() {
    let site = Site::open().await;
    let item = list(&site, "mai", &[]).await;
    reserve(&site, "chen", &item, 3).await;
    let he = site.office.cookie("he").await;
    let form = site.get(&format!("{item}/reserve"), &he).await;
    assert_eq!(form.count("#from option"), 88, "three days are gone");
    let taken = format!("from={}&days=2", today(&site) + 2);
    let refused = site.post(&format!("{item}/reserve"), &he, &taken).await;
    assert_eq!(refused.status, 422);
    assert!(refused.text_of(".error-summary").contains("已经有人预约"));
    let free = format!("from={}&days=2", today(&site) + 3);
    assert_eq!(
        site.post(&format!("{item}/reserve"), &he, &free)
            .await
            .status,
        303
    );
    for broken in ["", "from=x&days=1", "from=1&days=1", "from=99999999&days=1"] {
        let refused = site.post(&format!("{item}/reserve"), &he, broken).await;
        assert_eq!(refused.status, 422, "{broken}");
    }
    let mai = site.office.cookie("mai").await;
    assert_eq!(site.get(&format!("{item}/reserve"), &mai).await.status, 404);
}

#[tokio::test]
async fn an_owner_who_is_asked_says_yes_or_no() {
    let site = Site::open().await;
    let item = list(&site, "mai", &[("approval", "on_request")]).await;
    let loan = reserve(&site, "chen", &item, 1).await;
    assert!(stands(&site, "mai", &loan).await.contains("等答复"));
    let mine = site.get("/loans", &site.office.cookie("mai").await).await;
    assert!(mine.text_of("main").contains("等您答复"));
    assert_eq!(press(&site, "mai", &loan, "decline").await.status, 303);
    assert!(stands(&site, "chen", &loan).await.contains("没有答应"));
    let second = reserve(&site, "chen", &item, 1).await;
    assert_eq!(press(&site, "chen", &second, "approve").await.status, 422);
    assert_eq!(press(&site, "mai", &second, "approve").await.status, 303);
    assert_eq!(press(&site, "chen", &second, "cancel").await.status, 303);
    assert!(stands(&site, "mai", &second).await.contains("已取消"));
}

#[tokio::test]
async fn strangers_see_no_loan() {
    let site = Site::open().await;
    let item = list(&site, "mai", &[]).await;
    let loan = reserve(&site, "chen", &item, 1).await;
    for path in [
        loan.clone(),
        format!("{loan}/state"),
        format!("{loan}/decide"),
    ] {
        let he = site.office.cookie("outsider").await;
        assert_eq!(site.get(&path, &he).await.status, 404, "{path}");
    }
    assert_eq!(press(&site, "outsider", &loan, "cancel").await.status, 404);
    assert_eq!(press(&site, "chen", &loan, "explode").await.status, 404);
}

#[tokio::test]
async fn a_late_loan_is_marked_three_times_and_can_be_extended() {
    let site = Site::open().await;
    let item = list(&site, "mai", &[]).await;
    let loan = reserve(&site, "chen", &item, 1).await;
    hand_over(&site, &loan).await;
    let desk = &site.office.desk;
    for (days, marks) in [(1, 1), (2, 2), (4, 3)] {
        site.office.advance(days * DAY_MS);
        jobs::do_what_is_due(desk).await.unwrap();
        let id = ledger::LoanId::from_hex(loan.rsplit('/').next().unwrap()).unwrap();
        let found = desk.projections.loan(id).await.unwrap().unwrap();
        assert_eq!(found.overdue_marks, marks);
    }
    assert!(stands(&site, "chen", &loan).await.contains("到期没还"));
    let chen = site.office.cookie("chen").await;
    assert!(
        site.get(&loan, &chen)
            .await
            .text_of("#now")
            .contains("晚了 7 天")
    );
    let day = today(&site) + 2;
    let asked = site
        .post(&format!("{loan}/extend"), &chen, &format!("last_day={day}"))
        .await;
    assert_eq!(asked.status, 303);
    assert_eq!(
        press(&site, "mai", &loan, "agree-extension").await.status,
        303
    );
    assert!(stands(&site, "chen", &loan).await.contains("借出中"));
    let nonsense = site
        .post(&format!("{loan}/extend"), &chen, "last_day=x")
        .await;
    assert_eq!(nonsense.status, 422);
}

#[tokio::test]
async fn both_sides_must_describe_the_same_thing() {
    let site = Site::open().await;
    let item = list(&site, "mai", &[]).await;
    let loan = reserve(&site, "chen", &item, 1).await;
    state(&site, "mai", &loan, "good").await;
    let other = state(&site, "chen", &loan, "worn").await;
    assert_eq!(other.status, 422);
    assert!(other.text_of(".error-summary").contains("样"));
    assert_eq!(press(&site, "mai", &loan, "unsay").await.status, 303);
    let cookie = site.office.cookie("chen").await;
    let fields = [("condition", "good"), ("part-0", "on")];
    let uncounted = site
        .upload(&format!("{loan}/state"), &cookie, &fields, b"")
        .await;
    assert!(uncounted.text_of(".error-summary").contains("没点到"));
}

#[tokio::test]
async fn damage_is_decided_by_a_worker_and_costs_at_most_the_deposit() {
    let site = Site::open().await;
    // He has earned points; the item lives in the worker's community.
    let story = tell(&site.office).await;
    crate::story::settle(&site.office, &story).await;
    let item = list(&site, "chen", &[("deposit", "2")]).await;
    let loan = reserve(&site, "he", &item, 1).await;
    for _ in 0..2 {
        for who in ["chen", "he"] {
            assert_eq!(state(&site, who, &loan, "good").await.status, 303);
        }
    }
    assert_eq!(press(&site, "chen", &loan, "damaged").await.status, 303);
    assert!(stands(&site, "he", &loan).await.contains("等决定"));
    assert_eq!(press(&site, "he", &loan, "take-back").await.status, 422);
    let chen = site.office.cookie("chen").await;
    assert_eq!(site.get(&format!("{loan}/decide"), &chen).await.status, 404);
    grant_worker(&site).await;
    let worker = site.office.cookie("worker").await;
    let decide = format!("{loan}/decide");
    assert!(
        site.get(&decide, &worker)
            .await
            .text
            .contains("0 到 2 积分")
    );
    let table = [
        "award=-1&fate=broken&reasons=钻头断了",
        "award=1&fate=&reasons=钻头断了",
        "award=1&fate=broken&reasons=",
    ];
    for broken in table {
        assert_eq!(
            site.post(&decide, &worker, broken).await.status,
            422,
            "{broken}"
        );
    }
    let too_much = site
        .post(&decide, &worker, "award=9&fate=broken&reasons=钻头断了")
        .await;
    assert!(too_much.text_of(".error-summary").contains("押"));
    let before = settled(&site, "chen");
    let decided = site
        .post(&decide, &worker, "award=1&fate=broken&reasons=钻头断了")
        .await;
    assert_eq!(decided.status, 303);
    assert_eq!(settled(&site, "chen") - before, 10, "one point of the two");
    assert!(stands(&site, "he", &loan).await.contains("已结束"));
    assert!(
        site.get(&item, &chen)
            .await
            .text_of(".status")
            .contains("暂时不借")
    );
}

async fn grant_worker(site: &Site) {
    use ledger::operation::identity::{GrantRole, Role, Scope};
    let grant = GrantRole {
        party: site.office.member("worker").party,
        role: Role::CommunityWorker,
        scope: Scope::Area(ledger::AreaCode(440_604_010_001)),
        until: None,
    };
    let desk = &site.office.desk;
    desk.act(desk.office, grant.into()).await.unwrap();
}

/// What is final and what is on its way, in tenths.
fn settled(site: &Site, who: &str) -> i64 {
    let party = site.office.member(who).party;
    let account = keys::account(ledger::state::accounts::AccountId::Party(party));
    let account = site.office.desk.gateway.head().state.get(&account);
    account.map_or(0, |account| account.settled.0 + account.pending.0)
}

#[tokio::test]
async fn what_nobody_picks_up_ends_by_itself_and_a_missed_one_at_once() {
    let site = Site::open().await;
    let item = list(&site, "mai", &[]).await;
    let loan = reserve(&site, "chen", &item, 1).await;
    assert_eq!(press(&site, "mai", &loan, "missed").await.status, 303);
    assert!(stands(&site, "chen", &loan).await.contains("没有来拿"));
    assert_eq!(press(&site, "mai", &loan, "take-back").await.status, 303);
    site.office.advance(2 * DAY_MS);
    jobs::do_what_is_due(&site.office.desk).await.unwrap();
    assert!(stands(&site, "chen", &loan).await.contains("已过期"));
}

#[tokio::test]
async fn a_lost_thing_is_decided_and_a_recalled_one_has_no_reservations() {
    let site = Site::open().await;
    let item = list(&site, "mai", &[]).await;
    let later = {
        let he = site.office.cookie("he").await;
        let form = format!("from={}&days=1", today(&site) + 5);
        site.post(&format!("{item}/reserve"), &he, &form)
            .await
            .location()
            .to_owned()
    };
    let loan = reserve(&site, "chen", &item, 1).await;
    hand_over(&site, &loan).await;
    assert_eq!(press(&site, "mai", &item, "recall").await.status, 303);
    assert!(stands(&site, "he", &later).await.contains("已取消"));
    assert_eq!(press(&site, "chen", &loan, "lost").await.status, 303);
    grant_worker(&site).await;
    let worker = site.office.cookie("worker").await;
    let form = "award=0&fate=gone&reasons=两边都说找不到了";
    let decided = site.post(&format!("{loan}/decide"), &worker, form).await;
    assert_eq!(decided.status, 303);
    let mai = site.office.cookie("mai").await;
    assert!(
        site.get(&item, &mai)
            .await
            .text_of(".status")
            .contains("找不到了")
    );
}
