//! W-04: things, from the shelf to the deposit that comes back. A day is 24 h after the beginning.

use crate::story::check;

pub(crate) const LISTING: &str = r"
    # Who lists, and what
    | ann lists drill                     | item listed
    | committee lists drill               | item listed
    | phil lists drill                    | level_too_low
    | ann lists time-travel               | category_unknown
    | ann lists haircut                   | category_does_not_fit
    | ann lists drill deposit 100         | item listed
    | ann lists drill deposit 100.1       | deposit_invalid
    | ann lists drill deposit -1          | deposit_invalid
    | ann lists drill days 0              | days_invalid
    | ann lists drill days 60             | item listed
    | ann lists drill days 61             | days_invalid
    | ann lists drill hut park            | hut_unknown
    | ann lists drill content 0           | content_invalid
    # The owner changes, pauses, resumes, recalls
    ann lists drill | ann changes ann ladder deposit 2 | item changed
    ann lists drill | bob changes ann ladder           | item_of_another_party
                    | ann changes nobody ladder        | item_unknown
    ann lists drill | ann pauses                       | item paused
    ann lists drill | bob pauses ann                   | item_of_another_party
    ann lists drill; ann pauses               | ann pauses       | item_not_offered
    ann lists drill; ann pauses               | bob reserves ann | item_not_offered
    ann lists drill; ann pauses; ann resumes  | bob reserves ann | loan requested, loan reserved
    ann lists drill | bob resumes ann | item_of_another_party
    ann lists drill | ann recalls     | item recalled
    ann lists drill; ann recalls | ann recalls | item_not_offered
    ann lists drill | bob recalls ann | item_of_another_party
    # A recall cancels what has not begun, and lets the running loan go on
    ann lists drill; bob reserves ann; cat reserves ann in 1 | ann recalls |
        item recalled, loan cancelled ann, loan cancelled ann
    ann lists drill; bob reserves ann; bob hands-over bob; ann hands-over bob | ann recalls |
        item recalled
    ann lists drill; ann recalls | bob reserves ann | item_not_offered
    # Given for good: offered, and accepted by the other
    ann lists drill; ann gives bob | bob takes ann | item given ann bob
    ann lists drill; ann gives bob | cat takes ann | nothing_proposed
    ann lists drill                | bob takes ann | nothing_proposed
    ann lists drill                | ann gives ann | self_service
    ann lists drill                | ann gives zoe | party_unknown
    ann lists drill                | bob gives cat of ann | item_of_another_party
    ann lists drill; ann gives bob | ann gives nobody of ann | item offered
    ann lists drill                | ann gives nobody of ann | nothing_proposed
    ann lists drill; ann gives phil | phil takes ann | level_too_low
    ann lists drill; ann gives bob; cat reserves ann | bob takes ann | days_taken
    ann lists drill; ann gives bob; bob takes ann | cat reserves bob | item_not_offered
    ann lists drill; ann gives bob; bob takes ann; bob resumes | cat reserves bob |
        loan requested, loan reserved
";

pub(crate) const CALENDAR: &str = r"
    # Who, and when
    ann lists drill | bob reserves ann         | loan requested, loan reserved
    ann lists drill | ann reserves ann         | self_service
    ann lists drill | phil reserves ann        | level_too_low
                    | bob reserves nobody      | item_unknown
    ann lists drill | bob reserves ann since 1 | days_invalid
    ann lists drill | bob reserves ann in 90   | loan requested, loan reserved
    ann lists drill | bob reserves ann in 91   | days_invalid
    ann lists drill days 7 | bob reserves ann for 0 | days_invalid
    ann lists drill days 7 | bob reserves ann for 7 | loan requested, loan reserved
    ann lists drill days 7 | bob reserves ann for 8 | days_invalid
    # No day twice
    ann lists drill; bob reserves ann in 2 for 3 | cat reserves ann in 4 | days_taken
    ann lists drill; bob reserves ann in 2 for 3 | cat reserves ann in 5 |
        loan requested, loan reserved
    ann lists drill; bob reserves ann in 2 for 3 | cat reserves ann for 2 |
        loan requested, loan reserved
    ann lists drill; bob reserves ann in 2 for 3 | cat reserves ann for 3 | days_taken
    ann lists drill on-request; bob reserves ann | cat reserves ann | days_taken
    ann lists drill; bob reserves ann; bob cancels-loan bob | cat reserves ann |
        loan requested, loan reserved
    # A full calendar
    ann lists drill; sixteen-reservations | cat reserves ann in 40 | calendar_full
    # Yes and no, where they are asked for
    ann lists drill on-request                   | bob reserves ann      | loan requested
    ann lists drill on-request; bob reserves ann | ann approves-loan bob | loan reserved
    ann lists drill on-request; bob reserves ann | ann declines-loan bob | loan declined
    ann lists drill on-request; bob reserves ann | bob withdraws-loan    | loan request withdrawn
    ann lists drill on-request; bob reserves ann | cat approves-loan bob | not_your_loan
    ann lists drill on-request; bob reserves ann | bob approves-loan bob | not_your_loan
    ann lists drill on-request; bob reserves ann | cat declines-loan bob | not_your_loan
    ann lists drill on-request; bob reserves ann | ann withdraws-loan bob | not_your_loan
    ann lists drill; bob reserves ann            | ann approves-loan bob | loan_state_wrong
                                                 | ann approves-loan bob | loan_unknown
    ann lists drill on-request; bob reserves ann; wait 1d | ann approves-loan bob | request_overdue
    # What nobody answered, and what nobody picked up
    ann lists drill on-request; bob reserves ann          | cat expires-loan bob | not_due
    ann lists drill on-request; bob reserves ann; wait 1d | cat expires-loan bob | loan expired
    ann lists drill; bob reserves ann for 2; wait 1d      | cat expires-loan bob | not_due
    ann lists drill; bob reserves ann for 2; wait 2d      | cat expires-loan bob | loan expired
    # Cancelled: late within two hours of the first day, but not ten minutes after the yes
    ann lists drill; bob reserves ann in 3; wait 11m | bob cancels-loan bob | loan cancelled bob
    ann lists drill; bob reserves ann in 3; wait 11m | ann cancels-loan bob | loan cancelled ann
    ann lists drill; bob reserves ann; wait 10m      | bob cancels-loan bob | loan cancelled bob
    ann lists drill; bob reserves ann; wait 11m      | bob cancels-loan bob |
        loan cancelled bob late
    ann lists drill; bob reserves ann                | cat cancels-loan bob | not_your_loan
    ann lists drill; bob reserves ann; ann hands-over bob | bob cancels-loan bob | loan_state_wrong
    ann lists drill; bob reserves ann; ann hands-over bob | ann cancels-loan bob |
        loan cancelled ann
    # Somebody did not come
    ann lists drill; bob reserves ann      | ann misses bob | pickup missed ann
    ann lists drill; bob reserves ann      | bob misses bob | pickup missed bob
    ann lists drill; bob reserves ann in 1 | ann misses bob | not_due
    ann lists drill; bob reserves ann      | cat misses bob | not_your_loan
    ann lists drill; bob reserves ann; bob hands-over bob | ann misses bob | loan_state_wrong
    ann lists drill; bob reserves ann; ann misses bob | ann unreports bob | loan report withdrawn
    ann lists drill; bob reserves ann; ann misses bob | bob unreports bob | not_your_loan
    ann lists drill; bob reserves ann; ann misses bob; wait 601s | ann unreports bob |
        withdrawal_too_late
    ann lists drill; bob reserves ann; ann misses bob; cat reserves ann | ann unreports bob |
        days_taken
";

pub(crate) const LENDING: &str = r"
    # Both sides say the same
    reserved | ann hands-over bob | hand over stated ann
    reserved; ann hands-over bob | bob hands-over bob | hand over stated bob, item handed over
    reserved; ann hands-over bob | bob hands-over bob worn | conditions_differ
    reserved; ann hands-over bob; ann hands-over bob worn | bob hands-over bob worn |
        hand over stated bob, item handed over
    reserved | cat hands-over bob | not_your_loan
    ann lists drill; bob reserves ann in 1 | ann hands-over bob | not_due
    reserved; wait 1d | ann hands-over bob | days_invalid
    reserved; ann hands-over bob | ann unsays bob | loan statement withdrawn
    reserved; ann hands-over bob | bob unsays bob | loan_state_wrong
    reserved; ann hands-over bob | cat unsays bob | not_your_loan
    lent | ann hands-over bob | loan_state_wrong
    # And back
    lent | bob returns bob | return stated bob
    lent; bob returns bob | ann returns bob | return stated ann, item returned
    lent; bob returns bob | ann returns bob worn | conditions_differ
    lent | cat returns bob | not_your_loan
    reserved | bob returns bob | loan_state_wrong
    lent; bob returns bob | bob unsays bob | loan statement withdrawn
    # Looked at, and over; or over by itself after three days
    back | ann inspects bob | return inspected, loan closed ann
    back | bob inspects bob | not_your_loan
    back | ann inspects bob damaged | return inspected
    back; wait 3d | cat closes-loan bob | not_due
    back; wait 259201s | cat closes-loan bob | inspection lapsed, loan closed ann
    lent | cat closes-loan bob | loan_state_wrong
    back | cat reserves ann | loan requested, loan reserved
    # Late by one, three and seven days, each once
    lent; wait 1h | cat  marks-overdue bob | not_due
    lent; wait 1d  | cat marks-overdue bob | loan overdue 1
    lent; wait 1d; cat marks-overdue bob | cat marks-overdue bob | not_due
    lent; wait 3d; cat marks-overdue bob | cat marks-overdue bob | loan overdue 3
    lent; wait 7d; cat marks-overdue bob; cat marks-overdue bob | cat marks-overdue bob |
        loan overdue 7
    lent; wait 9d; cat marks-overdue bob; cat marks-overdue bob; cat marks-overdue bob |
        cat marks-overdue bob | loan_state_wrong
    # Longer by agreement, while nobody else has the days
    lent | bob extends bob by 2 | extension proposed
    lent | ann extends bob by 2 | not_your_loan
    lent | bob extends bob by 0 | days_invalid
    lent | bob extends bob by 8 | days_invalid
    lent; cat reserves ann in 2 | bob extends bob by 1 | extension proposed
    lent; cat reserves ann in 2 | bob extends bob by 2 | days_taken
    lent; bob extends bob by 2 | ann agrees-extension bob | loan extended
    lent; bob extends bob by 2 | bob agrees-extension bob | not_your_loan
    lent                       | ann agrees-extension bob | nothing_proposed
    lent; bob extends bob by 2; cat reserves ann in 1 | ann agrees-extension bob | days_taken
    lent; bob extends bob by 2; ann agrees-extension bob; wait 2d | cat marks-overdue bob | not_due
";

pub(crate) const DEPOSITS: &str = r"
    # Set aside from the request to the end, never twice
    ann lists drill deposit 3 | bob reserves ann | balance_too_low
    earned; ann lists drill deposit 3 | bob reserves ann |
        loan requested, deposit held bob 3, loan reserved | bob 12 + 0 - 3
    earned; ann lists drill deposit 8; bob reserves ann | bob reserves ann in 1 | balance_too_low
    pledged | bob cancels-loan bob | deposit released bob 3, loan cancelled bob | bob 12 + 0 - 0
    pledged | ann misses bob | deposit released bob 3, pickup missed ann | bob 12 + 0 - 0
    pledged; ann misses bob | ann unreports bob | deposit held bob 3, loan report withdrawn |
        bob 12 + 0 - 3
    pledged; wait 1d | cat expires-loan bob | deposit released bob 3, loan expired
    pledged; taken; brought | ann inspects bob |
        return inspected, deposit released bob 3, loan closed ann | bob 12 + 0 - 0
    # Damage: a worker decides, and the owner gets at most the deposit
    damaged | cat mediates bob award 2 | role_missing
    damaged; office grants worker to cat | cat mediates bob award 2 |
        deposit released bob 3, posted bob -2 ann 2, loan mediated cat, loan closed ann |
        bob 12 + -2 - 0, ann 0 + 2 - 0
    damaged; office grants worker to cat | cat mediates bob |
        deposit released bob 3, loan mediated cat, loan closed ann
    damaged; office grants worker to cat | cat mediates bob award 3.1 | award_too_high
    damaged; office grants worker to cat | cat mediates bob award -1 | amount_invalid
    damaged; office grants worker to cat | cat mediates bob content 0 | content_invalid
    damaged; office grants worker to bob | bob mediates bob award 1 | mediator_is_a_side
    damaged; office grants worker to ann | ann mediates bob award 1 | mediator_is_a_side
    damaged | ann unreports bob | loan report withdrawn
    damaged; ann unreports bob | ann inspects bob |
        return inspected, deposit released bob 3, loan closed ann
    damaged; office grants worker to cat; cat mediates bob award 1 for-repair | dan reserves ann |
        item_not_offered
    pledged; office grants worker to cat | cat mediates bob | loan_state_wrong
    # Loss
    pledged; taken | bob loses bob | loss reported bob
    pledged; taken | ann loses bob | loss reported ann
    pledged; taken | cat loses bob | not_your_loan
    pledged        | bob loses bob | loan_state_wrong
    pledged; taken; bob loses bob | bob unreports bob | loan report withdrawn
    pledged; taken; bob loses bob; office grants worker to cat | cat mediates bob award 3 gone |
        deposit released bob 3, posted bob -3 ann 3, loan mediated cat, loan closed ann
    pledged; taken; bob loses bob; office grants worker to cat; cat mediates bob gone |
        ann resumes ann | item resumed
    pledged; taken; bob loses bob; office grants worker to cat; cat mediates bob |
        dan reserves ann in 1 | balance_too_low
    # When the points behind a deposit are reversed, what has not begun is cancelled
    served; ann lists drill deposit 12; bob reserves ann | bob unconfirms ann |
        reversed, deposit released bob 12, loan cancelled nobody, bob took the confirmation back
    served; ann lists drill deposit 12; bob reserves ann; taken | bob unconfirms ann |
        reversed, deposit released bob 12, bob took the confirmation back
    # An award that its payer cannot keep goes back
    served; ann lists drill deposit 12; bob reserves ann; taken; brought; ann inspects bob damaged;
        office grants worker to cat; cat mediates bob award 12 | bob unconfirms ann |
        reversed, reversed, bob took the confirmation back
";

#[test]
fn things_are_listed_by_their_table() {
    check(LISTING);
}

#[test]
fn calendars_follow_their_table() {
    check(CALENDAR);
}

#[test]
fn lending_follows_its_table() {
    check(LENDING);
}

#[test]
fn deposits_follow_their_table() {
    check(DEPOSITS);
}
