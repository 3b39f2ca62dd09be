//! Measures taking in batches of listings and asking for them; run it with `--release`.
#![expect(
    clippy::print_stdout,
    clippy::disallowed_methods,
    clippy::unwrap_used,
    reason = "a measurement prints, and needs a clock"
)]

use ledger::{Action, Verdict, time::MINUTE_MS};
use projections::{Page, Projections, listings::Filter};
use std::time::Instant;
use testkit::{District, chain::DISTRICT, district::content_of};

const BATCHES: usize = 6;
const BATCH: usize = 2_095;

#[tokio::main]
async fn main() {
    let mut district = District::new(1);
    let charity = district.organisation("慈善会", DISTRICT);
    let texts: Vec<String> = (0..BATCHES * BATCH)
        .map(|number| format!("{number} 号 口罩和防护服，送到长江大桥边的社区"))
        .collect();
    for part in texts.chunks(BATCH) {
        let actions = part
            .iter()
            .map(|text| {
                let mut need = district.need("masks");
                need.content = content_of(text);
                Action::PublishListing(need)
            })
            .collect();
        let verdict = district.act_together(&charity, actions);
        assert!(
            matches!(verdict, Verdict::Applied(_)),
            "the batch is applied"
        );
        district.advance(MINUTE_MS);
    }
    let folder = tempfile::tempdir().unwrap();
    let genesis = district.chain().genesis();
    let reads = Projections::open(&folder.path().join("reads.db"), genesis)
        .await
        .unwrap();
    for block in district.chain().blocks() {
        let begun = Instant::now();
        reads.apply(block).await.unwrap();
        println!("block {}: {:?}", block.header.height, begun.elapsed());
    }
    let begun = Instant::now();
    let fed = texts
        .iter()
        .map(|text| (content_of(text).hash, text.as_str(), ""));
    reads.put_texts(fed).await.unwrap();
    println!("{} texts: {:?}", texts.len(), begun.elapsed());
    let filter = Filter {
        area: Some(DISTRICT),
        open_at: Some(district.chain().time()),
        ..Filter::default()
    };
    let begun = Instant::now();
    reads.listings(&filter, Page::first(20)).await.unwrap();
    println!("a page of listings: {:?}", begun.elapsed());
    for question in ["长江大桥", "9999"] {
        let begun = Instant::now();
        let found = reads.search(question, &filter, 20).await.unwrap().len();
        println!("search {question}, {found} found: {:?}", begun.elapsed());
    }
    let begun = Instant::now();
    reads.count_listings(&filter).await.unwrap();
    println!("counting open listings: {:?}", begun.elapsed());
}
