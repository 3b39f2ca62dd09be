//! Listing things, finding them, and what their owner can do with them.

use crate::site::{Answer, Site};

/// A red square of eight by eight.
pub(crate) fn photo() -> Vec<u8> {
    let mut file = std::io::Cursor::new(Vec::new());
    let square = image::RgbImage::from_pixel(8, 8, image::Rgb([200, 20, 20]));
    square.write_to(&mut file, image::ImageFormat::Png).unwrap();
    file.into_inner()
}

const DRILL: [(&str, &str); 10] = [
    ("title", "冲击钻"),
    ("category", "101"),
    ("condition", "good"),
    ("parts", "充电器\n钻头两个"),
    ("hygiene", "用完擦干净"),
    ("description", "打孔用，力气大"),
    ("deposit", "0"),
    ("days", "7"),
    ("approval", "instant"),
    ("hut", ""),
];

/// The drill with some answers exchanged.
pub(crate) fn drill<'a>(changes: &[(&'static str, &'a str)]) -> Vec<(&'static str, &'a str)> {
    let mut fields = DRILL.to_vec();
    for (name, value) in changes {
        for field in fields.iter_mut().filter(|field| field.0 == *name) {
            field.1 = value;
        }
    }
    fields
}

/// Lists a thing; its address.
pub(crate) async fn list(site: &Site, who: &str, changes: &[(&'static str, &str)]) -> String {
    let cookie = site.office.cookie(who).await;
    let fields = drill(changes);
    let answer = site.upload("/items/new", &cookie, &fields, &photo()).await;
    assert_eq!(answer.status, 303, "{}", answer.text);
    answer.location().to_owned()
}

fn complaint(answer: &Answer) -> String {
    assert_eq!(answer.status, 422, "{}", answer.text);
    answer.text_of(".error-summary")
}

#[tokio::test]
async fn a_thing_with_a_photo_is_listed_and_found() {
    let site = Site::open().await;
    let item = list(&site, "mai", &[]).await;
    let chen = site.office.cookie("chen").await;
    let page = site.get(&item, &chen).await;
    assert_eq!(page.text_of("h1"), "冲击钻");
    let text = page.text_of("main");
    for fact in [
        "电钻",
        "用过，完好",
        "在麦",
        "就在本社区",
        "7 天",
        "不用押",
        "还没有人借过",
        "充电器",
    ] {
        assert!(text.contains(fact), "{fact} in {text}");
    }
    let photo = page.attribute("main img", "src").unwrap();
    let picture = site.get(&photo, &chen).await;
    assert_eq!(picture.header("content-type"), "image/jpeg");
    assert!(picture.header("cache-control").contains("private"));
    let near = site.get("/items", &chen).await;
    assert!(near.text_of(".card-link").contains("现在可以借"));
    for (question, count) in [("冲击", 1), ("电钻", 0), ("打孔", 1), ("轮椅", 0)] {
        let path = format!("/items?q={}", encoded(question));
        let found = site.get(&path, &chen).await.count(".card-link");
        assert_eq!(found, count, "{question}");
    }
    assert_eq!(
        site.get("/items?category=111", &chen)
            .await
            .count(".card-link"),
        0
    );
    assert_eq!(
        site.get("/items?category=100", &chen)
            .await
            .count(".card-link"),
        1
    );
}

fn encoded(text: &str) -> String {
    text.bytes().map(|byte| format!("%{byte:02X}")).collect()
}

#[tokio::test]
async fn the_map_leads_from_a_community_to_its_things() {
    let site = Site::open().await;
    list(&site, "he", &[]).await;
    let chen = site.office.cookie("chen").await;
    assert_eq!(site.get("/items", &chen).await.count(".card-link"), 0);
    let map = site.get("/items/map", &chen).await;
    assert_eq!(map.count(".plot"), 3);
    let home = map.text_of(".plot-home");
    assert!(
        home.contains("培德社区") && home.contains("就在本社区"),
        "{home}"
    );
    let few = map.text_of(".plot-few");
    assert!(few.contains("同济社区") && few.contains("1 件"), "{few}");
    let there = map.attribute(".plot-few a", "href").unwrap();
    let list = site.get(&there, &chen).await;
    assert_eq!(list.count(".card-link"), 1);
    assert!(list.text_of(".card-link").contains("同济社区 · 同一街道"));
}

#[tokio::test]
async fn what_is_wrong_with_a_form_is_said_and_nothing_typed_is_lost() {
    let site = Site::open().await;
    let mai = site.office.cookie("mai").await;
    let table = [
        (&[("title", "钻")][..], "至少两个字"),
        (&[("category", "201")], "请选一类"),
        (&[("condition", "")], "现在是什么样子"),
        (&[("deposit", "101")], "0 到 100"),
        (&[("days", "0")], "1 到 60"),
        (&[("days", "六")], "1 到 60"),
    ];
    for (changes, said) in table {
        let fields = drill(changes);
        let answer = site.upload("/items/new", &mai, &fields, &photo()).await;
        assert!(complaint(&answer).contains(said), "{said}");
        let kept = answer.attribute("input[name=photo]", "value").unwrap();
        assert_eq!(kept.len(), 64, "the photo need not be chosen again");
        assert!(answer.text.contains("打孔用，力气大"));
    }
    let answer = site
        .upload("/items/new", &mai, &drill(&[]), b"<svg/>")
        .await;
    assert!(complaint(&answer).contains("这个文件打不开"));
    let kept = [("photo", "00".repeat(32))];
    let mut fields = drill(&[]);
    fields.push((kept[0].0, &kept[0].1));
    let answer = site.upload("/items/new", &mai, &fields, b"").await;
    let item = site.get(answer.location(), &mai).await;
    assert_eq!(item.count("main img"), 0, "a photo that nobody sent");
}

#[tokio::test]
async fn a_file_beyond_every_camera_is_refused_without_reading_it() {
    let site = Site::open().await;
    let mai = site.office.cookie("mai").await;
    let answer = site
        .upload("/items/new", &mai, &drill(&[]), &vec![0; 13 << 20])
        .await;
    assert_eq!(answer.status, 413);
    let chen = site.office.cookie("chen").await;
    for path in ["/photos/zz", &format!("/photos/{}", "ab".repeat(32))] {
        assert_eq!(site.get(path, &chen).await.status, 404, "{path}");
    }
}

#[tokio::test]
async fn words_of_listings_are_not_sent_as_photos() {
    let site = Site::open().await;
    let text = portal::content::ItemText::default();
    let stored = site.office.desk.content.put(&text).unwrap();
    let chen = site.office.cookie("chen").await;
    let answer = site.get(&format!("/photos/{}", stored.hash), &chen).await;
    assert_eq!(answer.status, 404);
}

#[tokio::test]
async fn an_owner_changes_pauses_recalls_and_nobody_else_does() {
    let site = Site::open().await;
    let item = list(&site, "mai", &[]).await;
    let mai = site.office.cookie("mai").await;
    let chen = site.office.cookie("chen").await;
    let edit = format!("{item}/edit");
    assert!(site.get(&edit, &mai).await.text.contains("钻头两个"));
    assert_eq!(site.get(&edit, &chen).await.status, 404);
    let fields = drill(&[("title", "新电钻"), ("deposit", "5")]);
    let saved = site.upload(&edit, &mai, &fields, b"").await;
    assert_eq!(saved.status, 303);
    let page = site.get(&item, &chen).await;
    assert_eq!(page.text_of("h1"), "新电钻");
    assert!(page.text_of("main").contains("5 积分，好好还就退回"));
    for (act, said) in [
        ("pause", "暂时不借"),
        ("resume", "现在可以借"),
        ("recall", "主人收回了"),
    ] {
        let foreign = site.post(&format!("{item}/{act}"), &chen, "").await;
        assert!(complaint(&foreign).contains("别人的"), "{act}");
        let done = site.post(&format!("{item}/{act}"), &mai, "").await;
        assert_eq!(done.status, 303, "{act}");
        assert!(
            site.get(&item, &chen)
                .await
                .text_of(".status")
                .contains(said)
        );
    }
    let again = site.post(&format!("{item}/recall"), &mai, "").await;
    assert!(complaint(&again).contains("不出借"));
    assert_eq!(
        site.post(&format!("{item}/melt"), &mai, "").await.status,
        404
    );
}

#[tokio::test]
async fn a_gift_changes_hands_only_when_it_is_accepted() {
    let site = Site::open().await;
    let item = list(&site, "mai", &[]).await;
    let mai = site.office.cookie("mai").await;
    let chen = site.office.cookie("chen").await;
    let give = format!("{item}/give");
    let wrong = site.post(&give, &mai, "number=123").await;
    assert!(complaint(&wrong).contains("不是居民编号"));
    let number = site.office.member("chen").number.to_string();
    let offered = site.post(&give, &mai, &format!("number={number}")).await;
    assert_eq!(offered.status, 303);
    let he = site.office.cookie("he").await;
    assert_eq!(site.get(&item, &he).await.count("form[action$='/take']"), 0);
    assert!(complaint(&site.post(&format!("{item}/take"), &he, "").await).len() > 3);
    assert_eq!(
        site.get(&item, &chen).await.count("form[action$='/take']"),
        1
    );
    assert_eq!(
        site.post(&format!("{item}/take"), &chen, "").await.status,
        303
    );
    assert!(
        site.get(&item, &chen)
            .await
            .text_of("main")
            .contains("这是您的东西")
    );
    assert_eq!(site.get(&give, &mai).await.status, 404);
}

#[tokio::test]
async fn a_scanner_a_camera_and_a_typed_code_lead_to_the_same_thing() {
    let site = Site::open().await;
    let item = list(&site, "mai", &[]).await;
    let mai = site.office.cookie("mai").await;
    let chen = site.office.cookie("chen").await;
    let page = site.get(&item, &mai).await;
    let code = page.text_of(".thing-code");
    assert_eq!(page.count("svg.qr"), 1);
    assert_eq!(site.get(&item, &chen).await.count("svg.qr"), 0);
    let opened = site.get(&format!("/i/{code}"), &chen).await;
    assert_eq!(opened.location(), item);
    for typed in [
        code.clone(),
        code.to_lowercase(),
        format!("http://x/i/{code}"),
    ] {
        let found = site.post("/scan", &chen, &format!("code={typed}")).await;
        assert_eq!(found.location(), item, "{typed}");
    }
    assert!(complaint(&site.post("/scan", &chen, "code=7").await).contains("8 个字母"));
    let nothing = site.post("/scan", &chen, "code=00000000").await;
    assert!(complaint(&nothing).contains("没有这个编号"));
    assert_eq!(site.get("/i/00000000", &chen).await.status, 404);
    let stranger = site.get(&format!("/i/{code}"), "").await;
    assert!(stranger.location().starts_with("/sign-in?next=/i/"));
}
