//! Other ways in: a phone, a passkey, and the offices that ask for one.

pub(crate) mod device;

use device::Device;
use portal::AppState;
use testkit::office::TestOffice;
use vault::{Field, Means, PersonalText};

use crate::sign_in::session;
use crate::site::{Answer, Site};

const ORIGIN: &str = "http://localhost:8080";
const PHONE: &str = "13800000001";

/// A portal with an address of its own, whose offices ask for passkeys.
async fn strict() -> Site {
    let site = Site::open().await;
    site.with_settings(|settings| {
        settings.origin = Some(ORIGIN.to_owned());
        settings.staff_passkeys = true;
    })
}

async fn signed_in(site: &Site, key: &str, means: Means) -> String {
    let who = portal::desk::person(site.office.member(key).party);
    let wall_ms = site.office.gateway.wall_ms();
    let token = site
        .office
        .desk
        .vault
        .open_session_by(who, means, wall_ms)
        .await;
    format!("linli_session={}", token.unwrap().reveal().as_str())
}

pub(crate) async fn add_passkey(site: &Site, cookie: &str, device: &Device) -> Answer {
    let page = site.get("/me/passkeys", cookie).await;
    let options = page
        .attribute("form[data-passkey]", "data-options")
        .unwrap();
    let answer = device.create(&options, ORIGIN);
    site.post("/me/passkeys", cookie, &form(&[("answer", &answer)]))
        .await
}

pub(crate) async fn enter(site: &Site, cookie: &str, device: &Device) -> Answer {
    let page = site.get("/sign-in/passkey", cookie).await;
    let options = page
        .attribute("form[data-passkey]", "data-options")
        .unwrap();
    let ticket = page.attribute("input[name=ticket]", "value").unwrap();
    let answer = device.get(&options, ORIGIN);
    let fields = [
        ("ticket", ticket.as_str()),
        ("answer", &answer),
        ("next", "/counter"),
    ];
    site.post("/sign-in/passkey", cookie, &form(&fields)).await
}

fn form(fields: &[(&str, &str)]) -> String {
    let escape =
        |text: &str| -> String { text.bytes().map(|byte| format!("%{byte:02X}")).collect() };
    let pairs = fields
        .iter()
        .map(|(name, value)| format!("{name}={}", escape(value)));
    pairs.collect::<Vec<_>>().join("&")
}

mod phone {
    use super::*;

    async fn with_phone() -> Site {
        let site = Site::open_as_demo().await;
        let chen = portal::desk::person(site.office.member("chen").party);
        let phone = PersonalText::new(PHONE.to_owned());
        let vault = &site.office.desk.vault;
        vault.correct(chen, Field::Phone, phone, 0).await.unwrap();
        site
    }

    #[tokio::test]
    async fn a_code_from_the_outbox_signs_in() {
        let site = with_phone().await;
        let sent = site
            .post("/sign-in/phone", "", &format!("phone={PHONE}"))
            .await;
        assert_eq!(sent.status, 200);
        tokio::task::yield_now().await;
        let outbox = site.get("/demo/outbox", "").await;
        let words = outbox.text_of("main .rows strong");
        let code: String = words.chars().filter(char::is_ascii_digit).take(6).collect();
        let wrong = site
            .post("/sign-in/phone/code", "", &format!("phone={PHONE}&code=1"))
            .await;
        assert_eq!(wrong.status, 422);
        let right = format!("phone={PHONE}&code={code}&next=/help");
        let entered = site.post("/sign-in/phone/code", "", &right).await;
        assert_eq!(entered.location(), "/help");
        assert_eq!(site.get("/me", &session(&entered)).await.status, 200);
        assert_eq!(
            site.post("/sign-in/phone/code", "", &right).await.status,
            422,
            "once"
        );
    }

    #[tokio::test]
    async fn a_number_that_nobody_has_gets_the_same_page() {
        let site = with_phone().await;
        let known = site
            .post("/sign-in/phone", "", &format!("phone={PHONE}"))
            .await;
        let unknown = site.post("/sign-in/phone", "", "phone=13999999999").await;
        assert_eq!(known.status, unknown.status);
        assert_eq!(known.text_of("main .lead"), unknown.text_of("main .lead"));
        let short = site.post("/sign-in/phone", "", "phone=1390").await;
        assert_eq!(short.status, 422);
        assert!(short.text_of("#phone-error").contains("11 位"));
    }

    #[tokio::test]
    async fn an_office_without_a_gateway_does_not_offer_it() {
        let site = Site::open().await;
        assert_eq!(site.get("/sign-in/phone", "").await.status, 404);
        assert_eq!(
            site.get("/sign-in", "")
                .await
                .count("a[href='/sign-in/phone']"),
            0
        );
    }
}

mod passkey {
    use super::*;

    #[tokio::test]
    async fn a_clerk_works_with_a_passkey_only() {
        let site = strict().await;
        let by_pin = signed_in(&site, "clerk", Means::Pin).await;
        let refused = site.get("/counter", &by_pin).await;
        assert_eq!(refused.status, 404);
        assert_eq!(
            refused.count("a[href='/sign-in/passkey']"),
            1,
            "the page says what to do"
        );
        let by_code = signed_in(&site, "clerk", Means::Code).await;
        let device = Device::of(site.office.member("clerk").party.0, 1);
        let added = add_passkey(&site, &by_code, &device).await;
        assert_eq!(added.location(), "/me/passkeys");
        let entered = enter(&site, "", &device).await;
        assert_eq!(entered.location(), "/counter");
        assert_eq!(site.get("/counter", &session(&entered)).await.status, 200);
    }

    #[tokio::test]
    async fn a_stolen_pin_makes_no_passkey_for_an_office() {
        let site = strict().await;
        let by_pin = signed_in(&site, "clerk", Means::Pin).await;
        let page = site.get("/me/passkeys", &by_pin).await;
        assert_eq!(page.count("form[data-passkey]"), 0);
        let forced = site.post("/me/passkeys", &by_pin, "answer=%7B%7D").await;
        assert_eq!(forced.status, 404);
        let removed = site
            .post("/me/passkeys/remove", &by_pin, "passkey=00")
            .await;
        assert_eq!(removed.status, 404);
        let resident = signed_in(&site, "chen", Means::Pin).await;
        let page = site.get("/me/passkeys", &resident).await;
        assert_eq!(page.count("form[data-passkey]"), 1, "a resident may");
    }

    #[tokio::test]
    async fn an_auditor_needs_a_pin_and_a_passkey() {
        let site = strict().await;
        let device = Device::of(site.office.member("auditor").party.0, 2);
        let by_code = signed_in(&site, "auditor", Means::Code).await;
        add_passkey(&site, &by_code, &device).await;
        let reader = |cookie: String| {
            let sessions = site.state().sessions.clone();
            let token = cookie.trim_start_matches("linli_session=").to_owned();
            let wall_ms = site.office.gateway.wall_ms();
            async move {
                let token = portal::session::SessionToken::parse(&token).unwrap();
                sessions.find(&token, wall_ms).await.unwrap().unwrap()
            }
        };
        let alone = session(&enter(&site, "", &device).await);
        assert!(
            !reader(alone).await.withheld.is_empty(),
            "one factor is not enough"
        );
        let by_pin = signed_in(&site, "auditor", Means::Pin).await;
        let both = session(&enter(&site, &by_pin, &device).await);
        assert!(reader(both).await.withheld.is_empty());
    }

    #[tokio::test]
    async fn an_answer_counts_once_and_only_from_the_right_device_and_address() {
        let site = strict().await;
        let by_code = signed_in(&site, "chen", Means::Code).await;
        let device = Device::of(site.office.member("chen").party.0, 3);
        add_passkey(&site, &by_code, &device).await;
        let page = site.get("/sign-in/passkey", "").await;
        let options = page
            .attribute("form[data-passkey]", "data-options")
            .unwrap();
        let ticket = page.attribute("input[name=ticket]", "value").unwrap();
        let answer = device.get(&options, ORIGIN);
        let fields = form(&[("ticket", &ticket), ("answer", &answer)]);
        assert_eq!(site.post("/sign-in/passkey", "", &fields).await.status, 303);
        assert_eq!(
            site.post("/sign-in/passkey", "", &fields).await.status,
            422,
            "replayed"
        );
        let stranger = Device::of(site.office.member("chen").party.0, 4);
        assert_eq!(enter(&site, "", &stranger).await.status, 422, "another key");
        let liar = Device::of(site.office.member("mai").party.0, 3);
        assert_eq!(enter(&site, "", &liar).await.status, 422, "another's name");
        let page = site.get("/sign-in/passkey", "").await;
        let options = page
            .attribute("form[data-passkey]", "data-options")
            .unwrap();
        let ticket = page.attribute("input[name=ticket]", "value").unwrap();
        let phished = device.get(&options, "http://localhost.evil.example");
        let fields = form(&[("ticket", &ticket), ("answer", &phished)]);
        assert_eq!(
            site.post("/sign-in/passkey", "", &fields).await.status,
            422,
            "phished"
        );
        let nonsense = site.post("/sign-in/passkey", "", "ticket=x&answer=y").await;
        assert_eq!(nonsense.status, 422);
    }

    #[tokio::test]
    async fn a_removed_passkey_opens_nothing_and_ends_every_session() {
        let site = strict().await;
        let cookie = signed_in(&site, "chen", Means::Code).await;
        let other = signed_in(&site, "chen", Means::Pin).await;
        let device = Device::of(site.office.member("chen").party.0, 5);
        add_passkey(&site, &cookie, &device).await;
        let page = site.get("/me/passkeys", &cookie).await;
        let index = page.attribute("input[name=passkey]", "value").unwrap();
        let foreign = signed_in(&site, "mai", Means::Pin).await;
        let fields = format!("passkey={index}");
        let refused = site.post("/me/passkeys/remove", &foreign, &fields).await;
        assert_eq!(refused.status, 404, "another's passkey does not exist");
        let removed = site.post("/me/passkeys/remove", &cookie, &fields).await;
        assert_eq!(removed.location(), "/me/passkeys");
        assert_eq!(site.get("/me", &other).await.status, 303);
        assert_eq!(enter(&site, "", &device).await.status, 422);
    }
}

/// Reaches the state behind the portal, for what no page shows.
trait Behind {
    fn state(&self) -> AppState;
}

impl Behind for Site {
    fn state(&self) -> AppState {
        strict_state(&self.office)
    }
}

fn strict_state(office: &TestOffice) -> AppState {
    let mut settings = office.settings();
    settings.origin = Some(ORIGIN.to_owned());
    settings.staff_passkeys = true;
    office.state_with(settings)
}
