//! Ratings: sealed until both have spoken, open for two years, with a right of reply; and licences.

use crate::story::check;

pub(crate) const RATINGS: &str = r"
    # Either side of a completed service leaves a sealed rating, once, within two weeks
    served | ann rates bob 5 | ann rated
    served; ann rates bob 5 | ann rates bob 4 | rating_given
    served; wait 14d | bob rates ann 3 | bob rated
    served; wait 1209601s | bob rates ann 3 | rating_window_closed
    served | cat rates ann:bob 5 | not_your_exchange
    agreed | ann rates bob 5 | exchange_state_wrong
           | ann rates bob 5 | exchange_unknown
    # It is taken back within ten minutes, and given again
    served; ann rates bob 5; wait 10m | ann unrates bob | ann rates no more
    served; ann rates bob 5; wait 601s | ann unrates bob | withdrawal_too_late
    served; ann rates bob 5; ann unrates bob | ann rates bob 4 | ann rated
    served | ann unrates bob | rating_unknown
    served; ann rates bob 5 | cat unrates ann:bob | not_your_exchange
    # Nobody sees the other's stars before giving their own: it opens when both have spoken
    both-rated; wait 10m | office unseals ann:bob 5 | ann gave 5
    both-rated; wait 10m | office unseals bob:ann 4 | bob gave 4
    both-rated; wait 599s | office unseals ann:bob 5 | not_due
    # or when the window is closed
    served; ann rates bob 5; wait 14d | office unseals ann:bob 5 | ann gave 5
    served; ann rates bob 5; wait 1209599s | office unseals ann:bob 5 | not_due
    served; wait 14d; ann rates bob 5; wait 10m | office unseals ann:bob 5 | ann gave 5
    # One that is taken back lets the other wait for the window again
    both-rated; bob unrates ann; wait 10m | office unseals ann:bob 5 | not_due
    # What is opened is what was sealed
    both-rated; wait 10m | office unseals ann:bob 4 | rating_does_not_match
    both-rated; wait 10m | office unseals ann:bob 5 salted other | rating_does_not_match
    both-rated; wait 10m | office unseals ann:bob 5 content 10 | rating_does_not_match
    served; ann rates bob 5 content 10; wait 14d | office unseals ann:bob 5 content 10 | ann gave 5
    served; ann rates bob 5 content 0; wait 14d | office unseals ann:bob 5 content 0 |
        content_invalid
    served; ann rates bob 0; wait 14d | office unseals ann:bob 0 | stars_invalid
    served; ann rates bob 6; wait 14d | office unseals ann:bob 6 | stars_invalid
    served; wait 14d | office unseals ann:bob 5 | rating_unknown
    opened | office unseals ann:bob 5 | rating_given
    # Unopened a day after it is due, it counts as not given
    both-rated; wait 10m; wait 1d | office unseals ann:bob 5 | ann gave 5
    both-rated; wait 10m; wait 86401s | office unseals ann:bob 5 | rating_overdue
    both-rated; wait 10m; wait 1d | cat ends-rating ann:bob | not_due
    both-rated; wait 10m; wait 86401s | cat ends-rating ann:bob | the sealed rating of ann is gone
    # An open one is gone after 24 months
    opened; wait 730d | cat ends-rating ann:bob | not_due
    opened; wait 730d; wait 1s | cat ends-rating ann:bob | the open rating of ann is gone
    served | cat ends-rating ann:bob | rating_unknown
    # Right of reply: once, and taken back within ten minutes
    opened | bob replies ann | bob replied
    opened; bob replies ann | bob replies ann | reply_given
    opened | bob replies ann content 0 | content_invalid
    opened | ann replies bob | rating_unknown
    opened | cat replies ann:bob | not_your_exchange
    served; ann rates bob 5 | bob replies ann | rating_unknown
    opened; bob replies ann; wait 10m | bob unreplies ann | bob unreplied
    opened; bob replies ann; wait 601s | bob unreplies ann | withdrawal_too_late
    opened; bob replies ann; bob unreplies ann | bob replies ann | bob replied
    opened | bob unreplies ann | reply_unknown
";

pub(crate) const LICENCES: &str = r"
    # Electric work is offered only with a licence that the counter has seen
    | bob publishes offer electric-repair | skill_licence_missing
    | bob publishes need electric-repair | published
    licensed | bob publishes offer electric-repair | published
    licensed; wait 31d | bob publishes offer electric-repair | skill_licence_missing
    licensed; clerk drops-licence electric-repair of bob | bob publishes offer electric-repair |
        skill_licence_missing
    # and nobody serves such a need without one
    ann publishes need electric-repair | bob asks ann | skill_licence_missing
    licensed; ann publishes need electric-repair | bob asks ann | bob may serve ann for 0
    licensed; ann publishes need electric-repair | bob asks ann 60m in 29d | bob may serve ann for 0
    licensed; ann publishes need electric-repair open 60d | bob asks ann 60m in 31d |
        skill_licence_missing
    licensed; ann publishes need electric-repair; bob asks ann;
        clerk drops-licence electric-repair of bob | ann accepts bob | skill_licence_missing
    licensed; bob publishes offer electric-repair; ann publishes need electric-repair;
        office pairs ann bob; bob says-yes ann; clerk drops-licence electric-repair of bob |
        ann says-yes bob | skill_licence_missing
    licensed; bob publishes offer electric-repair; ann publishes need electric-repair;
        clerk drops-licence electric-repair of bob | office pairs ann bob | skill_licence_missing
    # By a clerk where the party lives, for help that needs one
    | clerk sees-licence electric-repair of bob for 30d | bob has a licence
    | cat sees-licence electric-repair of bob for 30d | role_missing
    | clerk sees-licence electric-repair of dan for 30d | role_missing
    | clerk sees-licence haircut of bob for 30d | licence_not_needed
    | clerk sees-licence electric-repair of bob for 0d | time_in_the_past
    | clerk sees-licence electric-repair of zoe for 30d | party_unknown
    licensed | clerk drops-licence electric-repair of bob | bob lost a licence
    licensed | cat drops-licence electric-repair of bob | role_missing
    licensed | clerk drops-licence legal-advice of bob | licence_unknown
";

#[test]
fn ratings_follow_their_table() {
    check(RATINGS);
}

#[test]
fn licences_follow_their_table() {
    check(LICENCES);
}
