//! What the ledger asks of every signed operation before it looks at what is asked for.

use crate::story::check;

pub(crate) const TABLE: &str = r"
    # How long an operation is valid
    | ann publishes need haircut (valid until 1 ago) | expired
    | ann publishes need haircut (valid until 0 ago) | published
    | ann publishes need haircut (valid for 10m) | published
    | ann publishes need haircut (valid for 600001) | valid_for_too_long
    # Each operation happens once, whatever became of it
    ann publishes need haircut           | again | replayed
    ann publishes need haircut; wait 59s | again | replayed
    ann publishes need haircut; wait 61s | again | expired
    # Who signs
                          | ann publishes need haircut (altered after signing) | signature_invalid
                          | ann publishes need haircut (in the name of bob) | signature_invalid
                          | ann publishes need haircut (key of bob) | key_of_another_party
                          | ann publishes need haircut (unregistered key) | key_unknown
    ann revokes-key ann   | ann publishes need haircut           | key_revoked
    clerk revokes-key ann | ann publishes need haircut           | key_revoked
    # How large an operation may be
    | ann publishes need haircut windows 8 | published
    | ann publishes need haircut windows 300 | oversized
    | ann publishes need haircut (empty batch) | batch_size_invalid
    | ann donates 3 (batch of 5000)        | batch_size_invalid
    | ann publishes need haircut windows 8 (batch of 5000) | oversized
    # A batch happens together or not at all
    | clerk enrols zoe + enrols yan        | zoe enrolled, yan enrolled
    | clerk enrols zoe + enrols yan papers zoe | person_already_enrolled
";

#[test]
fn every_operation_is_admitted_by_the_same_rules() {
    check(TABLE);
}

#[test]
fn a_rejected_batch_leaves_nothing_behind() {
    let mut story = crate::story::Story::begin();
    let (head, state) = (story.chain.head(), story.chain.state());
    let nothing = ledger::build_block(head, state, story.now(), Vec::<ledger::Sealed>::new());
    story.step("clerk enrols zoe + enrols yan papers zoe");
    assert_eq!(story.chain.state().root(), nothing.state.root());
    story.play("clerk enrols zoe");
}

#[test]
fn a_rejected_operation_cannot_be_sent_again() {
    let mut story = crate::story::Story::begin();
    story.step("ann asks bob");
    let again = story.step("again");
    assert_eq!(
        again,
        ledger::Verdict::Rejected(ledger::Rejection::Replayed)
    );
}
