//! A hut for everybody, and a keeper's day at its desk.

use ledger::operation::identity::{GrantRole, RegisterHut, Role, Scope};
use ledger::{Action, AreaCode, HutId, operation::IdentityAction};
use portal::content::PlaceText;

use crate::items::list;
use crate::site::{Answer, Site};

const HUT: HutId = HutId([5; 16]);

/// A hut in the community of the test office, kept by 在麦.
async fn with_hut() -> Site {
    let site = Site::open().await;
    let desk = &site.office.desk;
    let text = PlaceText {
        name_zh: "培德共享小屋".to_owned(),
        name_en: "Peide Hut".to_owned(),
        hours_zh: "每天 9:00–18:00".to_owned(),
        address_zh: "老榕树旁".to_owned(),
        ..PlaceText::default()
    };
    let register = RegisterHut {
        hut: HUT,
        community: AreaCode(440_604_010_001),
        content: desk.content.put(&text).unwrap(),
    };
    let keeper = GrantRole {
        party: site.office.member("mai").party,
        role: Role::HutKeeper,
        scope: Scope::Hut(HUT),
        until: None,
    };
    for action in [
        IdentityAction::RegisterHut(register),
        IdentityAction::GrantRole(keeper),
    ] {
        let done = desk.act(desk.office, Action::Identity(action)).await;
        assert!(done.is_ok(), "{:?}", done.err());
    }
    site
}

fn path(end: &str) -> String {
    format!("/huts/{HUT}{end}")
}

async fn press(site: &Site, cookie: &str, end: &str, form: &str) -> Answer {
    let answer = site.post(&path(end), cookie, form).await;
    assert_eq!(answer.status, 303, "{end}: {}", answer.text);
    answer
}

/// A thing of 陈 that the hut shall lend: its id and the code on its label.
async fn thing_for_the_hut(site: &Site) -> (String, String) {
    let hut = HUT.to_string();
    let item = list(site, "chen", &[("hut", &hut)]).await;
    let chen = site.office.cookie("chen").await;
    let code = site.get(&item, &chen).await.text_of(".thing-code");
    (item.replace("/items/", ""), code)
}

#[tokio::test]
async fn a_visitor_sees_the_hut_and_no_name_of_its_keeper() {
    let site = with_hut().await;
    let mai = site.office.cookie("mai").await;
    press(&site, &mai, "/desk/begin-and-open", "").await;
    let home = site.get(&path(""), "").await;
    let text = home.text_of("main");
    for fact in [
        "培德共享小屋",
        "现在开着",
        "每天 9:00–18:00",
        "老榕树旁",
        "有管理员值班",
    ] {
        assert!(text.contains(fact), "{fact} in {text}");
    }
    assert!(!text.contains("麦邻居"), "{text}");
    let member = site.get(&path(""), &mai).await.text_of("main");
    assert!(member.contains("麦邻居"), "{member}");
    let all = site.get("/huts", "").await;
    assert!(
        all.text_of(".lead").contains("1 间现在开着"),
        "{}",
        all.text
    );
    let map = site.get("/huts/map", "").await;
    assert_eq!(map.count(".plot-many"), 1);
    let there = map.attribute(".plot-many a", "href").unwrap();
    assert_eq!(site.get(&there, "").await.count(".card-link"), 1);
}

#[tokio::test]
async fn the_desk_is_there_for_its_keeper_only() {
    let site = with_hut().await;
    let (mai, chen) = (
        site.office.cookie("mai").await,
        site.office.cookie("chen").await,
    );
    for end in ["/desk", "/stocktake", "/labels", "/visits"] {
        assert_eq!(site.get(&path(end), &mai).await.status, 200, "{end}");
        assert_eq!(site.get(&path(end), &chen).await.status, 404, "{end}");
    }
    let led = site.get("/keeping", &mai).await;
    assert_eq!(led.location(), path("/desk"));
    let other = HutId([6; 16]);
    let elsewhere = site.get(&format!("/huts/{other}/desk"), &mai).await;
    assert_eq!(elsewhere.status, 404);
}

#[tokio::test]
async fn a_keeper_opens_takes_in_gives_back_and_goes_home() {
    let site = with_hut().await;
    let mai = site.office.cookie("mai").await;
    let (item, code) = thing_for_the_hut(&site).await;
    let deposit = format!("/things/{item}/deposit");
    let early = site.post(&path(&deposit), &mai, "condition=good").await;
    assert_eq!(early.status, 422, "not on duty yet");
    press(&site, &mai, "/desk/begin-and-open", "").await;
    let unread = site.post(&path("/desk"), &mai, "code=abc").await;
    assert_eq!(unread.status, 422);
    assert_eq!(unread.count("#code-error"), 1);
    let scanned = press(&site, &mai, "/desk", &format!("code={code}")).await;
    assert_eq!(scanned.location(), path(&format!("/things/{item}")));
    let page = site.get(scanned.location(), &mai).await;
    assert!(page.text_of("#now").contains("收进小屋"));
    let unsaid = site.post(&path(&deposit), &mai, "condition=").await;
    assert_eq!(unsaid.count("#condition-error"), 1);
    press(&site, &mai, &deposit, "condition=good").await;
    let home = site.get(&path(""), "").await.text_of("main");
    assert!(home.contains("冲击钻") && home.contains("1 件"), "{home}");
    let labels = site.get(&path("/labels"), &mai).await;
    assert_eq!(labels.text_of(".thing-code"), code);
    press(&site, &mai, &format!("/things/{item}/withdraw"), "").await;
    press(&site, &mai, "/desk/close-and-end", "").await;
    let home = site.get(&path(""), "").await.text_of("main");
    for fact in ["现在关着", "0 件", "没有人值班"] {
        assert!(home.contains(fact), "{fact} in {home}");
    }
}

#[tokio::test]
async fn a_count_shows_its_differences_before_and_after_it_is_confirmed() {
    let site = with_hut().await;
    let mai = site.office.cookie("mai").await;
    let (item, code) = thing_for_the_hut(&site).await;
    press(&site, &mai, "/desk/begin-and-open", "").await;
    press(
        &site,
        &mai,
        &format!("/things/{item}/deposit"),
        "condition=good",
    )
    .await;
    let all = format!("codes={code}%0D%0A{code}%0D%0A&unlisted=2");
    let report = site.post(&path("/stocktake"), &mai, &all).await;
    let text = report.text_of("main");
    assert!(
        text.contains("扫到 1 件，应该有 1 件") && text.contains("都对得上"),
        "{text}"
    );
    let wrong = site
        .post(&path("/stocktake"), &mai, "codes=7KQ2&unlisted=x")
        .await;
    assert_eq!(wrong.status, 422);
    assert_eq!(wrong.count("#codes-error"), 1);
    assert_eq!(wrong.count("#unlisted-error"), 1);
    let none = site
        .post(&path("/stocktake"), &mai, "codes=&unlisted=")
        .await;
    assert!(none.text_of("main").contains("应该在，没扫到"));
    press(&site, &mai, "/stocktake", "codes=&unlisted=&agreed=yes").await;
    let after = site.get(&path("/stocktake"), &mai).await;
    assert!(
        after.text_of(".card").contains("冲击钻 · 应该在，没扫到"),
        "{}",
        after.text
    );
    press(&site, &mai, &format!("/things/{item}/found"), "").await;
    let found = site.get(&path("/stocktake"), &mai).await;
    assert!(found.text_of(".card").contains("后来找到了"));
}

#[tokio::test]
async fn who_comes_to_fetch_stands_on_the_list_of_the_day() {
    let site = with_hut().await;
    let (mai, he) = (
        site.office.cookie("mai").await,
        site.office.cookie("he").await,
    );
    let (item, _) = thing_for_the_hut(&site).await;
    press(&site, &mai, "/desk/begin-and-open", "").await;
    press(
        &site,
        &mai,
        &format!("/things/{item}/deposit"),
        "condition=good",
    )
    .await;
    assert!(
        site.get(&path("/visits"), &mai)
            .await
            .text_of("main")
            .contains("七天内没有")
    );
    let today = site.office.desk.now().china_day();
    let reserve = format!("from={today}&days=2");
    let reserved = site
        .post(&format!("/items/{item}/reserve"), &he, &reserve)
        .await;
    assert_eq!(reserved.status, 303, "{}", reserved.text);
    let visits = site.get(&path("/visits"), &mai).await;
    assert_eq!(
        visits.attribute(".ways a", "href").unwrap(),
        reserved.location()
    );
    let scanned = site.get(&path(&format!("/things/{item}")), &mai).await;
    assert_eq!(scanned.count("#now form"), 0, "it is promised to somebody");
    let loan = scanned.attribute("#now a", "href").unwrap();
    assert_eq!(loan, reserved.location());
    for done in ["condition=good&part-0=on&part-1=on"; 2] {
        let fields: Vec<_> = done
            .split('&')
            .filter_map(|pair| pair.split_once('='))
            .collect();
        let stated = site
            .upload(&format!("{loan}/state"), &mai, &fields, b"")
            .await;
        assert_eq!(stated.status, 303, "{}", stated.text);
    }
    let back = site.get(&path("/visits"), &mai).await;
    assert!(back.text_of("main").contains("七天内没有"));
}
