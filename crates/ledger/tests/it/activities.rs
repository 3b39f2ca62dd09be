//! W-05: activities and group sessions, from the plan to the points for all.

use crate::story::check;

pub(crate) const PLANS: &str = r"
    # Who, where, what and when
    | ann plans tai-chi                      | activity planned
    | ann plans phone-lessons                | activity planned
    | phil plans tai-chi                     | level_too_low
    | ann plans tai-chi for hillside         | area_invalid
    | committee plans tai-chi for hillside   | area_invalid
    | office plans tai-chi for hillside      | activity planned
    | ann plans drill                        | category_does_not_fit
    | ann plans time-travel                  | category_unknown
    | ann plans tai-chi places 0             | capacity_invalid
    | ann plans tai-chi places 5001          | capacity_invalid
    | ann plans tai-chi minutes 45           | minutes_invalid
    | ann plans tai-chi minutes 720          | activity planned
    | ann plans tai-chi minutes 750          | minutes_invalid
    | ann plans tai-chi in 0s                | start_invalid
    | ann plans tai-chi in 183d              | activity planned
    | ann plans tai-chi in 184d              | start_invalid
    | ann plans tai-chi content 0            | content_invalid
    | ann plans tai-chi hut park             | hut_unknown
    # Points for all come from an organisation or a worker, within the tariff
    | ann plans tai-chi points 1             | role_missing
    | committee plans tai-chi points 10      | activity planned
    | committee plans tai-chi points 10.1    | amount_invalid
    | committee plans tai-chi points -1      | amount_invalid
    office grants worker to ann | ann plans tai-chi points 1 | activity planned
    # No sign-up without the papers that it needs
    ann plans tai-chi | ann opens-list | sign up opened
    ann plans tai-chi risky | ann opens-list | insurance_missing
    ann plans tai-chi risky insured 24h | ann opens-list | insurance_missing
    ann plans tai-chi risky insured 25h | ann opens-list | sign up opened
    ann plans tai-chi licensed | ann opens-list | licence_missing
    ann plans tai-chi licensed licence | ann opens-list | sign up opened
    ann plans tai-chi risky; ann files insured 2d | ann opens-list | sign up opened
    ann plans tai-chi risky insured 2d; ann opens-list | ann files licence | insurance_missing
    ann plans tai-chi | ann files licence | papers filed
    ann plans tai-chi | bob files licence at ann | not_your_activity
    ann plans tai-chi | bob opens-list at ann | not_your_activity
                      | ann opens-list | activity_unknown
    ann plans tai-chi; ann opens-list | ann opens-list | activity_state_wrong
    ann plans tai-chi; wait 1d | ann opens-list | sign_up_closed
";

pub(crate) const PLACES: &str = r"
    # Places, and the list of those who wait
    tai-chi | ann signs-up committee | signed up ann
    tai-chi | phil signs-up committee | level_too_low
    tai-chi | committee signs-up committee | self_service
            | ann signs-up committee | activity_unknown
    committee plans tai-chi | ann signs-up committee | sign_up_closed
    tai-chi; wait 1d | ann signs-up committee | sign_up_closed
    tai-chi; ann signs-up committee | ann signs-up committee | sign_up_duplicate
    tai-chi; ann signs-up committee; ann gives-up committee | ann signs-up committee | signed up ann
    full | dan signs-up committee | signed up dan waits
    full; dan signs-up committee | dan signs-up committee | sign_up_duplicate
    # A hundred wait; the next is told that there is no place
    full; a-hundred-wait | dan signs-up committee | activity_full
    # Whoever waits longest gets the place
    full; cat signs-up committee; dan signs-up committee | ann gives-up committee |
        activity left ann, waitlist promoted cat
    full; cat signs-up committee; dan signs-up committee; cat gives-up committee |
        ann gives-up committee | activity left ann, waitlist promoted dan
    full; cat signs-up committee | cat gives-up committee | activity left cat
    tai-chi | ann gives-up committee | not_signed_up
    # Late within two hours, but not ten minutes after taking the place
    tai-chi; ann signs-up committee; wait 22h | ann gives-up committee | activity left ann
    tai-chi; ann signs-up committee; wait 79201s | ann gives-up committee | activity left ann late
    tai-chi; wait 23h; ann signs-up committee; wait 10m | ann gives-up committee | activity left ann
    tai-chi; wait 23h; ann signs-up committee; wait 601s | ann gives-up committee |
        activity left ann late
    tai-chi; ann signs-up committee; wait 1d | ann gives-up committee | sign_up_closed
    # Minors: only where they are admitted, with a guardian's consent; a child's covers its data
    tai-chi | ann signs-up committee youth consent | minors_not_admitted
    for-all | ann signs-up committee youth | guardian_consent_missing
    for-all | ann signs-up committee youth consent | signed up ann
    for-all | ann signs-up committee child consent | guardian_consent_missing
    for-all | ann signs-up committee child full-consent | signed up ann
    for-all | ann signs-up committee | signed up ann
    # Called off
    full | committee calls-off committee rain | activity cancelled
    full | ann calls-off committee few | not_your_activity
    full; office grants worker to cat | cat calls-off committee unsafe | activity cancelled
    full; committee calls-off committee | ann gives-up committee | activity_state_wrong
    full; committee calls-off committee | committee calls-off committee | activity_state_wrong
";

pub(crate) const COMING: &str = r"
    # The code on the screen, good for its five minutes and the next
    full; wait 1d; committee grants volunteer to dan at-activity committee |
        dan checks bob at committee | people checked in
    full; wait 1d; committee grants volunteer to dan at-activity committee;
        committee revokes volunteer from dan at-activity committee | dan checks bob at committee |
        not_your_activity
    full; wait 1d | ann checks-in committee | checked in ann
    full; wait 1410m | ann checks-in committee | checked in ann
    full; wait 84599s | ann checks-in committee | not_due
    full; wait 1530m | ann checks-in committee | not_due
    full; wait 1d | ann checks-in committee late 1 | checked in ann
    full; wait 1d | ann checks-in committee late 2 | code_invalid
    full; wait 1d | ann checks-in committee next | code_invalid
    full; wait 1410m | ann checks-in committee late 1 | code_invalid
    full; wait 1d | cat checks-in committee | not_signed_up
    full; wait 1d; ann checks-in committee | ann checks-in committee | not_signed_up
    # The organiser, the keeper or a worker checks in for those without a phone
    full; wait 1d | committee checks ann,bob | people checked in
    full; wait 1d | committee checks ann,ann | list_invalid
    full; wait 1d | committee checks nobody | list_invalid
    full; wait 1d | committee checks everybody | list_invalid
    full; wait 1d | committee checks cat | not_signed_up
    full | committee checks ann | not_due
    full; wait 1d | ann checks ann at committee | not_your_activity
    full; wait 1d; office grants worker to cat | cat checks ann at committee | people checked in
    kept; committee plans tai-chi hut park; committee opens-list; ann signs-up committee; wait 1d |
        cat checks ann at committee | people checked in
    # Held, after its end
    full; wait 1500m | committee holds | activity held 0
    full; wait 1499m | committee holds | not_due
    full; wait 1500m | ann holds at committee | not_your_activity
    came | committee holds | activity held 2
    # Who did not come; and ten minutes to think again
    full; wait 1500m; committee holds | committee misses-people ann | people absent
    full; wait 1500m | committee misses-people ann | activity_state_wrong
    held | committee misses-people ann | not_signed_up
    full; wait 1500m; committee holds; committee misses-people ann; wait 10m |
        committee corrects ann | attendance corrected
    full; wait 1500m; committee holds; committee misses-people ann; wait 601s |
        committee corrects ann | withdrawal_too_late
    came | committee corrects ann | attendance corrected
    came; committee corrects ann | committee holds | activity held 1
    full | committee corrects ann | not_signed_up
    # Reports of what was, and of accidents
    held | committee reports | activity reported
    held | committee reports content 0 | content_invalid
    held | ann reports at committee | not_your_activity
    came | committee reports | activity_state_wrong
    held | ann reports-incident committee | incident reported
    held | cat reports-incident committee | not_your_activity
    held | ann reports-incident committee content 0 | content_invalid
    full | ann reports-incident committee | not_due
    # What nobody reports is over after two weeks
    full; wait 1500m; wait 14d | cat lapses committee | not_due
    full; wait 1500m; wait 14d; wait 1s | cat lapses committee | activity lapsed
    held; committee reports; wait 16d | cat lapses committee | activity_state_wrong
";

pub(crate) const REWARDS: &str = r"
    # Points for many in one movement, once for each who came
    reported | committee awards ann,bob | posted issuance -10 ann 5 bob 5, points awarded |
        ann 0 + 5 - 0, bob 0 + 5 - 0
    reported; committee awards ann | committee awards bob |
        posted issuance -5 bob 5, points awarded
    reported; committee awards ann | committee awards ann | not_signed_up
    reported | committee awards cat | not_signed_up
    reported | committee awards nobody | list_invalid
    reported | ann awards bob at committee | not_your_activity
    came; committee holds | committee awards ann | activity_state_wrong
    held-for-nothing; committee reports | committee awards ann | amount_invalid
    # Taken back within ten minutes by whoever gave them
    reported; committee awards ann,bob; wait 10m | committee unawards |
        reversed, award withdrawn | ann 0 + 0 - 0
    reported; committee awards ann,bob; wait 601s | committee unawards | withdrawal_too_late
    reported; committee awards ann,bob | ann unawards | transfer_of_another_party
    reported; committee awards ann,bob; wait 11m; ann settles | committee unawards |
        transfer_not_pending
    reported | committee unawards | transfer_unknown
    reported; committee awards ann,bob; committee unawards | committee awards ann |
        posted issuance -5 ann 5, points awarded
    # One confirms a group session for all; whoever held it earns the tariff once
    lesson | bob confirms-session ann 60 | posted issuance -11 ann 11, session confirmed |
        ann 0 + 11 - 0
    lesson | bob confirms-session ann 30 | posted issuance -5.5 ann 5.5, session confirmed
    lesson | bob confirms-session ann 90 | minutes_invalid
    lesson | ann confirms-session ann | self_service
    lesson | dan confirms-session ann | not_signed_up
    lesson; office grants worker to dan in riverside | dan confirms-session ann 60 |
        posted issuance -11 ann 11, session confirmed
    lesson; bob confirms-session ann | cat confirms-session ann | activity_state_wrong
    lesson; bob confirms-session ann | bob unawards | reversed, award withdrawn | ann 0 + 0 - 0
    lesson; bob confirms-session ann; bob unawards | cat confirms-session ann |
        posted issuance -11 ann 11, session confirmed
    held | ann confirms-session committee | category_does_not_fit
    ann plans phone-lessons; ann opens-list; wait 1500m; ann holds; office grants worker to cat |
        cat confirms-session ann | activity_state_wrong
";

#[test]
fn plans_follow_their_table() {
    check(PLANS);
}

#[test]
fn places_follow_their_table() {
    check(PLACES);
}

#[test]
fn coming_follows_its_table() {
    check(COMING);
}

#[test]
fn rewards_follow_their_table() {
    check(REWARDS);
}
