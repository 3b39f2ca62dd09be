//! Redeeming, giving to one's own people, a household, and the figures that everybody may see.

use ledger::{
    Action, AreaCode, Points,
    operation::{
        identity::{Role, Scope},
        listing::ContentRef,
        points_office::FundReserve,
    },
    time::{HOUR_MS, MINUTE_MS},
};

use crate::site::Site;
use crate::{story, two};

/// Where the volunteer of the cast lives.
const COMMUNITY: AreaCode = AreaCode(440_604_010_003);

/// He has twelve points, and the worker leads the office's own organisation.
async fn site() -> Site {
    let site = Site::open().await;
    let told = story::tell(&site.office).await;
    story::settle(&site.office, &told).await;
    let desk = &site.office.desk;
    two::grant(
        &site,
        "worker",
        Role::Leader,
        Scope::Organisation(desk.office),
    )
    .await;
    site
}

/// Two administrators fill the community's reserve.
async fn fund(site: &Site, amount: Points) {
    let source = ContentRef {
        hash: ledger::Hash([7; 32]),
        bytes: 12,
    };
    let fund = FundReserve {
        community: COMMUNITY,
        amount,
        source,
    };
    two::decide(site, Action::from(fund)).await;
}

const ENTRY: &str = "title=理发一次&description=凭号码到店&kind=service\
    &community=440604010003&price=5&stock=2&keep=7";

/// The worker offers a haircut; returns the organisation's page and the entry's.
async fn offered(site: &Site) -> (String, String) {
    let leader = site.office.cookie("worker").await;
    let home = site.get("/organisations", &leader).await;
    let home = home.location().to_owned();
    let done = site
        .post(&format!("{home}/entries/new"), &leader, ENTRY)
        .await;
    assert_eq!(
        (done.status.as_u16(), done.location()),
        (303, home.as_str())
    );
    let page = site
        .get("/catalogue", &site.office.cookie("he").await)
        .await;
    let entry = page.attribute(".ways a[href^='/catalogue/']", "href");
    (home, entry.unwrap())
}

#[tokio::test]
async fn a_service_is_redeemed_with_a_code_and_the_points_arrive() {
    let site = site().await;
    fund(&site, Points(10_000)).await;
    site.office.advance(11 * MINUTE_MS);
    portal::jobs::do_what_is_due(&site.office.desk)
        .await
        .unwrap();
    let (home, entry) = offered(&site).await;
    let he = site.office.cookie("he").await;
    let page = site.get(&entry, &he).await;
    assert!(page.text_of("form p").contains("5 积分"));

    let done = site.post(&entry, &he, "").await;
    let claim = done.location().to_owned();
    assert!(claim.starts_with("/catalogue/claims/"), "{claim}");
    let page = site.get(&claim, &he).await;
    assert_eq!(page.text_of("main .status"), "给您留着");
    let code = page.text_of(".balance-number strong");
    assert_eq!((code.len(), page.count(".qr")), (6, 1));
    assert_eq!(story::earned(&site.office), Points(70), "set aside");

    let leader = site.office.cookie("worker").await;
    let give = format!("{home}/give");
    let wrong = site.post(&give, &leader, "code=x").await;
    assert!(wrong.text.contains("没有找到这个号码"));
    let given = site.post(&give, &leader, &format!("code={code}")).await;
    assert!(given.set_cookies().contains("claim-consumed"));
    let page = site.get(&claim, &he).await;
    assert_eq!(page.text_of("main .status"), "已领取");
    assert_eq!(page.count("form[action$='/withdraw']"), 1);

    let again = site.post(&give, &leader, &format!("code={code}")).await;
    assert!(again.text.contains("没有找到这个号码"), "given once");
    let back = site.post(&format!("{claim}/withdraw"), &he, "").await;
    assert!(back.set_cookies().contains("claim-withdrawn"));
    let cancelled = site.post(&format!("{claim}/cancel"), &he, "").await;
    assert!(cancelled.set_cookies().contains("claim-cancelled"));
    assert_eq!(story::earned(&site.office), Points(120));
}

#[tokio::test]
async fn without_a_reserve_one_waits_and_everybody_sees_the_alarm() {
    let site = site().await;
    let (_, entry) = offered(&site).await;
    let he = site.office.cookie("he").await;
    let claim = site.post(&entry, &he, "").await.location().to_owned();
    let page = site.get(&claim, &he).await;
    assert_eq!(page.text_of("main .status"), "排队中");
    assert_eq!(page.count(".qr"), 0, "nothing to fetch yet");

    let bank = site.get("/bank", "").await;
    assert!(bank.text_of(".notice").contains("95%"));
    assert!(bank.text.contains("12 积分"), "what is owed");
}

#[tokio::test]
async fn nobody_sees_the_claim_of_another_nor_the_desk_of_another_organisation() {
    let site = site().await;
    let (home, entry) = offered(&site).await;
    let he = site.office.cookie("he").await;
    let claim = site.post(&entry, &he, "").await.location().to_owned();
    let other = site.office.cookie("chen").await;
    for hidden in [claim.clone(), home.clone(), format!("{home}/entries/new")] {
        assert_eq!(site.get(&hidden, &other).await.status, 404, "{hidden}");
    }
    let cancel = site.post(&format!("{claim}/cancel"), &other, "").await;
    assert_eq!(cancel.status, 404);
    assert_eq!(
        site.get(&entry, &other).await.status,
        404,
        "another community"
    );
    let leader = site.office.cookie("worker").await;
    let elsewhere = "/organisations/00000000000000000000000000000001";
    assert_eq!(site.get(elsewhere, &leader).await.status, 404);
}

#[tokio::test]
async fn what_is_wrong_with_an_entry_is_said_and_nothing_is_lost() {
    let site = site().await;
    let leader = site.office.cookie("worker").await;
    let home = site
        .get("/organisations", &leader)
        .await
        .location()
        .to_owned();
    let page = site
        .post(
            &format!("{home}/entries/new"),
            &leader,
            "title=x&price=0&stock=0&kind=service&keep=7&description=在店里",
        )
        .await;
    assert_eq!(page.status, 422);
    assert_eq!(page.count(".error-summary li"), 4);
    assert!(page.text_of("#description").contains("在店里"));
}

#[tokio::test]
async fn a_gift_within_the_family_is_offered_accepted_and_returned() {
    let site = site().await;
    let (he, chen) = (
        site.office.cookie("he").await,
        site.office.cookie("chen").await,
    );
    let to_chen = who(&site, "chen").await;
    let stranger = format!("{to_chen}&amount=2&checked=yes");
    let refused = site.post("/points/gifts", &he, &stranger).await;
    assert_eq!(refused.status, 422, "not of the family");

    let asked = site.post("/points/family/invite", &he, &to_chen).await;
    assert!(asked.set_cookies().contains("household-invited"));
    let page = site.get("/points/family", &chen).await;
    let join = page.attribute("form[action*='/join/']", "action").unwrap();
    let joined = site.post(&join, &chen, "").await;
    assert!(joined.set_cookies().contains("household-joined"));

    let check = site
        .post("/points/gifts", &he, &format!("{to_chen}&amount=2"))
        .await;
    assert_eq!(check.status, 200);
    assert!(check.text_of(".lead").contains("2 积分"));
    assert_eq!(story::earned(&site.office), Points(120), "only looked at");
    let done = site.post("/points/gifts", &he, &stranger).await;
    assert!(done.set_cookies().contains("gift-offered"));

    let page = site.get("/points/gifts", &chen).await;
    let accept = page.attribute("form[action$='/accept']", "action").unwrap();
    let intruder = site.office.cookie("mai").await;
    assert_eq!(site.post(&accept, &intruder, "").await.status, 404);
    let accepted = site.post(&accept, &chen, "").await;
    assert!(accepted.set_cookies().contains("gift-accepted"));
    let page = site.get("/points/gifts", &he).await;
    assert_eq!(page.text_of(".rows .status"), "反悔期内");

    site.office.advance(25 * HOUR_MS);
    let page = site.get("/points/gifts", &he).await;
    assert_eq!(page.count("form[action$='/withdraw']"), 0, "final by time");
}

/// The number and the name of somebody, as a form sends them.
async fn who(site: &Site, key: &str) -> String {
    let member = site.office.member(key);
    let vault = &site.office.desk.vault;
    let name = vault.display_name(portal::desk::person(member.party)).await;
    format!("number={}&name={}", member.number, name.unwrap())
}

#[tokio::test]
async fn a_household_shares_points_and_the_last_one_takes_them_along() {
    let site = site().await;
    let (he, chen) = (
        site.office.cookie("he").await,
        site.office.cookie("chen").await,
    );
    let asked = site
        .post("/points/family/invite", &he, &who(&site, "chen").await)
        .await;
    assert_eq!(asked.status, 303);
    let nonsense = site.post("/points/family/share", &he, "amount=500").await;
    assert!(nonsense.text_of(".field-error").contains("12 积分"));
    let shared = site.post("/points/family/share", &he, "amount=4").await;
    assert!(shared.set_cookies().contains("household-shared"));
    site.office.advance(11 * MINUTE_MS);
    let passbook = site.get("/points", &he).await;
    assert_eq!(passbook.text_of(".balance-number strong"), "8");
    let page = site.get("/points/family", &he).await;
    assert!(page.text_of(".balance-number").contains("4 积分"));

    assert_eq!(
        site.post("/points/family/leave", &chen, "").await.status,
        404
    );
    let wrong = "number=12345678&name=nobody";
    let page = site.post("/points/family/invite", &he, wrong).await;
    assert!(page.text.contains("会员号和称呼对不上"));
}

#[tokio::test]
async fn a_beneficiary_is_named_and_taken_back() {
    let site = site().await;
    let he = site.office.cookie("he").await;
    let heir = who(&site, "chen").await.replace("number", "heir_number");
    let heir = heir.replace("&name", "&heir_name");
    site.post("/points/family/beneficiary", &he, &heir).await;
    let page = site.get("/points/family", &he).await;
    assert_eq!(page.count("form[action$='/no-beneficiary']"), 1);
    site.post("/points/family/no-beneficiary", &he, "").await;
    let page = site.get("/points/family", &he).await;
    assert_eq!(page.count("form[action$='/no-beneficiary']"), 0);
}
