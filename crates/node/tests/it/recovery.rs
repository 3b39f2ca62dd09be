//! Stopping, starting again, and refusing to.

use crate::office::{self, genesis, operation, start};
use ledger::Rejection;
use node::{Config, EarlierError, Node, StartError, SubmitError};
use std::fs;

#[tokio::test]
async fn everything_is_there_after_a_restart() {
    let folder = tempfile::tempdir().unwrap();
    let genesis = genesis(1, 128);
    let node = start(folder.path(), &genesis);
    for nonce in 0..10 {
        node.submit(operation(&genesis, nonce)).await.unwrap();
    }
    let before = node.head();
    node.stop().await;
    let node = start(folder.path(), &genesis);
    assert_eq!(node.head().header, before.header);
    assert_eq!(node.head().state.root(), before.state.root());
    let again = node.submit(operation(&genesis, 3)).await;
    assert_eq!(again, Err(SubmitError::Refused(Rejection::Replayed)));
    node.submit(operation(&genesis, 10)).await.unwrap();
    node.stop().await;
}

#[tokio::test]
async fn the_state_after_an_earlier_block_is_there_before_and_after_a_restart() {
    let folder = tempfile::tempdir().unwrap();
    let genesis = genesis(1, 128);
    let node = start(folder.path(), &genesis);
    for nonce in 0..5 {
        node.submit(operation(&genesis, nonce)).await.unwrap();
    }
    let kept = node.state_at(2).await.unwrap();
    assert_eq!(kept.header.height, 2);
    let last = node.head().header.height;
    assert_eq!(
        node.state_at(last + 1).await.unwrap_err(),
        EarlierError::Unknown
    );
    node.stop().await;
    let node = start(folder.path(), &genesis);
    let run_again = node.state_at(2).await.unwrap();
    assert_eq!(run_again.header, kept.header);
    assert_eq!(run_again.state.root(), kept.state.root());
    assert_ne!(run_again.state.root(), node.head().state.root());
    assert_eq!(node.state_at(0).await.unwrap().header.height, 0);
    node.stop().await;
}

#[tokio::test]
async fn a_key_that_voted_does_not_start_without_its_ledger() {
    let folder = tempfile::tempdir().unwrap();
    let genesis = genesis(1, 128);
    let node = start(folder.path(), &genesis);
    node.submit(operation(&genesis, 1)).await.unwrap();
    node.stop().await;
    fs::remove_dir_all(folder.path().join("ledger")).unwrap();
    let config = Config::alone(folder.path().into(), genesis, office::seed(0));
    let refused = Node::start(config, office::clock());
    assert!(matches!(refused, Err(StartError::VotesForgotten { .. })));
}

#[tokio::test]
async fn two_processes_do_not_share_a_folder() {
    let folder = tempfile::tempdir().unwrap();
    let genesis = genesis(1, 128);
    let node = start(folder.path(), &genesis);
    let config = Config::alone(folder.path().into(), genesis, office::seed(0));
    let refused = Node::start(config, office::clock());
    assert!(matches!(refused, Err(StartError::InUse(_))));
    node.stop().await;
}

#[tokio::test]
async fn a_torn_last_record_is_cut_and_other_damage_stops_the_node() {
    let folder = tempfile::tempdir().unwrap();
    let genesis = genesis(1, 128);
    let node = start(folder.path(), &genesis);
    for nonce in 0..3 {
        node.submit(operation(&genesis, nonce)).await.unwrap();
    }
    let before = node.head().header;
    node.stop().await;
    let log = folder.path().join("ledger/log/blocks-000000.log");
    let whole = fs::read(&log).unwrap();
    let mut torn = whole.clone();
    torn.extend(&whole[..100]);
    fs::write(&log, torn).unwrap();
    let node = start(folder.path(), &genesis);
    assert_eq!(node.head().header, before);
    node.stop().await;
    let mut damaged = fs::read(&log).unwrap();
    let middle = damaged.len() / 2;
    damaged[middle] ^= 1;
    fs::write(&log, damaged).unwrap();
    let config = Config::alone(folder.path().into(), genesis, office::seed(0));
    let refused = Node::start(config, office::clock());
    assert!(matches!(refused, Err(StartError::Log(_))));
}
