//! 我的积分 and the community pool: numbers, words, and ten minutes to change one's mind.

use ledger::Points;

use crate::site::Site;
use crate::story;

#[tokio::test]
async fn a_passbook_shows_what_can_be_used_and_what_is_not_final() {
    let site = Site::open().await;
    let told = story::tell(&site.office).await;
    let cookie = site.office.cookie("he").await;
    let earned = story::earned(&site.office);
    assert_eq!(earned, Points(120));
    let page = site.get("/points", &cookie).await;
    assert_eq!(page.text_of(".balance-number strong"), "12");
    assert!(
        page.text_of(".balance-note")
            .contains("12 积分还在 10 分钟确认期内")
    );
    assert_eq!(page.text_of(".passbook-amount"), "+12");
    assert!(
        page.text_of(".passbook-what")
            .starts_with("帮陈邻居：理发，1小时")
    );
    let exchange = format!(".passbook a[href='/exchanges/{}']", told.exchange);
    let receipt = format!(".passbook a[href='/receipts/{}']", told.completed);
    assert_eq!((page.count(&exchange), page.count(&receipt)), (1, 1));
    assert!(page.text_of(".card").contains("不是银行"));

    story::settle(&site.office, &told).await;
    let page = site.get("/points", &cookie).await;
    assert_eq!(page.count(".balance-note"), 0, "everything is final");
    assert_eq!(page.text_of(".passbook .status"), "已定下来");
}

#[tokio::test]
async fn a_donation_is_checked_given_and_taken_back() {
    let site = Site::open().await;
    let told = story::tell(&site.office).await;
    story::settle(&site.office, &told).await;
    let cookie = site.office.cookie("he").await;

    let check = site.post("/points/donate", &cookie, "amount=5.5").await;
    assert_eq!(check.status, 200);
    assert!(check.text_of(".lead").contains("5.5 积分"));
    assert_eq!(story::earned(&site.office), Points(120), "only looked at");

    let done = site
        .post("/points/donate", &cookie, "amount=5.5&checked=yes")
        .await;
    assert_eq!((done.status.as_u16(), done.location()), (303, "/points"));
    let page = site.get("/points", &cookie).await;
    assert_eq!(page.text_of(".balance-number strong"), "6.5");
    assert_eq!(page.text_of(".passbook-amount"), "−5.5");

    let withdraw = page.attribute(".passbook form", "action").unwrap();
    let back = site.post(&withdraw, &cookie, "").await;
    assert!(back.set_cookies().contains("donation-withdrawn"));
    assert_eq!(story::earned(&site.office), Points(120));
    let page = site.get("/points", &cookie).await;
    assert_eq!(page.text_of(".passbook .status"), "已退回");
    assert_eq!(page.count(".passbook form"), 0);
}

#[tokio::test]
async fn a_donation_is_final_after_ten_minutes() {
    let site = Site::open().await;
    let told = story::tell(&site.office).await;
    story::settle(&site.office, &told).await;
    let cookie = site.office.cookie("he").await;
    site.post("/points/donate", &cookie, "amount=5&checked=yes")
        .await;
    let page = site.get("/points", &cookie).await;
    let withdraw = page.attribute(".passbook form", "action").unwrap();

    site.office.advance(11 * ledger::time::MINUTE_MS);
    let page = site.get("/points", &cookie).await;
    assert_eq!(page.count(".passbook form"), 0);
    let late = site.post(&withdraw, &cookie, "").await;
    assert!(late.set_cookies().contains("donation-final"));
    assert_eq!(story::earned(&site.office), Points(70));
}

#[tokio::test]
async fn nobody_takes_back_the_donation_of_another() {
    let site = Site::open().await;
    let told = story::tell(&site.office).await;
    story::settle(&site.office, &told).await;
    let cookie = site.office.cookie("he").await;
    site.post("/points/donate", &cookie, "amount=5&checked=yes")
        .await;
    let page = site.get("/points", &cookie).await;
    let withdraw = page.attribute(".passbook form", "action").unwrap();
    let other = site.office.cookie("chen").await;
    assert_eq!(site.post(&withdraw, &other, "").await.status, 404);
    assert_eq!(
        site.post("/points/donations/zz/withdraw", &other, "")
            .await
            .status,
        404
    );
}

#[tokio::test]
async fn what_cannot_be_given_is_explained_and_kept() {
    let site = Site::open().await;
    let told = story::tell(&site.office).await;
    let cookie = site.office.cookie("he").await;
    // Pending points may be booked with, but not given away.
    for (typed, why) in [
        ("5", "最多可以捐 0 积分"),
        ("five", "大于零的数字"),
        ("", "大于零的数字"),
    ] {
        let page = site
            .post(
                "/points/donate",
                &cookie,
                &format!("amount={typed}&checked=yes"),
            )
            .await;
        assert_eq!(page.status, 422, "{typed}");
        assert!(page.text_of("#amount-error").contains(why), "{typed}");
        assert_eq!(page.attribute("#amount", "value").as_deref(), Some(typed));
    }
    story::settle(&site.office, &told).await;
    let page = site.post("/points/donate", &cookie, "amount=12.1").await;
    assert!(page.text_of("#amount-error").contains("最多可以捐 12 积分"));
}

#[tokio::test]
async fn an_empty_passbook_says_how_points_come() {
    let site = Site::open().await;
    let cookie = site.office.cookie("mai").await;
    let page = site.get("/points", &cookie).await;
    assert_eq!(page.text_of(".balance-number strong"), "0");
    assert_eq!(page.text_of(".empty h2"), "还没有积分");
    assert_eq!(page.count("a[href='/points/donate']"), 0);
}

#[tokio::test]
async fn the_passbook_is_a_table_to_take_along() {
    let site = Site::open().await;
    story::tell(&site.office).await;
    let he = site.office.cookie("he").await;
    let table = site.get("/points/statement.csv", &he).await;
    assert_eq!(table.status, 200);
    assert!(
        table
            .text
            .starts_with("\u{feff}时间,事情,积分,余额,状态,凭证编号")
    );
    assert!(table.text.lines().count() > 1, "{}", table.text);
    let nobody = site.get("/points/statement.csv", "").await;
    assert_eq!(nobody.status, 303);
}
