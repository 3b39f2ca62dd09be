//! Blocks in, whole or not at all, once and in order; and the same again from block 0.

use crate::office::Office;
use projections::{Applied, Error};
use testkit::{Chain, history};

#[tokio::test]
async fn rebuilding_gives_the_same_rows_as_following() {
    for seed in 0..4 {
        let chain = history(seed, 300);
        let following = Office::open(&chain).await;
        following.follow(&chain).await;
        let incremental = following.reads.dump().await.unwrap();
        assert!(
            incremental.lines().count() > 300,
            "seed {seed} is a rich history"
        );
        let count = following.reads.rebuild(chain.blocks()).await.unwrap();
        assert_eq!(count, chain.head().height + 1);
        assert!(
            incremental == following.reads.dump().await.unwrap(),
            "seed {seed} rebuilds to other rows"
        );
    }
}

#[tokio::test]
async fn a_restart_goes_on_where_it_stopped() {
    let chain = history(9, 60);
    let office = Office::open(&chain).await;
    for block in &chain.blocks()[..30] {
        office.reads.apply(block).await.unwrap();
    }
    let office = office.reopen(&chain).await;
    assert_eq!(office.reads.height().await.unwrap(), Some(29));
    office.follow(&chain).await;
    let other = Office::open(&chain).await;
    other.follow(&chain).await;
    assert!(office.reads.dump().await.unwrap() == other.reads.dump().await.unwrap());
}

#[tokio::test]
async fn another_version_of_a_view_begins_again() {
    let chain = history(8, 30);
    let office = Office::open(&chain).await;
    office.follow(&chain).await;
    let before = office.reads.dump().await.unwrap();
    let office = office.reopen_after_upgrade(&chain).await;
    assert_eq!(office.reads.height().await.unwrap(), None);
    office.follow(&chain).await;
    assert!(before == office.reads.dump().await.unwrap());
}

#[tokio::test]
async fn a_block_that_is_in_changes_nothing() {
    let chain = history(1, 40);
    let office = Office::open(&chain).await;
    office.follow(&chain).await;
    let before = office.reads.dump().await.unwrap();
    for block in chain.blocks() {
        assert_eq!(office.reads.apply(block).await.unwrap(), Applied::Known);
    }
    assert!(before == office.reads.dump().await.unwrap());
}

#[tokio::test]
async fn a_gap_is_refused() {
    let chain = history(1, 10);
    let office = Office::open(&chain).await;
    let refused = office.reads.apply(&chain.blocks()[3]).await.unwrap_err();
    assert!(matches!(
        refused,
        Error::Gap {
            expected: 0,
            found: 3
        }
    ));
    assert_eq!(office.reads.height().await.unwrap(), None);
}

#[tokio::test]
async fn another_block_at_a_known_height_is_refused() {
    let chain = history(1, 10);
    let office = Office::open(&chain).await;
    office.follow(&chain).await;
    let mut other = chain.blocks()[3].clone();
    other.header.time = other.header.time.plus_ms(1);
    let refused = office.reads.apply(&other).await.unwrap_err();
    assert!(matches!(refused, Error::DifferentBlock { height: 3 }));
}

#[tokio::test]
async fn a_block_on_another_parent_is_refused() {
    let chain = history(1, 10);
    let office = Office::open(&chain).await;
    office.reads.apply(&chain.blocks()[0]).await.unwrap();
    let mut other = chain.blocks()[1].clone();
    other.header.parent = ledger::Hash::ZERO;
    let refused = office.reads.apply(&other).await.unwrap_err();
    assert!(matches!(refused, Error::DifferentBlock { height: 1 }));
}

#[tokio::test]
async fn another_network_is_refused() {
    let chain = Chain::new(1);
    let office = Office::open(&chain).await;
    let refused = office.reads.apply(Chain::new(2).block(0).unwrap()).await;
    assert!(matches!(refused, Err(Error::OtherNetwork)));
}
