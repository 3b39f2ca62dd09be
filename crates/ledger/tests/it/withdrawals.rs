//! Whatever a resident commits to can be taken back for ten minutes: every action stands on one of
//! the lists below, and each commitment is made, left for ten minutes, and undone.

use crate::story::{Story, cases};
use ledger::{Action, Verdict};
use std::collections::BTreeSet;

/// The commitment; the steps, of which the last commits; and what undoes it ten minutes later.
const COMMITMENTS: &str = r"
    publish_listing | ann publishes need haircut                      | ann closes ann
    request_exchange | asked                                          | bob withdraws ann
    accept_exchange | agreed                                          | ann cancels bob
    confirm_service | served                                          | ann unconfirms bob
    report_no_show  | missed                                          | ann withdraws-no-show bob
    accept_invitation | invited; ann says-yes bob                     | ann unsays-yes bob
    propose_time    | later; bob suggests ann 60m in 2d               | bob drops-time ann
    agree_time | later; bob suggests ann 60m in 2d; ann takes-time bob 60m in 2d |
        ann restores-time bob
    open_check_in   | agreed; ann shows-code bob                      | ann unchecks bob
    repeat_code     | agreed; ann shows-code bob; bob repeats-code ann | bob unchecks ann
    finish_service  | met; wait 20m; ann finishes bob                 | ann unchecks bob
    contest_service | contradicted                                    | ann uncontests bob
    answer_no_show  | missed; bob answers-no-show ann                 | bob uncontests ann
    commit_rating   | served; ann rates bob 5                         | ann unrates bob
    reply_to_rating | opened; bob replies ann                         | bob unreplies ann
    donate_points   | earned; bob donates 3                           | bob undonates
    offer_gift      | earned; bob names cat; bob offers-gift cat 3    | bob ungives
    accept_gift | earned; bob names cat; bob offers-gift cat 3; cat takes-gift | cat refuses-gift
    contribute_points | earned; bob houses cat; bob shares 3          | bob undonates
    name_beneficiary | bob names cat                                  | bob names nobody
    register_household | bob houses cat                               | bob moves-out
    join_household  | bob houses cat; cat moves-in                    | cat moves-out
    list_item       | ann lists drill                                 | ann recalls
    resume_item     | ann lists drill; ann pauses; ann resumes        | ann pauses
    give_item       | ann lists drill; ann gives bob                  | ann gives nobody of ann
    reserve_item    | reserved                                        | bob cancels-loan bob
    approve_loan | ann lists drill on-request; bob reserves ann; ann approves-loan bob |
        ann cancels-loan bob
    hand_over_item  | reserved; ann hands-over bob                    | ann unsays bob
    return_item     | lent; bob returns bob                           | bob unsays bob
    report_loss     | lent; bob loses bob                             | bob unreports bob
    report_missed_pickup | reserved; ann misses bob                   | ann unreports bob
    propose_extension | lent; bob extends bob by 2                    | bob extends bob by 1
    plan_activity   | ann plans tai-chi                               | ann calls-off ann
    sign_up         | tai-chi; ann signs-up committee                 | ann gives-up committee
    join_panel_pool | ann joins-pool                                  | ann leaves-pool
    file_dispute    | earned; ann disputes points back                | ann drops-dispute
    accept_membership | committee invites ann; ann joins committee    | ann leaves us of committee
    reserve_redemption | earned; committee sponsors service 5; bob redeems | bob unredeems
    register_key    | clerk adds-key zoe for ann | ann revokes-key ann
";

/// Says no, takes back or ends something of one's own: nobody is bound by it.
const UNDOING: &[&str] = &[
    "close_listing",
    "decline_exchange",
    "withdraw_request",
    "cancel_exchange",
    "withdraw_confirmation",
    "withdraw_no_show",
    "withdraw_answer",
    "drop_time",
    "restore_time",
    "withdraw_check_in",
    "withdraw_contest",
    "stop_exchange",
    "withdraw_rating",
    "withdraw_reply",
    "withdraw_donation",
    "decline_gift",
    "withdraw_gift",
    "leave_household",
    "pause_item",
    "recall_item",
    "decline_loan",
    "withdraw_loan_request",
    "cancel_loan",
    "withdraw_loan_statement",
    "withdraw_loan_report",
    "leave_activity",
    "cancel_activity",
    "leave_panel_pool",
    "recuse_from_panel",
    "withdraw_dispute",
    "end_membership",
    "cancel_redemption",
    "withdraw_consumption",
    "withdraw_attestation",
    "withdraw_proposal",
    "withdraw_award",
    "revoke_key",
    "withdraw_change",
    "close_entry",
];

/// States that something is due; anyone may, and it binds nobody to anything new.
const DUE: &[&str] = &[
    "expire_exchange",
    "end_silence",
    "settle_transfer",
    "expire_gift",
    "pass_on_points",
    "announce_expiry",
    "expire_points",
    "expire_loan",
    "mark_overdue",
    "close_loan",
    "lapse_activity",
    "note_late_answer",
    "close_dispute",
    "draw_panel",
    "open_rating",
    "end_rating",
    "expire_redemption",
    "admit_queued",
    "expire_attestation",
    "end_commitments",
    "expire_proposal",
    "merge_statements",
];

/// Done by offices, organisations, keepers, organisers and workers as such; each has its own
/// counterpart, a second person or a case.
const OFFICIAL: &[&str] = &[
    "register_organisation",
    "register_person",
    "grant_role",
    "revoke_role",
    "register_hut",
    "attest_licence",
    "revoke_licence",
    "invite_to_exchange",
    "witness_service",
    "record_match_round",
    "advance_clock",
    "propose_action",
    "approve_action",
    "file_hidden_complaint",
    "answer_dispute",
    "publish_calendar",
    "take_down_content",
    "restore_content",
    "suspend_party",
    "lift_suspension",
    "close_organisation",
    "invite_member",
    "attest_fact",
    "mediate_loan",
    "begin_shift",
    "end_shift",
    "open_hut",
    "close_hut",
    "deposit_item",
    "withdraw_item",
    "send_item",
    "receive_item",
    "take_stock",
    "find_item",
    "register_kiosk",
    "revoke_kiosk",
    "file_papers",
    "open_sign_up",
    "check_in_people",
    "mark_absent",
    "correct_attendance",
    "hold_activity",
    "report_activity",
    "award_points",
    "adopt_rule_pack",
    "record_standing",
    "fund_reserve",
    "grant_points",
    "close_account",
    "publish_entry",
    "consume_redemption",
    "claim_seat",
    "propose_membership",
    "propose_upgrade",
    "approve_change",
];

/// Neither binds for the future nor takes anything: with the reason.
const EXCUSED: &[(&str, &str)] = &[
    ("change_item", "the next change undoes it"),
    (
        "take_item",
        "the thing is in hand; whoever regrets gives it back",
    ),
    (
        "inspect_return",
        "says how a thing looks; a worker decides about damage, and no is no debt",
    ),
    (
        "accept_extension",
        "a longer loan is shortened by bringing the thing back",
    ),
    (
        "contest_statement",
        "a worker decides, and may say that the entry stands",
    ),
    ("invite_to_household", "whoever is asked decides"),
    ("check_in", "says that one is there"),
    (
        "report_incident",
        "a report for safety is never taken back, only added to",
    ),
    (
        "confirm_session",
        "the points for a session are taken back by withdraw_award",
    ),
    ("accept_answer", "ends one's own case"),
    ("appeal_answer", "the case is withdrawn as a whole"),
    (
        "vote_on_panel",
        "a judge's vote is sealed with the others; who doubts recuses before",
    ),
    ("appeal_takedown", "asks for a second look"),
    (
        "donate_honour",
        "honour cannot be spent, and is not given back",
    ),
    (
        "erase_person",
        "the right to leave at once; the same papers may enrol again",
    ),
];

/// The lines of the table, each in its columns.
fn lines() -> Vec<Vec<String>> {
    let cases = cases(COMMITMENTS).into_iter();
    let columns = cases.map(|line| line.split('|').map(|one| one.trim().to_owned()).collect());
    columns.collect()
}

#[test]
fn every_action_is_a_commitment_or_says_why_not() {
    let lines = lines();
    let commitments = lines.iter().map(|line| line[0].as_str());
    let excused = EXCUSED.iter().map(|(name, _)| *name);
    let listed = [UNDOING, DUE, OFFICIAL].into_iter().flatten().copied();
    let mut seen = BTreeSet::new();
    for name in commitments.chain(excused).chain(listed) {
        assert!(seen.insert(name), "{name} stands on two lists");
    }
    let all: BTreeSet<&str> = Action::NAMES.iter().copied().flatten().copied().collect();
    assert_eq!(
        seen.difference(&all).collect::<Vec<_>>(),
        [&""; 0],
        "unknown"
    );
    assert_eq!(
        all.difference(&seen).collect::<Vec<_>>(),
        [&""; 0],
        "forgotten"
    );
}

#[test]
fn every_commitment_is_taken_back_after_ten_minutes() {
    let mut wrong = Vec::new();
    for line in lines() {
        let [name, steps, back] = line.as_slice() else {
            panic!("not a line: {line:?}");
        };
        let mut story = Story::begin();
        story.play(steps);
        let last = story
            .last
            .as_ref()
            .map(|envelope| envelope.intent.operation.clone());
        let did = last.is_some_and(|last| last.actions().iter().any(|one| one.name() == name));
        story.play("wait 10m");
        match story.step(back) {
            Verdict::Applied(_) if did => {}
            Verdict::Applied(_) => wrong.push(format!("{name}: the steps do not end in it")),
            Verdict::Rejected(why) => wrong.push(format!("{name}: {}", why.code())),
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}
