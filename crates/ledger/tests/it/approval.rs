//! What concerns people or points needs two persons.

use crate::story::{Story, check};
use ledger::{
    Action, Verdict,
    operation::approval::{Payload, WithdrawProposal},
};

pub(crate) const TABLE: &str = r"
    # Two administrators give the holder of a role a new key
    two-heads; office grants worker to cat | ann proposes adds-key zoe for cat | proposed
    two-heads; office grants worker to cat; ann proposes adds-key zoe for cat | bob approves ann |
        approved for ann, cat has another key
    two-heads; office grants worker to cat | ann adds-key zoe for cat | second_person_missing
    two-heads | ann proposes adds-key zoe for committee | proposed
    # Never the same person twice
    two-heads; ann proposes adds-key zoe for committee | ann approves ann | second_person_is_first
    # Nor somebody who could not do it, nor an office's own key
    two-heads; ann proposes adds-key zoe for committee | cat approves ann    | role_missing
    two-heads; ann proposes adds-key zoe for committee | office approves ann | not_a_person
    two-heads                                          | cat proposes adds-key zoe for committee |
        role_missing
                                                  | office proposes adds-key zoe for committee |
        not_a_person
    # Word for word what was proposed
    two-heads; ann proposes adds-key zoe for committee |
        bob approves ann as adds-key yan for committee | proposal_differs
    # Once
    two-heads; ann proposes adds-key zoe for committee; bob approves ann | bob approves ann |
        proposal_closed
    two-heads | bob approves nobody | proposal_unknown
    # In time
    two-heads; ann proposes adds-key zoe for committee until 1h; wait 1h | bob approves ann |
        approved for ann, committee has another key
    two-heads; ann proposes adds-key zoe for committee until 1h; wait 61m | bob approves ann |
        proposal_overdue
    two-heads | ann proposes adds-key zoe for committee until 0d  | expiry_invalid
    two-heads | ann proposes adds-key zoe for committee until 15d | expiry_invalid
    two-heads; ann proposes adds-key zoe for committee until 1h; wait 61m | cat ends-proposal ann |
        proposal over
    two-heads; ann proposes adds-key zoe for committee until 1h; wait 1h | cat ends-proposal ann |
        not_due
    two-heads; ann proposes adds-key zoe for committee until 1h; wait 61m; cat ends-proposal ann |
        bob approves ann | proposal_closed
    # Taken back by whoever proposed it
    two-heads; ann proposes adds-key zoe for committee | ann takes-back     | taken back
    two-heads; ann proposes adds-key zoe for committee | bob takes-back ann | proposal_of_another
    two-heads; ann proposes adds-key zoe for committee; ann takes-back | bob approves ann |
        proposal_closed
    # When the world has changed, the action's own rule says so, and the proposal stays open
    two-heads; ann proposes adds-key zoe for committee;
        office revokes administrator from ann in district | bob approves ann | role_missing
    two-heads; ann proposes adds-key zoe for committee; cat adds-key zoe | bob approves ann |
        key_taken
    # What one person may do needs no proposal
    two-heads | ann proposes adds-key zoe for cat   | second_person_needless
    two-heads | ann proposes publishes need haircut | second_person_needless
    two-heads | ann proposes closes                 | second_person_needless
    two-heads | ann proposes accepts bob            | second_person_needless
    two-heads | ann proposes donates 1              | second_person_needless
    two-heads | ann proposes advances 1h            | second_person_needless
    two-heads | ann proposes records-round before   | second_person_needless
";

#[test]
fn approvals_follow_their_table() {
    check(TABLE);
}

#[test]
fn a_refused_approval_leaves_the_proposal_open() {
    let mut story = Story::begin();
    story.play("two-heads; ann proposes adds-key zoe for committee");
    story.play("office revokes administrator from ann in district");
    assert!(matches!(
        story.step("bob approves ann"),
        Verdict::Rejected(_)
    ));
    story.play("office grants administrator to ann in district; bob approves ann");
}

#[test]
fn a_proposal_within_a_proposal_does_not_decode() {
    let withdraw = Action::from(WithdrawProposal {
        proposal: ledger::ProposalId::default(),
    });
    assert_eq!(Payload::new(withdraw.clone()), None);
    let nested = ledger::encode(&withdraw);
    assert_eq!(ledger::decode::<Action>(&nested), Some(withdraw));
    assert_eq!(ledger::decode::<Payload>(&nested), None);
    // As deep as an envelope is long, the decoder stops at the first level.
    let deep = [6, 0].repeat(150_000);
    assert_eq!(ledger::decode::<Action>(&deep), None);
}
