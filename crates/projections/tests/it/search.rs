//! Chinese words find Chinese texts.

use crate::office::{Office, office_of};
use ledger::{ListingId, operation::listing::ListingKind};
use projections::listings::Filter;
use testkit::{District, district::content_of};

const TEXTS: [(&str, &str); 5] = [
    ("请志愿者上门理发", "老人腿脚不便，想剪个头发。"),
    ("可以借轮椅", "家里有一台闲置的轮椅，周末可取。"),
    ("一起去看武汉长江大桥", "南京市长江大桥也想去。"),
    ("修电脑 ＷｉＦｉ", "网络和路由器都会。"),
    ("陪诊", "陪老人去医院，需要有人推轮椅。"),
];

fn publish_all(district: &mut District) -> Vec<ListingId> {
    let chen = district.resident("陈伯");
    TEXTS
        .iter()
        .enumerate()
        .map(|(position, (title, _))| {
            let mut listing = if position % 2 == 0 {
                district.need("haircut")
            } else {
                district.offer("haircut")
            };
            listing.content = content_of(title);
            district.publish(&chen, listing)
        })
        .collect()
}

async fn feed(office: &Office) {
    for (title, body) in TEXTS {
        let content = content_of(title).hash;
        office.reads.put_text(content, title, body).await.unwrap();
    }
}

async fn found(office: &Office, question: &str) -> Vec<ListingId> {
    let all = Filter::default();
    let found = office.reads.search(question, &all, 10).await.unwrap();
    found.iter().map(|row| row.listing).collect()
}

#[tokio::test]
async fn everyday_questions_find_their_listings() {
    let mut district = District::new(1);
    let listings = publish_all(&mut district);
    let office = office_of(&district).await;
    feed(&office).await;
    for (question, expected) in [
        ("志愿", vec![0]),
        ("理发", vec![0]),
        ("轮椅", vec![1, 4]),
        // A single character does not narrow; the title counts more than the body.
        ("借轮椅", vec![1, 4]),
        ("长江大桥", vec![2]),
        ("wifi", vec![3]),
        ("钢琴", vec![]),
        ("？！", vec![]),
    ] {
        let expected: Vec<_> = expected
            .into_iter()
            .map(|one: usize| listings[one])
            .collect();
        assert_eq!(found(&office, question).await, expected, "{question}");
    }
}

#[tokio::test]
async fn texts_may_come_before_their_blocks_and_outlive_a_rebuild() {
    let mut district = District::new(2);
    let office = office_of(&district).await;
    feed(&office).await;
    assert!(found(&office, "轮椅").await.is_empty());
    publish_all(&mut district);
    office.follow(district.chain()).await;
    assert_eq!(found(&office, "轮椅").await.len(), 2);
    office
        .reads
        .rebuild(district.chain().blocks())
        .await
        .unwrap();
    assert_eq!(found(&office, "轮椅").await.len(), 2);
}

#[tokio::test]
async fn a_search_keeps_to_its_filter() {
    let mut district = District::new(3);
    let listings = publish_all(&mut district);
    let office = office_of(&district).await;
    feed(&office).await;
    let offers = Filter {
        kind: Some(ListingKind::Offer),
        ..Filter::default()
    };
    let found = office.reads.search("轮椅", &offers, 10).await.unwrap();
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].listing, listings[1]);
}

#[tokio::test]
async fn content_that_was_taken_down_is_not_found() {
    let mut district = District::new(4);
    publish_all(&mut district);
    let office = office_of(&district).await;
    feed(&office).await;
    let content = content_of(TEXTS[0].0).hash;
    office.reads.forget_text(content).await.unwrap();
    assert!(found(&office, "理发").await.is_empty());
    assert!(!office.reads.has_text(content).await.unwrap());
    office
        .reads
        .put_text(content, "换个说法", "帮忙剪发")
        .await
        .unwrap();
    assert_eq!(found(&office, "剪发").await.len(), 1);
}
