//! Who gets in, who comes first, and what each caller hears.

use super::*;
use ledger::{
    Envelope, KeyIndex, NetworkId, Operation, PartyId, Seal as _, hash::Suite, operation::Intent,
    signature::Signature,
};

const NETWORK: NetworkId = NetworkId([9; 32]);
const PEER: Origin = Origin::Peer([1; 32]);

fn signed(key: u32, nonce: u64) -> Sealed {
    let envelope = Envelope {
        intent: Intent {
            suite: Suite::Sha256Ed25519,
            actor: PartyId([0; 16]),
            key: KeyIndex(key),
            not_after: Timestamp(nonce),
            nonce,
            operation: Operation::Batch(Vec::new()),
        },
        signature: Signature::Ed25519([0; 64]),
    };
    envelope.seal(NETWORK)
}

fn id(nonce: u64) -> OperationId {
    signed(0, nonce).operation_id()
}

fn bytes() -> usize {
    signed(0, 0).bytes().len()
}

fn mempool(operations_max: usize, office_share: usize, key_share: usize) -> Mempool {
    Mempool::new(MempoolLimits {
        operations_max,
        bytes_max: operations_max * bytes(),
        office_share,
        key_share,
    })
}

type Heard = oneshot::Receiver<Answer>;

fn add(mempool: &mut Mempool, origin: Origin, key: u32, nonce: u64) -> Heard {
    let (caller, answer) = oneshot::channel();
    mempool.insert(signed(key, nonce), origin, Some(caller));
    answer
}

/// Operations 0, 1, 2 of key 0, in this order, and their answers; there is room for no more.
fn three() -> (Mempool, Vec<Heard>) {
    let mut mempool = mempool(3, 1, 1);
    let answers = (0..3).map(|nonce| add(&mut mempool, Origin::Here, 0, nonce));
    let answers = answers.collect();
    (mempool, answers)
}

fn nonces(candidates: &[Sealed]) -> Vec<u64> {
    candidates.iter().map(|one| one.intent.nonce).collect()
}

#[test]
fn the_oldest_that_fit_come_first() {
    let (mempool, _answers) = three();
    let room = 2 * bytes() + 1;
    assert_eq!(nonces(&mempool.candidates(room, |_| false)), [0, 1]);
    assert_eq!(
        nonces(&mempool.candidates(room, |one| one == id(0))),
        [1, 2]
    );
}

#[test]
fn a_full_mempool_replaces_nothing_but_takes_callers_of_what_waits() {
    let (mut mempool, mut answers) = three();
    let mut fourth = add(&mut mempool, PEER, 9, 3);
    assert_eq!(fourth.try_recv().unwrap(), Err(SubmitError::Overloaded));
    assert!(answers.iter_mut().all(|one| one.try_recv().is_err()));
    let mut again = add(&mut mempool, Origin::Here, 0, 2);
    assert!(again.try_recv().is_err());
    mempool.refuse(id(2), Rejection::KeyRevoked);
    let refused = Err(SubmitError::Refused(Rejection::KeyRevoked));
    assert_eq!(again.try_recv().unwrap(), refused);
    assert_eq!(answers[2].try_recv().unwrap(), refused);
    add(&mut mempool, PEER, 9, 3);
    assert!(mempool.get(signed(9, 3).operation_id()).is_some());
}

#[test]
fn one_office_and_one_key_have_their_share_and_no_more() {
    let mut mempool = mempool(16, 2, 8);
    let mut hear = |origin, key, nonce| add(&mut mempool, origin, key, nonce).try_recv().ok();
    assert_eq!(hear(PEER, 1, 0), None);
    assert_eq!(hear(PEER, 1, 1), None);
    assert_eq!(hear(PEER, 1, 2), Some(Err(SubmitError::QuotaExceeded)));
    for key in 2..8 {
        assert_eq!(hear(PEER, key, u64::from(key)), None);
    }
    assert_eq!(hear(PEER, 9, 9), Some(Err(SubmitError::Overloaded)));
    assert_eq!(hear(Origin::Here, 9, 9), None);
    assert_eq!(mempool.held().operations, 9);
}

#[test]
fn beside_a_flood_of_one_key_an_honest_one_comes_with_the_next_block() {
    let mut mempool = mempool(1_000, 1, 1);
    for nonce in 0..500 {
        add(&mut mempool, Origin::Here, 1, nonce);
    }
    add(&mut mempool, Origin::Here, 2, 1_000);
    let block = nonces(&mempool.candidates(10 * bytes(), |_| false));
    assert_eq!(block, [0, 1, 2, 3, 4, 5, 6, 7, 8, 1_000]);
    // Blocks go by; who was silent meanwhile does not wait behind the flood either.
    for nonce in block {
        let key = if nonce == 1_000 { 2 } else { 1 };
        mempool.refuse(signed(key, nonce).operation_id(), Rejection::KeyRevoked);
    }
    add(&mut mempool, Origin::Here, 3, 2_000);
    let block = nonces(&mempool.candidates(4 * bytes(), |_| false));
    assert!(block.contains(&2_000), "{block:?}");
}

#[test]
fn beside_a_flood_through_one_office_another_has_half_of_the_block() {
    let mut mempool = mempool(1_000, 1, 1);
    for nonce in 0..400 {
        // Every operation from a key of its own.
        add(&mut mempool, PEER, u32::try_from(nonce).unwrap(), nonce);
    }
    for nonce in 500..520 {
        add(&mut mempool, Origin::Here, 1_000, nonce);
    }
    let block = nonces(&mempool.candidates(20 * bytes(), |_| false));
    assert_eq!(block.len(), 20);
    assert_eq!(block.iter().filter(|nonce| **nonce >= 500).count(), 10);
    assert!(block.is_sorted(), "in order of arrival");
}

#[test]
fn what_is_late_expires_and_the_rest_hears_that_the_node_stops() {
    let (mut mempool, mut answers) = three();
    mempool.expire(Timestamp(2));
    let mut heard =
        || -> Vec<Option<Answer>> { answers.iter_mut().map(|one| one.try_recv().ok()).collect() };
    let expired = Some(Err(SubmitError::Expired));
    assert_eq!(heard(), [expired.clone(), expired, None]);
    mempool.stop();
    assert_eq!(heard()[2], Some(Err(SubmitError::Stopped)));
    let mut late = add(&mut mempool, Origin::Here, 0, 4);
    assert_eq!(late.try_recv().unwrap(), Err(SubmitError::Stopped));
}

#[test]
fn without_agreement_a_caller_hears_that_nothing_is_decided() {
    let (mut mempool, mut answers) = three();
    mempool.give_up(Timestamp(1));
    assert_eq!(answers[0].try_recv().unwrap(), Err(SubmitError::Undecided));
    assert!(answers[1].try_recv().is_err());
    assert_eq!(mempool.held().operations, 2);
}

#[test]
fn what_leaves_is_forgotten_in_every_index() {
    let (mut mempool, _answers) = three();
    for nonce in 0..3 {
        mempool.refuse(id(nonce), Rejection::KeyRevoked);
    }
    assert!(mempool.is_empty() && mempool.lanes.is_empty() && mempool.ends.is_empty());
    assert_eq!(mempool.held(), Held::NOTHING);
}
