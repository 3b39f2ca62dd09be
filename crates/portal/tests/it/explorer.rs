//! The explorer: blocks and operations by number, with every field in words.

use crate::site::Site;
use crate::story;

#[tokio::test]
async fn the_ledger_is_open_to_anybody() {
    let site = Site::open().await;
    let told = story::tell(&site.office).await;
    let head = site.office.desk.gateway.head().header;
    let overview = site.get("/explorer", "").await;
    assert!(
        overview
            .text_of(".summary")
            .contains(&head.network.to_string())
    );
    let newest = format!(".ledger-list a[href='/explorer/blocks/{}']", head.height);
    assert_eq!(overview.count(&newest), 1);

    let block = site
        .get(&format!("/explorer/blocks/{}", head.height), "")
        .await;
    assert!(
        block
            .text_of(".record")
            .contains(&head.digest().to_string())
    );
    let operation = format!("/explorer/operations/{}", told.completed);
    assert_eq!(block.count(&format!("a[href='{operation}']")), 1);

    let page = site.get(&operation, "").await;
    assert!(page.text_of("main").contains("confirm_service"));
    assert!(page.text_of("main").contains("points_posted"));
    assert!(page.text_of(".path").contains(&head.block_root.to_string()));
    assert_eq!(
        page.count(&format!("a[href='/receipts/{}']", told.completed)),
        1
    );
}

#[tokio::test]
async fn genesis_is_explained_instead_of_certified() {
    let page = Site::open().await.get("/explorer/blocks/0", "").await;
    assert_eq!(page.status, 200);
    assert!(page.text_of("main").contains("创世区块没有签字"));
    let beyond = Site::open().await.get("/explorer/blocks/999999", "").await;
    assert_eq!(beyond.status, 404);
}

#[tokio::test]
async fn the_search_knows_heights_and_operations_and_nothing_else() {
    let site = Site::open().await;
    let told = story::tell(&site.office).await;
    let find = async |number: &str| site.get(&format!("/explorer?number={number}"), "").await;
    assert_eq!(find("3").await.location(), "/explorer/blocks/3");
    let id = told.completed.to_string();
    assert_eq!(
        find(&id).await.location(),
        format!("/explorer/operations/{id}")
    );
    let person = site.office.member("chen").party.to_string();
    for unknown in ["999999", "abc", &"00".repeat(32), &person] {
        let page = find(unknown).await;
        assert_eq!(page.status, 422, "{unknown}");
        assert_eq!(page.attribute("#number", "value").as_deref(), Some(unknown));
    }
}

/// Records are shown by the names of their types: each has words in both languages.
#[tokio::test]
async fn every_operation_of_a_story_has_words() {
    let site = Site::open().await;
    story::tell(&site.office).await;
    for height in 1..=site.office.desk.gateway.head().header.height {
        for language in ["linli_language=zh-CN", "linli_language=en"] {
            let block = site
                .get(&format!("/explorer/blocks/{height}"), language)
                .await;
            let words = block.text_of("main");
            for key in ["action-", "header-", "explorer-"] {
                assert!(!words.contains(key), "{height}: {words}");
            }
        }
    }
}
