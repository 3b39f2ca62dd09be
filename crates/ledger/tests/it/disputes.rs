//! W-18: contested, answered in time, decided by three residents, made good and never deleted.

use crate::story::{Story, check};
use ledger::{
    Timestamp,
    state::disputes::Calendar,
    time::{DAY_MS, start_of_china_day},
};

/// Points of a service are complained by the one who was served, before an office with a handler.
pub(crate) const FILING: &str = r"
    earned | ann disputes points back  | disputed, held bob 12 | bob 12 + 0 - 12
    earned | ann disputes points words | disputed, held bob 12
    earned | cat disputes points back  | not_your_case
    earned; wait 31d | ann disputes points back | case_too_late
    earned; ann disputes points back | bob disputes points back | case_duplicate
    earned | ann disputes points 60    | remedy_invalid
           | ann disputes points back  | transfer_unknown
           | ann disputes service 30   | exchange_unknown
    agreed | ann disputes service 30   | exchange_state_wrong
    # Anybody may complain about a person, an office, a hut, content
           | ann disputes bob          | disputed
           | ann disputes committee    | disputed
           | ann disputes zoe          | party_unknown
           | ann disputes me           | not_your_case
           | ann disputes content      | disputed
           | ann disputes content back | remedy_invalid
           | ann disputes park         | hut_unknown
    office opens-hut park | ann disputes park | disputed
    # Somebody stays hidden behind a role that may file for others
    office grants deputy to cat | cat complains bob     | disputed
    office grants deputy to cat | cat complains cat     | handler_is_side
    office grants deputy to cat | bob complains ann     | role_missing
    office grants deputy to cat; earned | cat complains points | remedy_invalid
    # Taken back while nobody has answered
    earned; ann disputes points back | ann drops-dispute | released bob 12, dropped | bob 12 + 0 - 0
    earned; ann disputes points back | bob drops-dispute | not_your_case
    earned | ann drops-dispute unknown | case_unknown
";

/// `cat` handles; the points of `bob` are complained by `ann`.
pub(crate) const ANSWERING: &str = r"
    complained | cat answers back          | answered
    complained | cat answers 60            | remedy_invalid
    complained | dan answers words         | role_missing
    complained; office grants worker to ann | ann answers back | handler_is_side
    complained; cat answers back           | cat answers words | case_state_wrong
    # Late is the office, once
    complained; wait 4d  | dan notes-late   | not_due
    complained; wait 10d | dan notes-late   | late
    complained; wait 10d; dan notes-late | dan notes-late | not_due
    complained; wait 10d | cat answers back | answered
    # With the last yes it takes effect
    complained; cat answers back                     | ann accepts-answer | answer accepted
    complained; cat answers back                     | dan accepts-answer | not_your_case
    complained; cat answers back; ann accepts-answer | ann accepts-answer | not_your_case
    complained; cat answers words; ann accepts-answer | bob accepts-answer |
        answer accepted, released bob 12, closed with words | bob 12 + 0 - 0
    complained; cat answers back; ann accepts-answer | bob accepts-answer |
        answer accepted, released bob 12, posted issuance 12 bob -12, settled, corrected,
        issuance bears 0, closed with points back | bob 0 + 0 - 0
    # What can still be taken back goes back
    served; office grants worker to cat; ann disputes points back; cat answers back;
        ann accepts-answer |
        bob accepts-answer | answer accepted, released bob 12, reversed, closed with points back |
        bob 0 + 0 - 0
    # Or with the end of the time to appeal
    complained; cat answers words; wait 4d  | dan closes-dispute | not_due
    complained; cat answers words; wait 10d | dan closes-dispute |
        released bob 12, closed with words
    # A complaint about somebody ends when that side has heard
    office grants worker to cat; ann disputes bob; cat answers words; ann accepts-answer |
        bob accepts-answer | answer accepted, closed with words
";

/// A service on which the two sides contradict each other is decided here.
pub(crate) const CONTRADICTIONS: &str = r"
    contradicted | bob disputes service 60 | disputed
    contradicted | bob disputes service 45 | remedy_invalid
    contradicted | cat disputes service 60 | not_your_case
    claimed                        | bob disputes service 60 | exchange_state_wrong
    contradicted; office grants worker to cat; bob disputes service 60;
        cat answers 30; ann accepts-answer | bob accepts-answer |
        answer accepted, posted issuance -6 bob 6, completed 30, closed with 30
    contradicted; office grants worker to cat; bob disputes service 60;
        cat answers 0; ann accepts-answer | bob accepts-answer |
        answer accepted, lapsed, closed with 0
";

#[test]
fn contradictions_follow_their_table() {
    check(CONTRADICTIONS);
}

pub(crate) const PANELS: &str = r"
    complained; cat answers words           | ann appeals | appealed
    complained; cat answers words           | bob appeals | appealed
    complained; cat answers words           | dan appeals | not_your_case
    complained; cat answers words; wait 10d | ann appeals | case_too_late
    complained; cat answers words; ann accepts-answer | ann appeals | not_your_case
    complained                              | ann appeals | not_due
    complained; wait 10d                    | ann appeals | appealed
    complained; cat answers words; ann appeals | bob appeals | case_state_wrong
    complained                              | ann appeals unknown | case_unknown
    # Who may sit
                    | ann joins-pool       | ann may judge
    ann joins-pool  | ann joins-pool       | panel_pool_unchanged
                    | phil joins-pool      | level_too_low
                    | committee joins-pool | not_a_person
                    | ann leaves-pool      | panel_pool_unchanged
    ann joins-pool; bob joins-pool; ann leaves-pool | bob leaves-pool | bob judges no more
    # Three are drawn: no side, not the handler, no neighbour of a side
    appealed                                | dan draws-panel | panel_pool_too_small
    appealed; judges                        | dan draws-panel | 3 drawn
    appealed; zoe joins-pool; yan joins-pool; ann joins-pool; bob joins-pool; cat joins-pool |
        dan draws-panel | panel_pool_too_small
    appealed; ann joins-pool house h1; zoe joins-pool house h1; yan joins-pool; max joins-pool |
        dan draws-panel | panel_pool_too_small
    appealed; ann joins-pool house h1; zoe joins-pool house h2; yan joins-pool; max joins-pool |
        dan draws-panel | 3 drawn
    appealed; judges; dan draws-panel       | dan draws-panel | case_state_wrong
    # A seat that becomes free is drawn again
    appealed; judges; dan draws-panel | zoe recuses | zoe recused
    appealed; judges; dan draws-panel | ann recuses | not_on_panel
    appealed; judges; dan draws-panel; zoe recuses | dan draws-panel | panel_pool_too_small
    appealed; judges; dan draws-panel; zoe recuses; liu joins-pool | dan draws-panel | 1 drawn
    # Two equal votes decide
    appealed; judges; dan draws-panel | zoe votes claim | zoe voted
    appealed; judges; dan draws-panel | ann votes claim | not_on_panel
    appealed; judges; dan draws-panel; zoe votes claim | zoe votes claim | not_on_panel
    appealed; judges; dan draws-panel; zoe votes claim; yan votes answer | max votes answer |
        max voted, released bob 12, closed with words | bob 12 + 0 - 0
    appealed; judges; dan draws-panel; zoe votes claim | yan votes answer | yan voted
    appealed; judges; dan draws-panel; zoe votes claim | zoe recuses | not_on_panel
";

pub(crate) const CALENDARS: &str = r"
    two-heads | ann publishes-calendar free 20781 | second_person_missing
    two-heads; ann proposes publishes-calendar free 20781 worked 20785 | bob approves ann |
        approved for ann, calendar published
    two-heads; ann proposes publishes-calendar free 20785 | bob approves ann | calendar_invalid
    two-heads; ann proposes publishes-calendar free 20782,20781 | bob approves ann |
        calendar_invalid
    two-heads; ann proposes publishes-calendar worked 20781 | bob approves ann | calendar_invalid
    | cat publishes-calendar free 20781 | role_missing
";

pub(crate) const TAKEDOWNS: &str = r"
    two-heads | ann takes-down cat | second_person_missing
    two-heads | dan takes-down cat | role_missing
    two-heads; ann proposes takes-down cat | bob approves ann | approved for ann, taken down
    two-heads; ann proposes takes-down zoe | bob approves ann | party_unknown
    removed; ann proposes takes-down cat   | bob approves ann | taken_down_already
    # Whoever published it asks once; somebody else decides
    removed                       | cat appeals-takedown | takedown appealed
    removed                       | dan appeals-takedown | not_your_case
    removed; cat appeals-takedown | cat appeals-takedown | appeal_used
                                  | cat appeals-takedown | not_taken_down
    removed; office grants leader to zoe | zoe restores | restored
    removed                              | ann restores | handler_is_side
    removed                              | bob restores | handler_is_side
    removed                              | dan restores | role_missing
    removed; office grants leader to zoe; zoe restores | zoe restores | not_taken_down
    removed; office grants leader to zoe; zoe restores; ann proposes takes-down cat |
        bob approves ann | approved for ann, taken down
";

#[test]
fn takedowns_follow_their_table() {
    check(TAKEDOWNS);
}

#[test]
fn filing_follows_its_table() {
    check(FILING);
}

#[test]
fn answering_follows_its_table() {
    check(ANSWERING);
}

#[test]
fn panels_follow_their_table() {
    check(PANELS);
}

#[test]
fn calendars_follow_their_table() {
    check(CALENDARS);
}

#[test]
fn five_working_days_pass_over_weekends_and_holidays() {
    // 2026-11-24 is a Tuesday.
    let noon = Timestamp(start_of_china_day(20_781).0 + DAY_MS / 2);
    let end_of = |day: u32| start_of_china_day(day + 1).minus_ms(1);
    let usual = Calendar::default();
    assert_eq!(usual.after(noon, 5), end_of(20_788));
    let holiday = Calendar {
        free: vec![20_787, 20_788],
        worked: vec![20_785],
    };
    assert_eq!(holiday.after(noon, 5), end_of(20_789));
    assert_eq!(usual.after(noon, 15), end_of(20_802));
}

#[test]
fn the_same_chain_draws_the_same_panel() {
    let drawn = || {
        let mut story = Story::begin();
        story.play("appealed; judges; liu joins-pool");
        let verdict = story.step("dan draws-panel");
        format!("{verdict:?}")
    };
    assert_eq!(drawn(), drawn());
}
