//! The counter: enrolling once, finding again, handing over a code, and for whom.

use ledger::{AreaCode, operation::IdentityAction, state::keys};
use vault::IdNumber;

use crate::site::{Answer, Site};

/// 黄小梅, who lives in 培德社区.
const NEW: &str = "name=%E9%BB%84%E5%B0%8F%E6%A2%85&community=440604010001&seen=on";
const DIGITS: &str = "00000019900307123";

fn number() -> String {
    IdNumber::complete(DIGITS).unwrap().reveal().to_owned()
}

async fn enrol(site: &Site, cookie: &str) -> Answer {
    let form = format!("{NEW}&id_number={}", number());
    site.post("/counter/enrol", cookie, &form).await
}

#[tokio::test]
async fn a_clerk_enrols_and_the_resident_signs_in_with_the_slip() {
    let site = Site::open_as_demo().await;
    let clerk = site.office.cookie("clerk").await;
    let enrolled = enrol(&site, &clerk).await;
    assert_eq!(enrolled.status, 303);
    let slip = site.get(enrolled.location(), &clerk).await;
    assert!(slip.text_of(".slip h2").contains("黄小梅"));
    let number = slip.text_of(".slip dd");
    let code = slip.text_of(".slip div:nth-child(2) dd");
    let form = format!("number={}&secret={code}", number.replace(' ', "+"));
    let answer = site.post("/sign-in", "", &form).await;
    assert_eq!(answer.location(), "/sign-in/pin?next=/");
    let home = site.get("/", &crate::sign_in::session(&answer)).await;
    assert_eq!(home.text_of("h1"), "黄邻居，您好");
}

#[tokio::test]
async fn the_ledger_learns_the_community_and_no_name() {
    let site = Site::open_as_demo().await;
    let clerk = site.office.cookie("clerk").await;
    let enrolled = enrol(&site, &clerk).await;
    let id = enrolled.location().rsplit('/').next().unwrap();
    let party = ledger::PartyId::from_hex(id).unwrap();
    let head = portal::gateway::Gateway::head(&*site.office.gateway);
    let record = head.state.get(&keys::party(party)).unwrap();
    assert_eq!(record.area, AreaCode(440_604_010_001));
    let block = site
        .office
        .desk
        .gateway
        .block(head.header.height)
        .await
        .unwrap();
    let bytes = ledger::encode(&block);
    for secret in ["黄小梅", DIGITS] {
        assert!(
            !bytes
                .windows(secret.len())
                .any(|window| window == secret.as_bytes())
        );
    }
}

#[tokio::test]
async fn a_code_is_shown_once() {
    let site = Site::open_as_demo().await;
    let clerk = site.office.cookie("clerk").await;
    let enrolled = enrol(&site, &clerk).await;
    assert_eq!(
        site.get(enrolled.location(), &clerk)
            .await
            .count(".slip dd"),
        2
    );
    let again = site.get(enrolled.location(), &clerk).await;
    assert_eq!(again.count(".slip dd"), 1);
    let action = again
        .attribute("main form[action$=code]", "action")
        .unwrap();
    let fresh = site.post(&action, &clerk, "").await;
    assert_eq!(fresh.location(), enrolled.location());
    assert_eq!(
        site.get(fresh.location(), &clerk).await.count(".slip dd"),
        2
    );
}

#[tokio::test]
async fn a_second_enrolment_is_refused_and_says_what_to_do() {
    let site = Site::open_as_demo().await;
    let clerk = site.office.cookie("clerk").await;
    let first = enrol(&site, &clerk).await;
    let height = site.office.desk.gateway.head().header.height;
    let second = enrol(&site, &clerk).await;
    assert_eq!(second.status, 422);
    assert!(second.text_of("#id_number-error").contains("已经登记过"));
    assert_eq!(second.attribute("#name", "value").unwrap(), "黄小梅");
    let page = first.location().replace("enrolled", "people");
    assert_eq!(second.count(&format!("a[href='{page}']")), 1);
    assert_eq!(
        site.office.desk.gateway.head().header.height,
        height,
        "nothing was changed"
    );
}

#[tokio::test]
async fn every_mistake_is_named_and_nothing_typed_is_lost() {
    let site = Site::open_as_demo().await;
    let clerk = site.office.cookie("clerk").await;
    for (id_number, reason) in [
        ("", "抄 18 位"),
        ("4406041990030712", "现在填了 16 位"),
        ("44060419900307A234", "第 15 位"),
        ("000000199013071234", "出生日期"),
        ("000000209901011238", "校验码"),
        ("990000199003071234", "校验码"),
        ("050000199003071234", "省份"),
    ] {
        let form = format!("name=Zoe+7&phone=abc&address=Lane+3&id_number={id_number}");
        let answer = site.post("/counter/enrol", &clerk, &form).await;
        assert_eq!(answer.status, 422, "{id_number}");
        let words = answer.text_of("#id_number-error");
        assert!(words.contains(reason), "{id_number}: {words}");
        for error in [
            "#name-error",
            "#phone-error",
            "#community-error",
            "#seen-error",
        ] {
            assert_eq!(answer.count(error), 1, "{error}");
        }
        assert_eq!(answer.attribute("#address", "value").unwrap(), "Lane 3");
        assert_eq!(answer.attribute("#id_number", "value").unwrap(), id_number);
    }
}

#[tokio::test]
async fn numbers_that_belong_to_nobody_enrol_nobody_outside_a_demonstration() {
    let site = Site::open().await;
    let clerk = site.office.cookie("clerk").await;
    let answer = enrol(&site, &clerk).await;
    assert_eq!(answer.status, 422);
    assert_eq!(answer.count("#id_number-error"), 1);
}

#[tokio::test]
async fn a_clerk_enrols_only_for_their_own_area() {
    let site = Site::open_as_demo().await;
    let clerk = site.office.cookie("clerk").await;
    let page = site.get("/counter/enrol", &clerk).await;
    assert_eq!(
        page.count("#community option[value='440604010001'][selected]"),
        1
    );
    assert_eq!(page.count("#community option[value='440604011001']"), 0);
    let form = format!(
        "name=Zoe&seen=on&community=440604011001&id_number={}",
        number()
    );
    let answer = site.post("/counter/enrol", &clerk, &form).await;
    assert_eq!(
        (answer.status.as_u16(), answer.count("#community-error")),
        (422, 1)
    );
}

#[tokio::test]
async fn a_resident_is_found_by_either_number() {
    let site = Site::open().await;
    let clerk = site.office.cookie("clerk").await;
    let chen = site.office.member("chen");
    let id_number = IdNumber::complete("00000019540612301").unwrap();
    for number in [chen.number.to_string(), id_number.reveal().to_owned()] {
        let answer = site
            .post("/counter/find", &clerk, &format!("number={number}"))
            .await;
        assert_eq!(answer.location(), format!("/counter/people/{}", chen.party));
    }
    for (number, words) in [
        ("12", "18 位"),
        (&vault::MemberNumber::from_body(1).to_string(), "没有找到"),
    ] {
        let answer = site
            .post("/counter/find", &clerk, &format!("number={number}"))
            .await;
        assert_eq!(answer.status, 422);
        assert!(answer.text_of("#number-error").contains(words), "{number}");
    }
}

#[tokio::test]
async fn people_of_another_area_and_organisations_are_nobody_at_this_counter() {
    let site = Site::open().await;
    let clerk = site.office.cookie("clerk").await;
    let outsider = site.office.member("outsider");
    let found = site
        .post(
            "/counter/find",
            &clerk,
            &format!("number={}", outsider.number),
        )
        .await;
    assert!(found.text_of("#number-error").contains("没有找到"));
    for party in [outsider.party, site.office.desk.office] {
        let path = format!("/counter/people/{party}");
        assert_eq!(site.get(&path, &clerk).await.status, 404);
        assert_eq!(
            site.post(&format!("{path}/code"), &clerk, "").await.status,
            404
        );
        assert_eq!(
            site.post(&format!("{path}/sessions/end"), &clerk, "")
                .await
                .status,
            404
        );
    }
}

#[tokio::test]
async fn for_everybody_else_there_is_no_counter() {
    let site = Site::open().await;
    for who in ["chen", "worker", "auditor"] {
        let cookie = site.office.cookie(who).await;
        assert_eq!(site.get("/counter", &cookie).await.status, 404, "{who}");
        assert_eq!(enrol(&site, &cookie).await.status, 404, "{who}");
    }
}

#[tokio::test]
async fn a_lost_phone_is_signed_out_at_the_counter() {
    let site = Site::open().await;
    let (clerk, chen) = (
        site.office.cookie("clerk").await,
        site.office.cookie("chen").await,
    );
    let path = format!("/counter/people/{}", site.office.member("chen").party);
    assert!(
        site.get(&path, &clerk)
            .await
            .text_of("main")
            .contains("1 台")
    );
    let ended = site.post(&format!("{path}/sessions/end"), &clerk, "").await;
    assert_eq!(ended.location(), path);
    assert_eq!(site.get("/me", &chen).await.status, 303);
}

#[tokio::test]
async fn a_clerk_whose_time_is_over_is_a_resident() {
    let site = Site::open().await;
    let clerk = site.office.cookie("clerk").await;
    let desk = &site.office.desk;
    let revoke = ledger::operation::identity::RevokeRole {
        party: site.office.member("clerk").party,
        role: ledger::operation::identity::Role::Clerk,
        scope: ledger::operation::identity::Scope::Area(AreaCode(440_604_010)),
    };
    desk.act(
        desk.office,
        ledger::Action::Identity(IdentityAction::RevokeRole(revoke)),
    )
    .await
    .unwrap();
    assert_eq!(site.get("/counter", &clerk).await.status, 404);
    assert_eq!(site.get("/", &clerk).await.count("a[href='/counter']"), 0);
}

mod losses {
    use super::*;

    async fn opened() -> (Site, String, String) {
        let site = Site::open().await;
        let clerk = site.office.cookie("clerk").await;
        let path = format!("/counter/people/{}", site.office.member("chen").party);
        (site, clerk, path)
    }

    #[tokio::test]
    async fn a_lost_card_ends_everything_and_leads_to_a_new_slip() {
        let (site, clerk, path) = opened().await;
        let chen = site.office.cookie("chen").await;
        let unseen = site
            .post(&format!("{path}/losses"), &clerk, "loss=card")
            .await;
        assert_eq!(unseen.status, 422);
        assert_eq!(
            site.get("/me", &chen).await.status,
            200,
            "nothing has ended yet"
        );
        let done = site
            .post(&format!("{path}/losses"), &clerk, "loss=card&seen=on")
            .await;
        assert!(done.location().starts_with("/counter/enrolled/"));
        assert_eq!(site.get("/me", &chen).await.status, 303);
        let member = site.office.member("chen").clone();
        let form = format!("number={}&secret={}", member.number, member.pin);
        assert_eq!(
            site.post("/sign-in", "", &form).await.status,
            422,
            "the PIN is gone"
        );
        let page = site.get(&format!("{path}/losses"), &clerk).await;
        assert!(page.text_of("main .rows").contains("卡丢失"));
    }

    #[tokio::test]
    async fn a_new_name_and_a_death_leave_a_trace_that_the_person_sees() {
        let (site, clerk, path) = opened().await;
        let form = "new_name=陈伯安&seen=on";
        let named = site.post(&format!("{path}/name"), &clerk, form).await;
        assert_eq!(named.status, 303);
        let page = site.get(&path, &clerk).await;
        assert_eq!(page.text_of("h1"), "陈伯安");
        let chen = site.office.cookie("chen").await;
        assert!(site.get("/me", &chen).await.text.contains("姓名已更改"));
        let dead = site
            .post(&format!("{path}/losses"), &clerk, "loss=death&seen=on")
            .await;
        assert_eq!(dead.status, 303);
        assert_eq!(site.get("/me", &chen).await.status, 303);
    }

    #[tokio::test]
    async fn a_clerk_of_elsewhere_records_nothing() {
        let (site, clerk, _) = opened().await;
        let path = format!("/counter/people/{}", site.office.member("outsider").party);
        for (page, form) in [
            ("losses", "loss=death&seen=on"),
            ("name", "new_name=x&seen=on"),
        ] {
            let answer = site.post(&format!("{path}/{page}"), &clerk, form).await;
            assert_eq!(answer.status, 404, "{page}");
        }
    }
}

mod register {
    use std::sync::Arc;

    use portal::register::FileRegister;

    use super::*;

    const NUMBER: &str = "440106198403041012";

    async fn with_register() -> (Site, String) {
        let site = Site::open().await;
        let number = IdNumber::complete(&NUMBER[..17]).unwrap();
        let lines = format!("{},方静怡", number.reveal());
        let register = FileRegister::parse(&lines).unwrap();
        let site = site.with(|state| state.register = Some(Arc::new(register)));
        let clerk = site.office.cookie("clerk").await;
        (site, clerk)
    }

    fn form(name: &str, proof: &str) -> String {
        let number = IdNumber::complete(&NUMBER[..17]).unwrap();
        let number = number.reveal().to_owned();
        format!("name={name}&id_number={number}&community=440604010001&{proof}")
    }

    #[tokio::test]
    async fn the_registers_answer_stands_for_a_document_and_is_noted() {
        let (site, clerk) = with_register().await;
        let neither = site
            .post("/counter/enrol", &clerk, &form("方静怡", ""))
            .await;
        assert!(neither.text_of("#seen-error").contains("证件"));
        let other = form("方小怡", "ask_register=on");
        let refused = site.post("/counter/enrol", &clerk, &other).await;
        assert!(refused.text_of("#name-error").contains("对不上"));
        let right = form("方静怡", "ask_register=on");
        let enrolled = site.post("/counter/enrol", &clerk, &right).await;
        let path = enrolled.location().replace("/enrolled/", "/people/");
        let page = site.get(&path, &clerk).await;
        assert!(page.text_of(".summary").contains("向登记库核对"));
    }

    #[tokio::test]
    async fn without_a_register_only_a_document_counts() {
        let site = Site::open().await;
        let clerk = site.office.cookie("clerk").await;
        let page = site.get("/counter/enrol", &clerk).await;
        assert_eq!(page.count("#ask_register"), 0);
        let forced = form("方静怡", "ask_register=on");
        let answer = site.post("/counter/enrol", &clerk, &forced).await;
        assert_eq!(answer.status, 422);
        let seen = site
            .post("/counter/enrol", &clerk, &form("方静怡", "seen=on"))
            .await;
        let path = seen.location().replace("/enrolled/", "/people/");
        let page = site.get(&path, &clerk).await;
        assert!(page.text_of(".summary").contains("看过证件原件"));
    }
}
