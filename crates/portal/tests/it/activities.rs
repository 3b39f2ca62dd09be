//! An activity from the plan to the points, and each way in which it goes otherwise.

use ledger::{
    AreaCode, Points,
    operation::identity::{Role, Scope},
    state::accounts::AccountId,
    time::{DAY_MS, HOUR_MS, MINUTE_MS},
};

use crate::site::{Answer, Site};
use crate::two;

const DISTRICT: Scope = Scope::Area(AreaCode(440_604));

fn category(family: ledger::category::Family) -> u16 {
    let all = ledger::category::CATEGORIES.iter();
    let mut fitting = all.filter(|row| row.family == family && row.code != row.group);
    fitting.next().unwrap().code.0
}

fn plan(site: &Site, more: &str) -> String {
    let day = site.office.desk.now().china_day() + 7;
    let category = category(ledger::category::Family::Activity);
    format!(
        "category={category}&title=一起包饺子&description=带上围裙&day={day}&time=30&minutes=60\
         &place=agreed&ages=adults{more}"
    )
}

/// The page of a new activity of Mai's.
async fn planned(site: &Site, more: &str) -> String {
    let mai = site.office.cookie("mai").await;
    let form = plan(site, more);
    let done = site.post("/activities/new", &mai, &form).await;
    assert_eq!(done.status, 303, "{}", done.text);
    done.location().to_owned()
}

/// An open activity of Mai's, for everybody from eight years on.
pub(crate) async fn open_to_all(site: &Site) -> String {
    two::grant(site, "mai", Role::CommunityWorker, DISTRICT).await;
    let cookie = site.office.cookie("mai").await;
    let form = plan(site, "&capacity=5").replace("ages=adults", "ages=eight");
    let done = site.post("/activities/new", &cookie, &form).await;
    assert_eq!(done.status, 303, "{}", done.text);
    done.location().to_owned()
}

pub(crate) async fn open_to_adults(site: &Site) -> String {
    planned(site, "&capacity=5").await
}

async fn press(site: &Site, who: &str, path: &str, form: &str) -> Answer {
    let cookie = site.office.cookie(who).await;
    site.post(path, &cookie, form).await
}

async fn mine(site: &Site, who: &str, activity: &str) -> String {
    let cookie = site.office.cookie(who).await;
    site.get(activity, &cookie).await.text_of("p.lead .status")
}

/// To a quarter of an hour before it begins.
fn come(site: &Site) {
    let day = site.office.desk.now().china_day() + 7;
    let start = u64::from(day) * DAY_MS + 7 * HOUR_MS;
    let now = site.office.desk.now().0;
    site.office.advance(start - 15 * MINUTE_MS - now);
}

#[tokio::test]
async fn people_sign_up_check_in_by_the_code_and_get_their_points() {
    let site = Site::open().await;
    two::grant(&site, "mai", Role::CommunityWorker, DISTRICT).await;
    let activity = planned(&site, "&capacity=5&points=1").await;
    let chen = site.office.cookie("chen").await;
    let list = site.get("/activities", &chen).await;
    assert!(list.text.contains("一起包饺子"), "{}", list.text);
    assert_eq!(
        press(&site, "chen", &format!("{activity}/sign-up"), "")
            .await
            .status,
        303
    );
    assert_eq!(
        press(&site, "he", &format!("{activity}/sign-up"), "")
            .await
            .status,
        303
    );
    assert_eq!(mine(&site, "chen", &activity).await, "您报上名了");
    come(&site);

    let mai = site.office.cookie("mai").await;
    let screen = site.get(&format!("{activity}/code"), &mai).await;
    let digits = screen.text_of(".code-big");
    assert_eq!(digits.len(), 6);
    let wrong = if digits == "000000" {
        "000001"
    } else {
        "000000"
    };
    let check_in = format!("{activity}/check-in");
    let refused = press(&site, "chen", &check_in, &format!("code={wrong}")).await;
    assert_eq!(refused.status, 422);
    assert!(refused.text_of("#code-error").contains("签到码不对"));
    let stranger = site.office.cookie("chen").await;
    let hidden = site.get(&format!("{activity}/code"), &stranger).await;
    assert_eq!(hidden.status, 404, "a guest does not see the screen");
    let came = press(&site, "chen", &check_in, &format!("code={digits}")).await;
    assert_eq!(came.status, 303, "{}", came.text);
    assert_eq!(mine(&site, "chen", &activity).await, "您已签到");

    let people = format!("{activity}/people");
    let he = site.office.member("he").party;
    let chen = site.office.member("chen").party;
    let ticked = format!("person-{he}=on&act=came");
    assert_eq!(press(&site, "he", &people, &ticked).await.status, 404);
    assert_eq!(press(&site, "mai", &people, "act=came").await.status, 422);
    assert_eq!(press(&site, "mai", &people, &ticked).await.status, 303);
    site.office.advance(2 * HOUR_MS);
    for (act, form) in [("hold", ""), ("report", "words=饺子都吃完了")] {
        let done = press(&site, "mai", &format!("{activity}/{act}"), form).await;
        assert_eq!(done.status, 303, "{act}: {}", done.text);
    }
    let award = format!("person-{he}=on&person-{chen}=on&act=award");
    let done = press(&site, "mai", &people, &award).await;
    assert_eq!(done.status, 303, "{}", done.text);
    let account = ledger::state::keys::account(AccountId::Party(chen));
    let account = site.office.desk.gateway.head().state.get(&account).unwrap();
    assert_eq!(account.pending, Points(10));
    let shown = site.get(&activity, &site.office.cookie("chen").await).await;
    assert!(shown.text.contains("饺子都吃完了"));
}

#[tokio::test]
async fn who_waits_gets_the_place_that_somebody_gives_back_and_is_told() {
    let site = Site::open().await;
    let activity = planned(&site, "&capacity=1").await;
    for who in ["chen", "he"] {
        press(&site, who, &format!("{activity}/sign-up"), "").await;
    }
    assert_eq!(mine(&site, "he", &activity).await, "您在排队");
    assert_eq!(
        press(&site, "chen", &format!("{activity}/leave"), "")
            .await
            .status,
        303
    );
    assert_eq!(mine(&site, "he", &activity).await, "您报上名了");
    let he = site.office.cookie("he").await;
    let inbox = site.get("/messages", &he).await;
    assert!(inbox.text.contains("有名额了"));
    assert_eq!(inbox.count(&format!("a[href='{activity}']")), 1);
}

#[tokio::test]
async fn rain_calls_it_off_and_everybody_on_the_list_is_told() {
    let site = Site::open().await;
    let activity = planned(&site, "&capacity=5").await;
    press(&site, "chen", &format!("{activity}/sign-up"), "").await;
    let cancel = format!("{activity}/cancel");
    assert_eq!(press(&site, "mai", &cancel, "").await.status, 422);
    let by_a_guest = press(&site, "chen", &cancel, "reason=weather").await;
    assert_eq!(by_a_guest.status, 422, "only the organiser or a worker");
    assert_eq!(
        press(&site, "mai", &cancel, "reason=weather").await.status,
        303
    );
    let chen = site.office.cookie("chen").await;
    assert!(
        site.get("/messages", &chen)
            .await
            .text
            .contains("您报名的活动取消了")
    );
    let list = site.get("/activities", &chen).await;
    assert!(!list.text.contains("一起包饺子"));
}

#[tokio::test]
async fn without_insurance_a_risky_one_stays_closed_until_the_papers_are_there() {
    let site = Site::open().await;
    let activity = planned(&site, "&capacity=5&risk=on").await;
    let chen = site.office.cookie("chen").await;
    assert_eq!(site.get(&activity, &chen).await.status, 404, "not open yet");
    let open = format!("{activity}/open");
    assert_eq!(press(&site, "mai", &open, "").await.status, 422);
    let papers = format!("{activity}/papers");
    let undated = press(&site, "mai", &papers, "policy=PICC-1").await;
    assert_eq!(undated.count("#until-error"), 1);
    let filed = press(&site, "mai", &papers, "policy=PICC-1&until=2099-12-31").await;
    assert_eq!(filed.status, 303, "{}", filed.text);
    assert_eq!(press(&site, "mai", &open, "").await.status, 303);
    assert_eq!(site.get(&activity, &chen).await.status, 200);
}

#[tokio::test]
async fn what_is_wrong_with_a_plan_is_said_and_nothing_is_lost() {
    let site = Site::open().await;
    let mai = site.office.cookie("mai").await;
    let nonsense = "title=&description=带上围裙&day=1&time=99&capacity=x&place=nowhere&points=y";
    let page = site.post("/activities/new", &mai, nonsense).await;
    assert_eq!(page.status, 422);
    assert_eq!(page.count(".error-summary li"), 6, "{}", page.text);
    assert!(page.text.contains("带上围裙"));
    let unknown = format!("/activities/{}", "0".repeat(32));
    assert_eq!(site.get(&unknown, &mai).await.status, 404);
}
