//! 消息: both sides hear of what the other did, once as new, with a way to act.

use crate::site::Site;
use crate::story;

#[tokio::test]
async fn both_sides_read_what_concerns_them() {
    let site = Site::open().await;
    let told = story::tell(&site.office).await;
    let chen = site
        .get("/messages", &site.office.cookie("chen").await)
        .await;
    assert!(chen.text_of(".messages").contains("何邻居约您，请您答复。"));
    assert!(
        chen.text_of(".messages")
            .contains("何邻居确认服务办好了，用了1小时。")
    );
    let way = format!(".messages a[href='/exchanges/{}']", told.exchange);
    assert_eq!(chen.count(&way), 2);
    let he = site.get("/messages", &site.office.cookie("he").await).await;
    let words = he.text_of(".messages");
    assert!(words.contains("陈邻居答应了您的约定。"));
    assert!(words.contains("您得到 12 积分"));
    assert_eq!(he.count(".messages a[href='/points']"), 1);
    let outsider = site.office.cookie("outsider").await;
    let outsider = site.get("/messages", &outsider).await;
    assert_eq!(outsider.text_of(".empty h2"), "还没有消息");
}

#[tokio::test]
async fn what_was_seen_is_no_longer_new() {
    let site = Site::open().await;
    story::tell(&site.office).await;
    let cookie = site.office.cookie("he").await;
    let first = site.get("/messages", &cookie).await;
    assert!(first.count(".messages-new li") > 0);
    assert_eq!(first.count("#messages-old"), 0);
    let second = site.get("/messages", &cookie).await;
    assert_eq!(second.count(".messages-new"), 0);
    assert_eq!(second.count("#messages-old"), 1);
}

#[tokio::test]
async fn the_tab_counts_what_is_new_in_words() {
    let site = Site::open().await;
    story::tell(&site.office).await;
    let cookie = site.office.cookie("he").await;
    let before = site.get("/help", &cookie).await;
    assert_eq!(before.text_of(".tabs a[href='/messages']"), "消息（3）");
    site.get("/messages", &cookie).await;
    let after = site.get("/help", &cookie).await;
    assert_eq!(after.text_of(".tabs a[href='/messages']"), "消息");
}

#[tokio::test]
async fn a_loan_reaches_the_inbox_of_the_other_side_with_a_way_to_it() {
    let site = Site::open().await;
    let item = crate::items::list(&site, "mai", &[]).await;
    let chen = site.office.cookie("chen").await;
    let form = format!("from={}&days=3", site.office.desk.now().china_day());
    let loan = site.post(&format!("{item}/reserve"), &chen, &form).await;
    let mai = site.office.cookie("mai").await;
    let page = site.get("/messages", &mai).await;
    let selector = format!("a[href='{}']", loan.location());
    assert_eq!(page.count(&selector), 1, "{}", page.text);
    assert!(page.text.contains("借用定好了"));
    let own = site.get("/messages", &chen).await;
    assert!(!own.text.contains("借用定好了"), "nobody is told their own");
}

#[tokio::test]
async fn a_question_to_join_a_household_and_a_new_role_are_told() {
    let site = Site::open().await;
    let chen = site.office.member("chen").clone();
    let name = site
        .office
        .desk
        .vault
        .display_name(portal::desk::person(chen.party));
    let form = format!("number={}&name={}", chen.number, name.await.unwrap());
    let he = site.office.cookie("he").await;
    let asked = site.post("/points/family/invite", &he, &form).await;
    assert!(asked.set_cookies().contains("household-invited"));
    let district = ledger::operation::identity::Scope::Area(ledger::AreaCode(440_604));
    let worker = ledger::operation::identity::Role::CommunityWorker;
    crate::two::grant(&site, "chen", worker, district).await;
    let cookie = site.office.cookie("chen").await;
    let page = site.get("/messages", &cookie).await;
    assert!(page.text.contains("请您加入家庭账户"));
    assert_eq!(page.count("a[href='/points/family']"), 1);
    assert!(page.text.contains("职责有变动"));
}
