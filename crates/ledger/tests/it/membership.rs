//! The network's own affairs: who claims a server, who decides with how many voices, and when it
//! takes effect.

use crate::story::{Story, check_on, network::server};
use ledger::{
    BlockFault, Rejection, ValidatorSet, Verdict,
    block::{Signatures, check_block, check_block_by, ends_epoch},
    state::keys,
};
use std::collections::BTreeSet;
use testkit::{Chain, chain::genesis_of};

const EPOCH_BLOCKS: u64 = 8;

/// Four servers of four organisations, and two organisations without one.
pub(crate) fn network() -> Story {
    let mut genesis = genesis_of(1);
    let servers = ["alpha", "beta", "gamma", "delta"].map(|name| server(name).0);
    genesis.validators = ValidatorSet::new(servers.to_vec());
    genesis.epoch_blocks = EPOCH_BLOCKS;
    let mut story = Story::on(Chain::from_genesis(genesis));
    story.play(
        "office founds committee; office founds shop; office founds guild; office founds choir; \
         office founds clinic; office enrols ann; office claims alpha; committee claims beta; \
         shop claims gamma; guild claims delta",
    );
    story
}

pub(crate) const SEATS: &str = r"
                     | office claims alpha            | office claimed
                     | office claims beta             | seat_taken
                     | office claims alpha for choir  | seat_taken
                     | choir claims alpha             | seat_taken
                     | choir claims epsilon           | validator_unknown
                     | office claims alpha forged     | seat_proof_invalid
                     | office claims alpha nowhere    | seat_address_invalid
                     | ann claims alpha               | organisation_needed
";

pub(crate) const CHANGES: &str = r"
    # Three of four are more than two thirds
 | office calls-for add epsilon for choir | proposed
    office calls-for add epsilon for choir            | committee agrees | committee approved
    office calls-for add epsilon for choir; committee agrees | shop agrees |
        shop approved, servers change
    # Rotation is one change; so is a leave
    shop calls-for add zeta remove gamma; office agrees | guild agrees |
        guild approved, servers change
    office calls-for remove delta; shop agrees      | committee agrees |
        committee approved, servers change
    # Five servers need four voices; the newcomer's counts at once
    office calls-for add epsilon for choir; committee agrees; shop agrees;
        office calls-for remove delta; committee agrees; shop agrees | choir agrees |
        choir approved, servers change
    office calls-for add epsilon for choir; committee agrees; shop agrees;
        office calls-for remove delta; committee agrees | shop agrees | shop approved
    # Who left has no voice
    office calls-for remove delta; committee agrees; shop agrees | guild calls-for remove alpha |
        seat_missing
    office calls-for remove delta                     | office agrees | approval_duplicate
    office calls-for remove delta                     | choir agrees  | seat_missing
    office calls-for remove delta                     | ann agrees    | seat_missing
                                                     | office agrees | change_unknown
    office calls-for remove delta; wait 31d           | shop agrees   | change_closed
    office calls-for remove delta; office drops-call  | shop agrees   | change_closed
    office calls-for remove delta                     | office drops-call | withdrawn
    office calls-for remove delta                     | shop drops-call | change_of_another_party
    office calls-for remove delta; office drops-call  | office drops-call | change_closed
                                                     | office drops-call | change_unknown
    # What cannot be
 | office calls-for | change_empty
 | choir calls-for add epsilon | seat_missing
 | office calls-for remove epsilon | validator_unknown
                                                     | office calls-for add beta       | seat_taken
                                                     | office calls-for add epsilon    | seat_taken
 | office calls-for add epsilon for choir forged |
        seat_proof_invalid
                                                     | office calls-for add epsilon for ann |
        organisation_needed
    # A proposal that another one has overtaken cannot be decided any more
    office calls-for remove delta; shop calls-for remove delta; committee agrees 0;
        shop agrees 0; committee agrees 1        | office agrees 1 | validator_unknown
";

pub(crate) const UPGRADES: &str = r"
                                                     | office calls-for-rules 2 in 9 | proposed
    office calls-for-rules 2 in 9; shop agrees      | guild agrees | guild approved, rules 2 due
 | office calls-for-rules 3 in 9 | upgrade_version_invalid
 | office calls-for-rules 1 in 9 | upgrade_version_invalid
 | office calls-for-rules 2 in 1 | upgrade_height_invalid
    office calls-for-rules 2 in 9; shop agrees; guild agrees | office calls-for-rules 2 in 20 |
        upgrade_height_invalid
    office calls-for-rules 2 in 3; shop agrees; wait 1s; office claims alpha | guild agrees |
        upgrade_height_invalid
";

#[test]
fn seats_follow_their_table() {
    check_on(&network(), SEATS);
}

#[test]
fn changes_follow_their_table() {
    check_on(&network(), CHANGES);
}

#[test]
fn upgrades_follow_their_table() {
    check_on(&network(), UPGRADES);
}

/// A network of 64 servers takes no other.
pub(crate) fn rejected_beyond_64() -> BTreeSet<Rejection> {
    let mut genesis = genesis_of(1);
    let servers = (0..64).map(|number| server(&number.to_string()).0);
    genesis.validators = ValidatorSet::new(servers.collect());
    let mut story = Story::on(Chain::from_genesis(genesis));
    story.play("office founds committee; office claims 0");
    let verdict = story.step("office calls-for add epsilon for committee");
    assert_eq!(verdict, Verdict::Rejected(Rejection::SetSizeInvalid));
    BTreeSet::from([Rejection::SetSizeInvalid])
}

#[test]
fn a_single_office_decides_alone_and_keeps_itself() {
    let mut genesis = genesis_of(1);
    genesis.validators = ValidatorSet::new(vec![server("alpha").0]);
    let mut story = Story::on(Chain::from_genesis(genesis));
    story.play("office founds committee; office claims alpha");
    let gone = story.step("office calls-for remove alpha");
    assert_eq!(gone, Verdict::Rejected(Rejection::SetSizeInvalid));
    story.play("office calls-for add beta for committee");
    let next = story.chain.state().get(&keys::next_validators()).unwrap();
    assert_eq!(next.keys().len(), 2);
}

/// Plays until the newest block is the last of its epoch.
fn play_to_the_end_of_the_epoch(story: &mut Story) {
    while !ends_epoch(EPOCH_BLOCKS, story.chain.head().height) {
        story.play("office claims alpha");
    }
}

#[test]
fn a_change_takes_effect_with_the_next_epoch_and_not_before() {
    let mut story = network();
    play_to_the_end_of_the_epoch(&mut story);
    story.play("office claims alpha");
    let old = story.chain.state().get(&keys::validators()).unwrap();
    story.play("office calls-for add epsilon for choir; committee agrees; shop agrees");
    let next = story.chain.state().get(&keys::next_validators()).unwrap();
    let head = story.chain.head().clone();
    assert_eq!(
        (head.validators, head.next_validators),
        (old.hash(), next.hash())
    );
    assert!(story.chain.block(head.height).unwrap().next_set.is_none());
    play_to_the_end_of_the_epoch(&mut story);
    let last = story.chain.block(story.chain.head().height).unwrap();
    assert_eq!(last.header.validators, old.hash());
    assert_eq!(
        last.next_set,
        Some(next.clone()),
        "the last block carries the next set"
    );
    story.play("office claims alpha");
    let first = story.chain.head();
    assert_eq!(
        (first.validators, first.next_validators),
        (next.hash(), next.hash())
    );
    assert_eq!(story.chain.state().get(&keys::validators()), Some(next));
}

#[test]
fn a_block_with_other_validators_than_the_rules_give_is_refused() {
    let mut story = network();
    story.play("office calls-for add epsilon for choir; committee agrees");
    let (parent, state) = (story.chain.head().clone(), story.chain.state().clone());
    story.play("shop agrees");
    let block = story.chain.block(parent.height + 1).unwrap().clone();
    assert!(check_block(&parent, &state, &block, Signatures::Check).is_ok());
    let mut quiet = block;
    quiet.header.next_validators = quiet.header.validators;
    let fault = check_block(&parent, &state, &quiet, Signatures::Check).unwrap_err();
    assert_eq!(fault, BlockFault::ValidatorsDiffer);
}

#[test]
fn rules_that_this_program_does_not_know_stop_it_at_their_height() {
    let mut story = network();
    story.play("office calls-for-rules 2 in 4; shop agrees; guild agrees");
    let due = story.chain.state().get(&keys::upgrade()).unwrap();
    assert_eq!((due.from, due.version), (1, 2));
    assert_eq!(story.chain.state().rules_version_at(due.height - 1), 1);
    let (parent, state) = (story.chain.head().clone(), story.chain.state().clone());
    assert_eq!(parent.height + 1, due.height);
    let none = Vec::<ledger::Sealed>::new();
    let block = ledger::build_block(&parent, &state, story.now(), none).block;
    assert_eq!(block.header.rules_version, 2);
    let fault = check_block(&parent, &state, &block, Signatures::Check).unwrap_err();
    assert!(fault.to_string().contains("install the release"), "{fault}");
    let known = 2;
    assert!(check_block_by(&parent, &state, &block, Signatures::Check, known).is_ok());
    let mut old = block;
    old.header.rules_version = 1;
    let fault = check_block_by(&parent, &state, &old, Signatures::Check, known).unwrap_err();
    assert_eq!(
        fault,
        BlockFault::NotAChild,
        "nobody stays with the old rules by stealth"
    );
}
