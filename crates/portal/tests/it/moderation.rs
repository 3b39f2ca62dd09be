//! Content is reported, looked at by a named person, taken down by two, and looked at again when
//! its author appeals; the two sides of an exchange write to each other and may stop hearing.

use ledger::{
    AreaCode,
    operation::identity::{Role, Scope},
};

use crate::site::Site;
use crate::{story, two};

async fn site() -> (Site, story::Story) {
    let site = Site::open().await;
    let told = story::tell(&site.office).await;
    let district = Scope::Area(AreaCode(440_604));
    for who in ["mai", "outsider", "worker"] {
        two::grant(&site, who, Role::Administrator, district).await;
    }
    (site, told)
}

/// The address of the one button of the queue that ends in this word.
async fn button(site: &Site, who: &str, act: &str) -> Option<String> {
    let cookie = site.office.cookie(who).await;
    let page = site.get("/moderation", &cookie).await;
    page.attribute(&format!("form[action$='/{act}']"), "action")
}

async fn press(site: &Site, who: &str, path: &str, form: &str) -> String {
    let cookie = site.office.cookie(who).await;
    let done = site.post(path, &cookie, form).await;
    format!("{} {}", done.status.as_u16(), done.set_cookies())
}

#[tokio::test]
async fn a_report_has_one_holder_and_ends_in_a_takedown_by_two_and_an_appeal() {
    let (site, told) = site().await;
    let listing = ledger::ListingId::derive(told.published, 0);
    let (path, he) = (
        format!("/listings/{listing}"),
        site.office.cookie("he").await,
    );
    let page = site.get(&path, &he).await;
    let report = page.attribute("a[href^='/report/']", "href").unwrap();
    let form = "ground=deception&words=这是广告";
    let done = press(&site, "he", &report, form).await;
    assert!(done.contains("notice=reported"), "{done}");
    let again = press(&site, "he", &report, form).await;
    assert!(again.contains("reported-already"));

    let take = button(&site, "mai", "take").await.unwrap();
    assert!(
        press(&site, "mai", &take, "")
            .await
            .contains("moderation-taken")
    );
    assert!(button(&site, "outsider", "take").await.is_none());
    let propose = button(&site, "mai", "propose").await.unwrap();
    assert!(
        press(&site, "outsider", &propose, "reason=deception")
            .await
            .starts_with("409")
    );
    let wrong = press(&site, "mai", &propose, "reason=taste").await;
    assert!(wrong.starts_with("422"), "{wrong}");
    let proposed = press(&site, "mai", &propose, "reason=deception").await;
    assert!(proposed.contains("moderation-proposed"));

    let second = site.office.cookie("outsider").await;
    let page = site.get("/decisions", &second).await;
    let approve = page.attribute("form[action$='/approve']", "action");
    press(&site, "outsider", &approve.unwrap(), "").await;
    let page = site.get(&path, &he).await;
    assert!(page.text.contains("已撤下：虚假或广告"));

    let chen = site.office.cookie("chen").await;
    let mine = site.get("/takedowns", &chen).await;
    let appeal = mine
        .attribute("form[action^='/takedowns/']", "action")
        .unwrap();
    assert!(
        press(&site, "chen", &appeal, "words=")
            .await
            .starts_with("422")
    );
    let done = press(&site, "chen", &appeal, "words=这不是广告").await;
    assert!(done.contains("takedown-appealed"));
    let once = press(&site, "chen", &appeal, "words=再来").await;
    assert!(once.starts_with("422"), "one appeal: {once}");

    let queue = site
        .get("/moderation", &site.office.cookie("mai").await)
        .await;
    assert!(queue.text.contains("这不是广告") && queue.text.contains("请由另一个人来看"));
    let content = appeal.rsplit('/').next().unwrap();
    let restore = format!("/moderation/restore/{content}");
    assert!(press(&site, "mai", &restore, "").await.starts_with("409"));
    assert!(
        press(&site, "worker", &restore, "")
            .await
            .contains("moderation-restored")
    );
    assert!(site.get(&path, &he).await.text.contains("想请人上门理发"));
}

#[tokio::test]
async fn what_is_fine_stays_and_nobody_handles_their_own_report() {
    let (site, told) = site().await;
    let listing = ledger::ListingId::derive(told.published, 0);
    let report = format!("/report/listing/{listing}");
    let own = press(&site, "chen", &report, "ground=abuse&words=").await;
    assert!(own.starts_with("422"), "one's own is not reported: {own}");
    let nothing = press(&site, "he", &report, "ground=x").await;
    assert!(nothing.starts_with("422"));
    press(&site, "mai", &report, "ground=abuse&words=").await;
    assert!(
        button(&site, "mai", "take").await.is_none(),
        "her own report"
    );
    let take = button(&site, "outsider", "take").await.unwrap();
    assert!(press(&site, "mai", &take, "").await.starts_with("404"));
    press(&site, "outsider", &take, "").await;
    let keep = button(&site, "outsider", "keep").await.unwrap();
    assert!(
        press(&site, "outsider", &keep, "")
            .await
            .contains("moderation-kept")
    );
    assert!(button(&site, "outsider", "take").await.is_none());
    let chen = site.office.cookie("chen").await;
    let resident = site.get("/moderation", &chen).await;
    assert_eq!(resident.status, 404);
}

#[tokio::test]
async fn the_two_sides_write_and_either_may_stop_hearing() {
    let (site, told) = site().await;
    let talk = format!("/exchanges/{}/talk", told.exchange);
    let (chen, he) = (
        site.office.cookie("chen").await,
        site.office.cookie("he").await,
    );
    let page = site
        .get(&format!("/exchanges/{}", told.exchange), &chen)
        .await;
    assert_eq!(page.count(&format!("a[href='{talk}']")), 1);
    assert!(
        press(&site, "chen", &talk, "words=楼下见")
            .await
            .contains("talk-sent")
    );
    assert!(
        press(&site, "chen", &talk, "words= ")
            .await
            .starts_with("422")
    );
    let long = format!("words={}", "长".repeat(501));
    assert!(press(&site, "chen", &talk, &long).await.starts_with("422"));
    let read = site.get(&talk, &he).await;
    assert!(read.text.contains("楼下见") && read.count("a[href^='/report/message/']") == 1);
    let outsider = site.office.cookie("outsider").await;
    assert_eq!(site.get(&talk, &outsider).await.status, 404);

    press(&site, "he", &format!("{talk}/block"), "").await;
    assert!(
        press(&site, "chen", &talk, "words=在吗")
            .await
            .starts_with("422")
    );
    assert!(
        site.get(&talk, &chen)
            .await
            .text
            .contains("这个对话已经结束")
    );
    press(&site, "he", &format!("{talk}/unblock"), "").await;
    assert!(
        press(&site, "chen", &talk, "words=在吗")
            .await
            .contains("talk-sent")
    );
}

#[tokio::test]
async fn a_message_is_taken_down_like_everything_else() {
    let (site, told) = site().await;
    let talk = format!("/exchanges/{}/talk", told.exchange);
    press(&site, "chen", &talk, "words=骂人的话").await;
    let he = site.office.cookie("he").await;
    let page = site.get(&talk, &he).await;
    let report = page
        .attribute("a[href^='/report/message/']", "href")
        .unwrap();
    assert_eq!(
        site.get(&report, &site.office.cookie("outsider").await)
            .await
            .status,
        404,
        "only the side that read it reports it"
    );
    press(&site, "he", &report, "ground=abuse&words=").await;
    let take = button(&site, "mai", "take").await.unwrap();
    press(&site, "mai", &take, "").await;
    let queue = site
        .get("/moderation", &site.office.cookie("mai").await)
        .await;
    assert!(queue.text.contains("骂人的话"), "the holder reads it");
    let propose = button(&site, "mai", "propose").await.unwrap();
    press(&site, "mai", &propose, "reason=abuse").await;
    let page = site
        .get("/decisions", &site.office.cookie("outsider").await)
        .await;
    let approve = page.attribute("form[action$='/approve']", "action");
    press(&site, "outsider", &approve.unwrap(), "").await;
    let page = site.get(&talk, &he).await;
    assert!(!page.text.contains("骂人的话") && page.text.contains("已撤下：辱骂或威胁"));
}
