//! Blocks: what a proposer builds everyone accepts, and nothing else.

use crate::story::Story;
use ledger::{
    Block, BlockFault, Hash, Header, KeyIndex, NetworkId, Points, Rejection, Seal, Sealed, State,
    Timestamp, ValidatorSet, Verdict,
    block::{BLOCK_OPERATION_BYTES_MAX, Built, Signatures},
    build_block, check_block,
    operation::Envelope,
    signature::{Custody, Signature},
    state::keys,
};

/// A story and the next block of it: two enrolments and a donation that is refused.
fn next_block() -> (Story, Block) {
    let mut story = Story::begin();
    let candidates = vec![
        story.envelope("clerk", &["enrols", "zoe"]),
        story.envelope("ann", &["donates", "3"]),
        story.envelope("clerk", &["enrols", "yan"]),
    ];
    let built = build(&story, candidates);
    assert_eq!(built.block.operations.len(), 3);
    (story, built.block)
}

fn build(story: &Story, candidates: Vec<impl Seal>) -> Built {
    build_block(
        story.chain.head(),
        story.chain.state(),
        story.now(),
        candidates,
    )
}

fn check(story: &Story, block: &Block) -> Result<State, BlockFault> {
    check_block(
        story.chain.head(),
        story.chain.state(),
        block,
        Signatures::Check,
    )
}

type Tampering = (&'static str, fn(&mut Header), BlockFault);

const HEADER_FIELDS: &[Tampering] = &[
    (
        "network",
        |header| header.network = NetworkId([7; 32]),
        BlockFault::NotAChild,
    ),
    ("height", |header| header.height += 1, BlockFault::NotAChild),
    (
        "parent",
        |header| header.parent = Hash::ZERO,
        BlockFault::NotAChild,
    ),
    (
        "rules",
        |header| header.rules_version += 1,
        BlockFault::NotAChild,
    ),
    (
        "time",
        |header| header.time = Timestamp(1),
        BlockFault::TimeGoesBack,
    ),
    (
        "block root",
        |header| header.block_root = Hash::ZERO,
        BlockFault::BlockRootDiffers,
    ),
    (
        "state root",
        |header| header.state_root = Hash::ZERO,
        BlockFault::StateRootDiffers,
    ),
    (
        "set",
        |header| header.validators = Hash::ZERO,
        BlockFault::ValidatorsDiffer,
    ),
    (
        "next set",
        |header| header.next_validators = Hash::ZERO,
        BlockFault::ValidatorsDiffer,
    ),
];

#[test]
fn every_field_of_the_header_is_checked() {
    let (story, block) = next_block();
    check(&story, &block).expect("a built block is valid");
    for (field, tamper, fault) in HEADER_FIELDS {
        let mut block = block.clone();
        tamper(&mut block.header);
        assert_eq!(check(&story, &block).expect_err(field), *fault, "{field}");
    }
}

/// An operation of a block under another signature.
fn signed(block: &Block, position: usize, signature: Signature) -> Sealed {
    let intent = block.operations[position].intent.clone();
    Envelope { intent, signature }.seal(block.header.network)
}

type Change = (&'static str, fn(&mut Block), BlockFault);

fn inadmissible(position: usize, rejection: Rejection) -> BlockFault {
    BlockFault::Inadmissible {
        position,
        rejection,
    }
}

fn changes() -> Vec<Change> {
    let differs = |position| BlockFault::OutcomeDiffers { position };
    vec![
        (
            "a refused operation is said to have been applied",
            |block| block.outcomes[1].verdict = Verdict::Applied(Vec::new()),
            differs(1),
        ),
        (
            "an applied operation is said to have been refused",
            |block| block.outcomes[0].verdict = Verdict::Rejected(Rejection::RoleMissing),
            differs(0),
        ),
        (
            "another holder of the key",
            |block| block.outcomes[1].custody = Custody::Assisted,
            differs(1),
        ),
        (
            "operations in another order",
            |block| block.operations.swap(0, 2),
            differs(0),
        ),
        (
            "operations and outcomes in another order",
            |block| {
                block.operations.swap(0, 1);
                block.outcomes.swap(0, 1);
            },
            BlockFault::BlockRootDiffers,
        ),
        (
            "an outcome is missing",
            |block| drop(block.outcomes.pop()),
            BlockFault::BlockRootDiffers,
        ),
        (
            "an operation and its outcome are missing",
            |block| {
                block.operations.pop();
                block.outcomes.pop();
            },
            BlockFault::BlockRootDiffers,
        ),
        (
            "the same operation twice",
            |block| {
                block.operations[2] = block.operations[0].clone();
                block.outcomes[2] = block.outcomes[0].clone();
            },
            inadmissible(2, Rejection::Replayed),
        ),
        (
            "a signature from elsewhere",
            |block| block.operations[0] = signed(block, 0, block.operations[1].signature),
            inadmissible(0, Rejection::SignatureInvalid),
        ),
        (
            "a signature of nothing",
            |block| block.operations[2] = signed(block, 2, Signature::Ed25519([0; 64])),
            inadmissible(2, Rejection::SignatureInvalid),
        ),
        (
            "a set that does not change",
            |block| block.next_set = Some(ValidatorSet::new(vec![[1; 32]])),
            BlockFault::ValidatorsDiffer,
        ),
    ]
}

#[test]
fn every_part_of_the_body_is_checked() {
    let (story, block) = next_block();
    for (what, change, fault) in changes() {
        let mut block = block.clone();
        change(&mut block);
        assert_eq!(check(&story, &block).expect_err(what), fault, "{what}");
    }
}

#[test]
fn what_the_chain_has_is_not_built_again() {
    let mut story = Story::begin();
    story.play("ann publishes need haircut");
    let old = story
        .chain
        .blocks()
        .last()
        .expect("there are blocks")
        .clone();
    let built = build(&story, old.operations.clone());
    assert!(built.block.operations.is_empty());
    assert_eq!(built.refused.len(), 1);
    assert_eq!(built.refused[0].1, Rejection::Replayed);
    let mut replay = built.block;
    replay.operations = old.operations;
    replay.outcomes = old.outcomes;
    let fault = check(&story, &replay).expect_err("a replay");
    assert_eq!(fault, inadmissible(0, Rejection::Replayed));
}

#[test]
fn two_of_a_kind_in_one_block_are_built_once() {
    let mut story = Story::begin();
    let one = story.envelope("ann", &["publishes", "need", "haircut"]);
    let built = build(&story, vec![one.clone(), one]);
    assert_eq!(built.block.operations.len(), 1);
    assert_eq!(built.refused.len(), 1);
    check(&story, &built.block).expect("valid");
}

#[test]
fn block_time_never_goes_back() {
    let story = Story::begin();
    let head = story.chain.head();
    let built = build_block(
        head,
        story.chain.state(),
        Timestamp(0),
        Vec::<Sealed>::new(),
    );
    assert_eq!(built.block.header.time, head.time);
    check(&story, &built.block).expect("valid");
}

/// A batch of about 300 KiB.
fn large_operation(story: &mut Story) -> Envelope {
    let deed = ["publishes need haircut windows 8"; 1_500].join(" + ");
    story.envelope("ann", &deed.split(' ').collect::<Vec<_>>())
}

#[test]
fn a_block_has_room_for_a_mebibyte_of_operations() {
    let mut story = Story::begin();
    let candidates: Vec<_> = (0..5).map(|_| large_operation(&mut story)).collect();
    let built = build(&story, candidates.clone());
    let bytes = |block: &Block| -> usize {
        let sizes = block.operations.iter().map(|one| one.bytes().len());
        sizes.sum()
    };
    assert!(bytes(&built.block) <= BLOCK_OPERATION_BYTES_MAX);
    assert!(built.block.operations.len() < candidates.len());
    assert!(
        built.refused.is_empty(),
        "the others wait for the next block"
    );
    check(&story, &built.block).expect("what is built is accepted");
    let mut block = built.block;
    block.outcomes = vec![block.outcomes[0].clone(); candidates.len()];
    let network = block.header.network;
    block.operations = candidates
        .into_iter()
        .map(|one| one.seal(network))
        .collect();
    assert_eq!(
        check(&story, &block).expect_err("five"),
        BlockFault::TooLarge
    );
}

#[test]
fn an_operation_of_another_network_is_not_signed_for_this_one() {
    let mut genesis = testkit::chain::genesis_of(1);
    genesis.rule_pack.balance_cap = Some(Points(1));
    let mut elsewhere = Story::on(testkit::Chain::from_genesis(genesis));
    elsewhere.play(crate::story::CAST);
    let envelope = elsewhere.envelope("ann", &["publishes", "need", "haircut"]);
    let mut story = Story::begin();
    let verdict = story.chain.submit(envelope);
    assert_eq!(verdict, Verdict::Rejected(Rejection::SignatureInvalid));
}

#[test]
fn a_validator_set_has_one_encoding() {
    let set = ValidatorSet::new(vec![[2; 32], [1; 32], [2; 32]]);
    assert_eq!(set.keys(), [[1; 32], [2; 32]]);
    assert_eq!(ledger::decode(&ledger::encode(&set)), Some(set));
    for keys in [vec![[2_u8; 32], [1; 32]], vec![[1; 32], [1; 32]]] {
        assert_eq!(ledger::decode::<ValidatorSet>(&ledger::encode(&keys)), None);
    }
}

#[test]
fn the_registry_of_keys_says_what_the_tree_says() {
    let mut story = Story::begin();
    let mut versions = vec![story.chain.state().clone()];
    for step in [
        "clerk enrols zoe",
        "clerk enrols zoe",
        "clerk revokes-key ann",
        "bob revokes-key cat",
        "office founds shop",
    ] {
        story.step(step);
        versions.push(story.chain.state().clone());
    }
    let restored = |state: &State| {
        let leaves = state.leaves().map(|leaf| (leaf.path, leaf.value.to_vec()));
        State::restore(leaves.collect(), Vec::new()).expect("its leaves ascend")
    };
    let again: Vec<State> = versions.iter().map(restored).collect();
    let mut revoked = 0;
    for state in versions.iter().chain(&again) {
        for index in (0..40).map(KeyIndex) {
            let key = state.registered_key(index);
            assert_eq!(key, state.get(&keys::key(index)), "key {}", index.0);
            revoked += usize::from(key.is_some_and(|key| key.revoked));
        }
    }
    assert_eq!(
        revoked, 6,
        "one key, in three versions and what is made again of them"
    );
}
