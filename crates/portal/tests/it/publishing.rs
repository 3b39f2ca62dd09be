//! Publishing in four steps: nothing typed is lost, nothing unchecked is published.

use ledger::{
    Action, AreaCode, HutId, operation::IdentityAction, operation::identity::RegisterHut,
};
use portal::content::PlaceText;

use crate::site::{Answer, Site};

const WHAT: &str = "category=202&other=&title=陪我去医院拿药";
const WHERE: &str = "place=home&hut=&for_whom=self&description=八点在楼下等&capacity=1";

/// What the steps before `step` and `step` itself sent, with `when` for the second.
fn form(step: u32, when: &str) -> String {
    format!("step={step}&{WHAT}&{when}&{WHERE}")
}

/// The whole form of a need, sent at once.
pub(crate) async fn need(site: &Site, cookie: &str) -> Answer {
    let all = form(4, "when=any&minutes=90");
    site.post("/needs/new", cookie, &all).await
}

fn progress(page: &Answer) -> String {
    page.text_of(".progress")
}

#[tokio::test]
async fn a_need_is_published_in_four_steps() {
    let site = Site::open().await;
    let chen = site.office.cookie("chen").await;
    let first = site.get("/needs/new", &chen).await;
    assert_eq!(progress(&first), "第 1 步，共 4 步");
    let second = site
        .post("/needs/new", &chen, &format!("step=1&{WHAT}"))
        .await;
    assert_eq!(progress(&second), "第 2 步，共 4 步");
    let title = second.attribute("input[type=hidden][name=title]", "value");
    assert_eq!(title.as_deref(), Some("陪我去医院拿药"));
    let third = site
        .post("/needs/new", &chen, &form(2, "when=any&minutes=90"))
        .await;
    assert_eq!(progress(&third), "第 3 步，共 4 步");
    let check = site
        .post("/needs/new", &chen, &form(3, "when=any&minutes=90"))
        .await;
    assert_eq!(progress(&check), "第 4 步，共 4 步");
    let sentence = check.text_of("#check");
    for fact in [
        "陪诊",
        "陪我去医院拿药",
        "什么时间都可以",
        "1小时30分钟",
        "上门",
    ] {
        assert!(sentence.contains(fact), "{fact} in {sentence}");
    }
    let done = site
        .post("/needs/new", &chen, &form(4, "when=any&minutes=90"))
        .await;
    assert_eq!(done.status, 303, "{}", done.text);
    let listing = site.get(done.location(), &chen).await;
    assert_eq!(listing.text_of("h1"), "陪我去医院拿药");
    assert!(listing.text_of(".said").contains("八点在楼下等"));
    assert!(listing.text_of(".summary").contains("我自己"));
}

#[tokio::test]
async fn an_offer_is_published_with_times_and_places() {
    let site = Site::open().await;
    let he = site.office.cookie("he").await;
    let day = site.office.desk.now().china_day() + 2;
    let when = format!(
        "when=times&day1={day}&part1=morning&day2={day}&part2=evening&day3=&part3=&minutes=60"
    );
    let sent = "category=other&other=214&title=会改裤脚&place=agreed&capacity=3&description=";
    let form = format!("step=4&{sent}&{when}");
    let done = site.post("/offers/new", &he, &form).await;
    assert_eq!(done.status, 303, "{}", done.text);
    let page = site.get(done.location(), &he).await;
    let facts = page.text_of(".summary");
    for fact in ["缝补", "上午", "晚上", "3 家", "约好一个地方"] {
        assert!(facts.contains(fact), "{fact} in {facts}");
    }
    let english = format!("{he}; linli_language=en");
    let page = site.get(done.location(), &english).await;
    assert!(page.text_of(".summary").contains("3 households"));
}

#[tokio::test]
async fn every_step_complains_about_its_own_fields_and_keeps_them() {
    let site = Site::open().await;
    let chen = site.office.cookie("chen").await;
    let wrong = [
        ("step=1&category=&title=陪我去", "category"),
        ("step=1&category=other&other=&title=陪我去", "other"),
        ("step=1&category=202&title=陪", "title"),
    ];
    for (form, field) in wrong {
        let answer = site.post("/needs/new", &chen, form).await;
        assert_eq!(answer.status, 422, "{form}");
        assert_eq!(answer.count(&format!("#{field}-error")), 1, "{form}");
        let typed = answer.attribute("#title", "value").unwrap();
        assert!(typed.starts_with('陪'), "what was typed is still there");
    }
    let today = site.office.desk.now().china_day();
    let times = [
        ("when=&minutes=60".to_owned(), "when"),
        ("when=times&minutes=60".to_owned(), "day1"),
        (format!("when=times&day1={today}&minutes=60"), "part1"),
        ("when=times&part2=morning&minutes=60".to_owned(), "day2"),
        (
            format!("when=times&day1={}&part1=morning&minutes=60", today - 1),
            "part1",
        ),
        (
            format!("when=times&day1={}&part1=morning&minutes=60", today + 14),
            "part1",
        ),
        ("when=any&minutes=45".to_owned(), "minutes"),
    ];
    for (when, field) in times {
        let answer = site.post("/needs/new", &chen, &form(2, &when)).await;
        assert_eq!(answer.status, 422, "{when}");
        assert_eq!(answer.count(&format!("#{field}-error")), 1, "{when}");
    }
}

#[tokio::test]
async fn the_third_step_asks_where_and_for_whom() {
    let site = Site::open().await;
    let chen = site.office.cookie("chen").await;
    let wrong = [
        ("place=&for_whom=self", "place"),
        ("place=hut&hut=00&for_whom=self", "place"),
        ("place=home&for_whom=everybody", "for_whom"),
    ];
    for (place, field) in wrong {
        let form = format!("step=3&{WHAT}&when=any&minutes=60&{place}");
        let answer = site.post("/needs/new", &chen, &form).await;
        assert_eq!(answer.status, 422, "{place}");
        assert_eq!(answer.count(&format!("#{field}-error")), 1, "{place}");
    }
}

#[tokio::test]
async fn a_hut_is_chosen_by_its_name() {
    let site = Site::open().await;
    let desk = &site.office.desk;
    let hut = HutId([7; 16]);
    let text = PlaceText {
        name_zh: "培德共享小屋".to_owned(),
        name_en: "Peide Hut".to_owned(),
        ..PlaceText::default()
    };
    let register = Action::Identity(IdentityAction::RegisterHut(RegisterHut {
        hut,
        community: AreaCode(440_604_010_001),
        content: desk.content.put(&text).unwrap(),
    }));
    desk.act(desk.office, register).await.unwrap();
    let chen = site.office.cookie("chen").await;
    let unchosen = format!("step=3&{WHAT}&when=any&minutes=60&place=hut&hut=&for_whom=self");
    let answer = site.post("/needs/new", &chen, &unchosen).await;
    assert_eq!(
        (answer.status.as_u16(), answer.count("#hut-error")),
        (422, 1)
    );
    assert!(answer.text_of("#hut").contains("培德共享小屋"));
    let chosen = format!("step=3&{WHAT}&when=any&minutes=60&place=hut&hut={hut}&for_whom=self");
    let check = site.post("/needs/new", &chen, &chosen).await;
    assert!(
        check.text_of("#check").contains("培德共享小屋"),
        "{}",
        check.text
    );
}

#[tokio::test]
async fn an_earlier_mistake_leads_back_to_its_step() {
    let site = Site::open().await;
    let chen = site.office.cookie("chen").await;
    let forged = format!("step=4&category=999&title=陪我去医院&when=any&minutes=60&{WHERE}");
    let answer = site.post("/needs/new", &chen, &forged).await;
    assert_eq!(answer.status, 422);
    assert_eq!(progress(&answer), "第 1 步，共 4 步");
    assert_eq!(
        site.get("/needs?scope=mine", &chen)
            .await
            .count(".card-link"),
        0
    );
}

#[tokio::test]
async fn going_back_loses_nothing_and_asks_nothing() {
    let site = Site::open().await;
    let chen = site.office.cookie("chen").await;
    let half = format!(
        "{}&go=2",
        form(3, "when=times&day1=&part1=evening&minutes=120")
    );
    let back = site.post("/needs/new", &chen, &half).await;
    assert_eq!(
        (back.status.as_u16(), progress(&back).as_str()),
        (200, "第 2 步，共 4 步")
    );
    let kept = back.attribute("#part1 option[selected]", "value");
    assert_eq!(kept.as_deref(), Some("evening"));
    let carried = back.attribute("input[type=hidden][name=description]", "value");
    assert_eq!(carried.as_deref(), Some("八点在楼下等"));
}

#[tokio::test]
async fn every_field_is_sent_once_by_every_step() {
    let site = Site::open().await;
    let chen = site.office.cookie("chen").await;
    for path in ["/needs/new", "/offers/new"] {
        for step in 0..4 {
            let page = match step {
                0 => site.get(path, &chen).await,
                step => {
                    site.post(path, &chen, &form(step, "when=any&minutes=60"))
                        .await
                }
            };
            for name in [
                "title",
                "minutes",
                "description",
                "when",
                "place",
                "category",
            ] {
                let hidden = page.count(&format!("input[type=hidden][name={name}]"));
                let shown = page.count(&format!("main form #{name}"));
                assert_eq!(hidden + shown, 1, "{name} in step {} of {path}", step + 1);
            }
        }
    }
}
