//! Two persons decide: one proposes, another reads the same and agrees.

use ledger::{
    AreaCode,
    operation::identity::{Role, Scope},
    state::{accounts::AccountId, keys, records::Standing},
};

use crate::site::Site;
use crate::{story, two};

async fn site() -> Site {
    let site = Site::open().await;
    let district = Scope::Area(AreaCode(440_604));
    for who in ["mai", "outsider"] {
        two::grant(&site, who, Role::Administrator, district).await;
    }
    site
}

/// The number and the name of somebody, as a form sends them.
async fn who(site: &Site, key: &str) -> String {
    let member = site.office.member(key);
    let vault = &site.office.desk.vault;
    let name = vault.display_name(portal::desk::person(member.party)).await;
    format!("number={}&name={}", member.number, name.unwrap())
}

async fn approve(site: &Site) {
    let second = site.office.cookie("outsider").await;
    let page = site.get("/decisions", &second).await;
    let approve = page.attribute("form[action$='/approve']", "action");
    let done = site.post(&approve.unwrap(), &second, "").await;
    assert!(
        done.set_cookies().contains("decision-made"),
        "{}",
        done.text
    );
}

#[tokio::test]
async fn the_reserve_is_filled_by_two_and_the_first_cannot_agree_alone() {
    let site = site().await;
    let first = site.office.cookie("mai").await;
    let form = "community=440604010003&amount=100&paper=拨款函";
    let done = site.post("/decisions/new/fund", &first, form).await;
    assert!(done.set_cookies().contains("decision-proposed"));
    let page = site.get("/decisions", &first).await;
    assert!(page.text.contains("拨款函") && page.text.contains("100 积分"));
    assert_eq!(page.count("form[action$='/approve']"), 0);
    let withdraw = page
        .attribute("form[action$='/withdraw']", "action")
        .unwrap();
    let alone = site
        .post(&withdraw.replace("withdraw", "approve"), &first, "")
        .await;
    assert_eq!(alone.status, 422, "the second person is another one");
    approve(&site).await;
    let reserve = keys::account(AccountId::Reserve(AreaCode(440_604_010_003)));
    let account = site.office.desk.gateway.head().state.get(&reserve).unwrap();
    assert_eq!(account.pending, ledger::Points(1_000));
    let late = site.post(&withdraw, &first, "").await;
    assert!(late.set_cookies().contains("decision-changed"));
}

#[tokio::test]
async fn a_death_closes_the_account_and_ends_what_was_agreed() {
    let site = site().await;
    story::tell(&site.office).await;
    let first = site.office.cookie("mai").await;
    let form = who(&site, "chen").await;
    site.post("/decisions/new/death", &first, &form).await;
    let page = site.get("/decisions", &first).await;
    assert!(page.text.contains("去世"));
    approve(&site).await;
    let chen = site.office.member("chen").party;
    let record = site
        .office
        .desk
        .gateway
        .head()
        .state
        .get(&keys::party(chen));
    assert_eq!(record.unwrap().standing, Standing::Closed);
}

#[tokio::test]
async fn content_is_taken_down_by_its_address_and_somebody_is_suspended() {
    let site = site().await;
    let told = story::tell(&site.office).await;
    let listing = ledger::ListingId::derive(told.published, 0);
    let first = site.office.cookie("mai").await;
    let form = format!("address=https://linli.example/listings/{listing}&reason=abuse");
    site.post("/decisions/new/takedown", &first, &form).await;
    approve(&site).await;
    let he = site.office.cookie("he").await;
    let page = site.get(&format!("/listings/{listing}"), &he).await;
    assert!(page.text.contains("已撤下：辱骂或威胁"));

    let form = format!("{}&reason=fraud&days=7", who(&site, "he").await);
    site.post("/decisions/new/suspend", &first, &form).await;
    approve(&site).await;
    let record = site.office.desk.gateway.head().state;
    let record = record.get(&keys::party(site.office.member("he").party));
    assert!(matches!(record.unwrap().standing, Standing::Suspended(_)));
}

#[tokio::test]
async fn nonsense_is_named_and_residents_find_no_such_page() {
    let site = site().await;
    let first = site.office.cookie("mai").await;
    for (kind, form, complaints) in [
        ("fund", "amount=x", 3),
        ("grant", "number=1&name=x", 1),
        ("pack", "pack=none", 2),
        ("takedown", "address=nowhere", 2),
        ("suspend", "number=1&name=x", 1),
    ] {
        let page = site
            .post(&format!("/decisions/new/{kind}"), &first, form)
            .await;
        assert_eq!(page.count(".error-summary li"), complaints, "{kind}");
    }
    assert_eq!(site.get("/decisions/new/nothing", &first).await.status, 404);
    let resident = site.office.cookie("chen").await;
    assert_eq!(site.get("/decisions", &resident).await.status, 404);
}

#[tokio::test]
async fn each_decides_only_what_their_role_decides() {
    let site = site().await;
    let first = site.office.cookie("mai").await;
    let form = "community=440604010003&amount=100&paper=拨款函";
    site.post("/decisions/new/fund", &first, form).await;
    let community = Scope::Area(AreaCode(440_604_010_003));
    two::grant(&site, "he", Role::Leader, community).await;
    let leader = site.office.cookie("he").await;
    let page = site.get("/decisions", &leader).await;
    assert!(
        !page.text.contains("拨款函"),
        "the books are not a leader's"
    );
    assert_eq!(page.count(".ways a"), 1, "but taking content down is");
    let takedown = site.get("/decisions/new/takedown", &leader).await;
    assert_eq!(takedown.status, 200);
    assert_eq!(site.get("/decisions/new/fund", &leader).await.status, 404);

    let scope = Scope::Organisation(site.office.desk.office);
    two::grant(&site, "chen", Role::Leader, scope).await;
    let sponsor = site.office.cookie("chen").await;
    assert_eq!(site.get("/decisions", &sponsor).await.status, 404);
}
