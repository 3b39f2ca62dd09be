//! Ratings: sealed until both have spoken or two weeks are over, then open with a right of reply.

use ledger::time::{DAY_MS, MINUTE_MS};
use portal::jobs::do_what_is_due;

use crate::site::Site;
use crate::story;

struct Rated {
    site: Site,
    path: String,
    chen: String,
    he: String,
}

async fn served() -> Rated {
    let site = Site::open().await;
    let told = story::tell(&site.office).await;
    let path = format!("/exchanges/{}/rating", told.exchange);
    let (chen, he) = (
        site.office.cookie("chen").await,
        site.office.cookie("he").await,
    );
    Rated {
        site,
        path,
        chen,
        he,
    }
}

#[tokio::test]
async fn both_rate_unseen_and_both_are_opened_after_ten_minutes() {
    let Rated {
        site,
        path,
        chen,
        he,
    } = served().await;
    let first = site.post(&path, &chen, "stars=5&words=手艺好").await;
    assert!(first.set_cookies().contains("rated"));
    let hidden = site.get(&path, &he).await;
    assert!(hidden.text.contains("已经封好，还没有公开"));
    assert!(
        !hidden.text.contains("手艺好"),
        "nobody sees it before speaking"
    );
    site.post(&path, &he, "stars=4").await;
    let desk = &site.office.desk;
    assert_eq!(
        do_what_is_due(desk).await.unwrap(),
        0,
        "either may think better of it"
    );

    site.office.advance(11 * MINUTE_MS);
    assert!(do_what_is_due(desk).await.unwrap() >= 2);
    let open = site.get(&path, &he).await;
    assert!(open.text.contains("手艺好") && open.text.contains("5 星"));
    let reply = format!("{path}/reply");
    assert_eq!(site.post(&reply, &he, "reply=").await.status, 422);
    let replied = site.post(&reply, &he, "reply=谢谢").await;
    assert!(replied.set_cookies().contains("replied"));
    assert!(site.get(&path, &chen).await.text.contains("谢谢"));
    let back = site.post(&format!("{path}/withdraw-reply"), &he, "").await;
    assert!(back.set_cookies().contains("reply-withdrawn"));
}

#[tokio::test]
async fn a_rating_is_taken_back_and_written_again() {
    let Rated {
        site, path, chen, ..
    } = served().await;
    site.post(&path, &chen, "stars=1&words=错了").await;
    let back = site.post(&format!("{path}/withdraw"), &chen, "").await;
    assert!(back.set_cookies().contains("rating-withdrawn"));
    site.post(&path, &chen, "stars=5&words=很好").await;
    let twice = site.post(&path, &chen, "stars=2").await;
    assert_eq!(twice.status, 422, "one rating each");
    site.office.advance(14 * DAY_MS + 11 * MINUTE_MS);
    do_what_is_due(&site.office.desk).await.unwrap();
    let chen = site.office.cookie("chen").await;
    let open = site.get(&path, &chen).await;
    assert!(
        open.text.contains("很好"),
        "the key that is kept is that of the seal"
    );
}

#[tokio::test]
async fn who_stays_silent_keeps_nobody_waiting_for_ever() {
    let Rated {
        site, path, chen, ..
    } = served().await;
    site.post(&path, &chen, "stars=3&words=马马虎虎").await;
    let desk = &site.office.desk;
    site.office.advance(13 * DAY_MS);
    do_what_is_due(desk).await.unwrap();
    let he = site.office.cookie("he").await;
    let sealed = site.get(&path, &he).await;
    assert!(sealed.text.contains("还没有公开") && !sealed.text.contains("马马虎虎"));
    site.office.advance(DAY_MS + MINUTE_MS);
    do_what_is_due(desk).await.unwrap();
    let he = site.office.cookie("he").await;
    assert!(site.get(&path, &he).await.text.contains("马马虎虎"));
    let late = site.post(&path, &he, "stars=1").await;
    assert_eq!(late.status, 422, "the window is closed");
}

#[tokio::test]
async fn nobody_else_sees_the_page_and_nonsense_is_named() {
    let Rated {
        site, path, chen, ..
    } = served().await;
    let stranger = site.office.cookie("mai").await;
    assert_eq!(site.get(&path, &stranger).await.status, 404);
    let page = site.post(&path, &chen, "stars=9&words=留着").await;
    assert_eq!(page.status, 422);
    assert!(
        page.text_of("#words").contains("留着"),
        "nothing typed is lost"
    );
    assert_eq!(
        site.post(&format!("{path}/nothing"), &chen, "")
            .await
            .status,
        404
    );
}
