//! Blocks on demand, epochs, subscriptions and proofs.

use crate::office::{genesis, operation, start};
use futures::StreamExt as _;
use ledger::{
    Header,
    block::{Signatures, check_block},
};
use verifier::Certificate;

#[tokio::test]
async fn no_block_is_empty() {
    let folder = tempfile::tempdir().unwrap();
    let genesis = genesis(1, 128);
    let node = start(folder.path(), &genesis);
    for nonce in 0..30 {
        node.submit(operation(&genesis, nonce)).await.unwrap();
    }
    assert_eq!(node.head().header.height, 30);
    node.stop().await;
}

#[tokio::test]
async fn an_epoch_passes_into_the_next() {
    let folder = tempfile::tempdir().unwrap();
    let genesis = genesis(1, 8);
    let node = start(folder.path(), &genesis);
    for nonce in 0..40 {
        node.submit(operation(&genesis, nonce)).await.unwrap();
    }
    assert_eq!(node.head().header.height, 40);
    node.stop().await;
    let node = start(folder.path(), &genesis);
    node.submit(operation(&genesis, 40)).await.unwrap();
    assert_eq!(node.head().header.height, 41);
    node.stop().await;
}

#[tokio::test]
async fn a_subscriber_gets_every_block_in_order() {
    let folder = tempfile::tempdir().unwrap();
    let genesis = genesis(1, 128);
    let node = start(folder.path(), &genesis);
    for nonce in 0..5 {
        node.submit(operation(&genesis, nonce)).await.unwrap();
    }
    let mut blocks = node.subscribe(0);
    let mut live = node.subscribe(6);
    let mut parent = blocks.next().await.unwrap();
    assert_eq!(parent, genesis.block());
    let mut state = genesis.state();
    for _ in 1..=5 {
        let block = blocks.next().await.unwrap();
        state = check_block(&parent.header, &state, &block, Signatures::Check).unwrap();
        parent = block;
    }
    assert_eq!(state.root(), node.head().state.root());
    node.submit(operation(&genesis, 5)).await.unwrap();
    assert_eq!(live.next().await, blocks.next().await);
    node.stop().await;
    assert_eq!(live.next().await, None);
}

#[tokio::test]
async fn the_verifier_accepts_the_engines_certificates() {
    let folder = tempfile::tempdir().unwrap();
    let genesis = genesis(1, 128);
    let node = start(folder.path(), &genesis);
    let done = node.submit(operation(&genesis, 1)).await.unwrap();
    let proof = node.proof_of_finality(done.height).await.unwrap();
    let block = node.block(done.height).await.unwrap();
    let certified: &Header = proof.headers.last().unwrap_or(&block.header);
    let certificate = Certificate::decode(&proof.certificate).unwrap();
    assert_eq!(certificate.proposal.payload, certified.digest());
    assert_eq!(certificate.encode(), proof.certificate);
    certificate
        .verify(certified, &genesis.validators, genesis.epoch_blocks)
        .unwrap();
    node.stop().await;
}
