//! Submitting: final, refused, expired, too many.

use crate::office::{self, NOW, genesis, operation, operation_until, start};
use ledger::{Rejection, Timestamp, outcome::Verdict, signature::Signature};
use node::{Config, MempoolLimits, Node, SubmitError};

#[tokio::test]
async fn an_operation_becomes_final_and_stands_in_its_block() {
    let folder = tempfile::tempdir().unwrap();
    let genesis = genesis(1, 128);
    let node = start(folder.path(), &genesis);
    let envelope = operation(&genesis, 1);
    let done = node.submit(envelope.clone()).await.unwrap();
    assert_eq!(done.operation, envelope.id(genesis.network()));
    assert!(matches!(done.outcome.verdict, Verdict::Applied(_)));
    let block = node.block(done.height).await.unwrap();
    assert_eq!(block.operations[done.position as usize], envelope);
    assert_eq!(node.head().header, block.header);
    assert_eq!(node.head().state.root(), block.header.state_root);
    node.stop().await;
}

#[tokio::test]
async fn an_operation_is_on_the_ledger_once() {
    let folder = tempfile::tempdir().unwrap();
    let genesis = genesis(1, 128);
    let node = start(folder.path(), &genesis);
    let envelope = operation(&genesis, 1);
    // Twice at the same time: both callers get the one answer.
    let answers = node.submit_batch(vec![envelope.clone(), envelope.clone()]);
    let mut done = Vec::new();
    for pending in answers {
        done.push(pending.answer().await.unwrap());
    }
    assert_eq!(done[0], done[1]);
    let again = node.submit(envelope).await;
    assert_eq!(again, Err(SubmitError::Refused(Rejection::Replayed)));
    node.stop().await;
}

#[tokio::test]
async fn what_no_block_may_carry_is_refused_at_once() {
    let folder = tempfile::tempdir().unwrap();
    let genesis = genesis(1, 128);
    let node = start(folder.path(), &genesis);
    let late = operation_until(&genesis, 1, Timestamp(NOW - 1));
    assert_eq!(node.submit(late).await, Err(SubmitError::Expired));
    let mut forged = operation(&genesis, 2);
    forged.signature = Signature::Ed25519([0; 64]);
    let refused = SubmitError::Refused(Rejection::SignatureInvalid);
    assert_eq!(node.submit(forged).await, Err(refused));
    assert_eq!(node.head().header.height, 0);
    node.stop().await;
    let stopped = node.submit(operation(&genesis, 3)).await;
    assert_eq!(stopped, Err(SubmitError::Stopped));
}

#[tokio::test]
async fn too_many_waiting_operations_are_refused() {
    let folder = tempfile::tempdir().unwrap();
    let genesis = genesis(1, 128);
    let mut config = Config::alone(folder.path().into(), genesis.clone(), office::seed(0));
    config.mempool = MempoolLimits {
        operations_max: 10,
        bytes_max: 100,
        ..MempoolLimits::default()
    };
    let node = Node::start(config, office::clock()).unwrap();
    let answer = node.submit(operation(&genesis, 1)).await;
    assert_eq!(answer, Err(SubmitError::Overloaded));
    node.stop().await;
}

#[tokio::test]
async fn many_callers_share_blocks() {
    let folder = tempfile::tempdir().unwrap();
    let genesis = genesis(1, 128);
    let node = start(folder.path(), &genesis);
    let batch = (0..500).map(|nonce| operation(&genesis, nonce)).collect();
    for pending in node.submit_batch(batch) {
        pending.answer().await.unwrap();
    }
    let height = node.head().header.height;
    assert!(height < 100, "500 operations took {height} blocks");
    node.stop().await;
}

#[tokio::test]
async fn one_forged_signature_among_many_is_refused_alone() {
    let folder = tempfile::tempdir().unwrap();
    let genesis = genesis(1, 128);
    let node = start(folder.path(), &genesis);
    let mut batch: Vec<_> = (0..50).map(|nonce| operation(&genesis, nonce)).collect();
    batch[17].signature = batch[18].signature;
    for (number, pending) in node.submit_batch(batch).into_iter().enumerate() {
        let refused =
            pending.answer().await == Err(SubmitError::Refused(Rejection::SignatureInvalid));
        assert_eq!(refused, number == 17, "operation {number}");
    }
    node.stop().await;
}
