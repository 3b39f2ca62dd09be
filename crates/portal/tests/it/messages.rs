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
