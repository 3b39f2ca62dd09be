//! W-03: one service between two people, from the question to both confirmations.

use crate::story::check;

pub(crate) const QUESTIONS: &str = r"
    # Whoever answers a need serves; nobody pays for a need
    ann publishes need haircut | bob asks ann       | bob may serve ann for 0
    ann publishes need haircut | phil asks ann      | level_too_low
    ann publishes need haircut | committee asks ann | committee may serve ann for 0
    ann publishes need haircut | ann asks ann       | self_service
                               | bob asks ann       | listing_unknown
    # Whoever asks for an offer is served, and pays unless it answers a need of theirs
    ann publishes offer haircut                  | bob asks ann         | balance_too_low
    ann publishes offer haircut; bob publishes need haircut | bob asks ann for own |
        ann may serve bob for 0
    # The two listings are of different kinds, and one's own
    ann publishes offer haircut; cat publishes need haircut | bob asks ann for cat |
        listing_of_another_party
    ann publishes offer haircut; bob publishes offer sewing | bob asks ann for own |
        listings_do_not_fit
    # and about the same group of help, so that a need pays for no other help than its own
    ann publishes offer appliance-repair; bob publishes need haircut | bob asks ann for own |
        listings_do_not_fit
    ann publishes need haircut; bob publishes offer appliance-repair | bob asks ann for own |
        listings_do_not_fit
    ann publishes offer hospital-company; bob publishes need care | bob asks ann for own |
        ann may serve bob for 0
    ann publishes offer haircut                  | bob asks ann for own | listing_unknown
    ann publishes need haircut; bob publishes offer haircut; bob closes | bob asks ann for own |
        listing_closed
    # Closed and expired listings take no questions
    ann publishes need haircut; ann closes       | bob asks ann | listing_closed
    ann publishes need haircut open 1d; wait 86399s | bob asks ann | bob may serve ann for 0
    ann publishes need haircut open 1d; wait 1d  | bob asks ann | listing_closed
    # When, and how long
    ann publishes need haircut | bob asks ann 60m since 10m | bob may serve ann for 0
    ann publishes need haircut | bob asks ann 60m since 11m | start_invalid
    ann publishes need haircut | bob asks ann 60m in 183d   | bob may serve ann for 0
    ann publishes need haircut | bob asks ann 60m in 184d   | start_invalid
    ann publishes need haircut | bob asks ann 45m           | minutes_invalid
    # The same question once at a time
    asked                    | bob asks ann | request_duplicate
    asked; bob withdraws ann | bob asks ann | bob may serve ann for 0
    asked                    | cat asks ann | cat may serve ann for 0
";

pub(crate) const ANSWERS: &str = r"
    asked | ann accepts bob   | accepted
    asked | ann declines bob  | declined
    asked | bob withdraws ann | withdrawn
    # Each side does its own part
    asked | bob accepts ann     | not_your_exchange
    asked | bob declines ann    | not_your_exchange
    asked | ann withdraws bob   | not_your_exchange
    asked | cat accepts ann:bob | not_your_exchange
          | ann accepts bob     | exchange_unknown
    # An answer is final
    agreed                  | ann accepts bob   | exchange_state_wrong
    agreed                  | ann declines bob  | exchange_state_wrong
    agreed                  | bob withdraws ann | exchange_state_wrong
    asked; ann declines bob | ann accepts bob   | exchange_state_wrong
    # A listing runs as many exchanges as it has places
    asked; cat asks ann; ann accepts bob         | ann accepts cat | listing_full
    ann publishes need haircut places 2; bob asks ann; cat asks ann; ann accepts bob |
        ann accepts cat | accepted
    agreed                                       | cat asks ann    | listing_full
    # The asking side's own listing has places too
    ann publishes need haircut; cat publishes need haircut; bob publishes offer haircut;
        bob asks ann for own; ann accepts bob | bob asks cat for own | listing_full
    # A cancelled exchange frees its place
    agreed; bob cancels ann | cat asks ann | cat may serve ann for 0
    # A served need stays taken, a served offer is free again
    agreed; ann confirms bob; bob confirms ann   | cat asks ann         | listing_full
    bob publishes offer haircut; ann publishes need haircut; ann asks bob for own;
        bob accepts ann; ann confirms bob; bob confirms ann; cat publishes need haircut |
        cat asks bob for own | bob may serve cat for 0
    # A question without an answer ends: after its start, and not before a day has passed
    asked; wait 1d                               | cat expires ann:bob | not_due
    asked; wait 86401s                           | cat expires ann:bob | expired
    ann publishes need haircut; bob asks ann 60m in 3d; wait 2d | cat expires ann:bob | not_due
    ann publishes need haircut; bob asks ann 60m in 3d; wait 259201s | cat expires ann:bob | expired
    agreed; wait 2d                              | cat expires ann:bob | exchange_state_wrong
    # and takes no yes any more, even before anybody has said that it ended
    asked; wait 1d                               | ann accepts bob     | accepted
    asked; wait 86401s                           | ann accepts bob     | request_overdue
    asked; wait 86401s                           | ann declines bob    | declined
    asked; wait 86401s                           | bob withdraws ann   | withdrawn
    ann publishes need haircut; bob asks ann 60m in 3d; wait 3d | ann accepts bob | accepted
    ann publishes need haircut; bob asks ann 60m in 3d; wait 259201s | ann accepts bob |
        request_overdue
    asked; wait 2d; cat expires ann:bob          | bob asks ann        | bob may serve ann for 0
";

pub(crate) const ENDINGS: &str = r"
    # Either side cancels; less than two hours before is late, but not ten minutes after the yes
    ann publishes need haircut; bob asks ann 60m in 3h; ann accepts bob | ann cancels bob |
        cancelled by ann
    ann publishes need haircut; bob asks ann 60m in 3h; ann accepts bob | bob cancels ann |
        cancelled by bob
    ann publishes need haircut; bob asks ann 60m in 3h; ann accepts bob; wait 60m |
        bob cancels ann | cancelled by bob
    ann publishes need haircut; bob asks ann 60m in 3h; ann accepts bob; wait 3601s |
        bob cancels ann | cancelled by bob late
    ann publishes need haircut; bob asks ann 60m in 1h; ann accepts bob; wait 10m |
        bob cancels ann | cancelled by bob
    ann publishes need haircut; bob asks ann 60m in 1h; ann accepts bob; wait 601s |
        bob cancels ann | cancelled by bob late
    # The ten minutes run from the yes, whatever was stated and taken back since
    agreed; wait 11m; bob reports-no-show ann; bob withdraws-no-show ann |
        bob cancels ann | cancelled by bob late
    agreed; wait 11m; bob confirms ann; ann confirms bob; bob unconfirms ann; ann unconfirms bob |
        bob cancels ann | cancelled by bob late
    agreed; wait 9m; bob reports-no-show ann; bob withdraws-no-show ann |
        bob cancels ann | cancelled by bob
    asked                                        | ann cancels bob     | exchange_state_wrong
    agreed                                       | cat cancels ann:bob | not_your_exchange
    # Not any more once the other side says that it took place
    agreed; bob confirms ann | ann cancels bob | exchange_state_wrong
    agreed; bob confirms ann | bob cancels ann | cancelled by bob
    # Somebody did not come
    agreed | ann reports-no-show bob | ann reported a no-show
    ann publishes need haircut; bob asks ann 60m in 1h; ann accepts bob |
        ann reports-no-show bob | service_not_started
    agreed                                       | cat reports-no-show ann:bob | not_your_exchange
    agreed; bob confirms ann | ann reports-no-show bob | exchange_state_wrong
    agreed; ann reports-no-show bob | cat asks ann | cat may serve ann for 0
    # The report is taken back by whoever made it, within ten minutes, if the place is still free
    agreed; ann reports-no-show bob; wait 10m | ann withdraws-no-show bob |
        ann took the no-show back
    agreed; ann reports-no-show bob; wait 601s   | ann withdraws-no-show bob | withdrawal_too_late
    agreed; ann reports-no-show bob              | bob withdraws-no-show ann | not_your_exchange
    agreed                                       | bob withdraws-no-show ann | exchange_state_wrong
    agreed; ann reports-no-show bob; cat asks ann; ann accepts cat | ann withdraws-no-show bob |
        listing_full
    agreed; ann reports-no-show bob; ann withdraws-no-show bob | bob confirms ann |
        bob confirmed 60
";

pub(crate) const CONFIRMATIONS: &str = r"
    # Both sides state the same duration
    agreed                                       | bob confirms ann 60     | bob confirmed 60
    agreed; bob confirms ann 60 | ann confirms bob 60 |
        ann confirmed 60, posted issuance -12 bob 12, completed 60
    agreed; bob confirms ann 60                  | ann confirms bob 30     | minutes_differ
    agreed; bob confirms ann 60; bob confirms ann 30 | ann confirms bob 30 |
        ann confirmed 30, posted issuance -6 bob 6, completed 30
    agreed                                       | bob confirms ann 45     | minutes_invalid
    ann publishes need haircut; bob asks ann 60m in 1h; ann accepts bob | bob confirms ann 60 |
        service_not_started
    ann publishes need haircut; bob asks ann 60m in 1h; ann accepts bob; wait 1h |
        bob confirms ann 60 | bob confirmed 60
    asked                                        | bob confirms ann 60     | exchange_state_wrong
    agreed                                       | cat confirms ann:bob 60 | not_your_exchange
    served                                       | bob confirms ann 60     | exchange_state_wrong
    # A single confirmation is taken back at any time, both within ten minutes
    agreed; bob confirms ann; wait 9d | bob unconfirms ann     | bob took the confirmation back
    agreed; bob confirms ann          | ann unconfirms bob     | exchange_state_wrong
    agreed; bob confirms ann          | cat unconfirms ann:bob | not_your_exchange
    served; wait 10m | ann unconfirms bob | reversed, ann took the confirmation back |
        bob 0 + 0 - 0
    served; wait 10m | bob unconfirms ann | reversed, bob took the confirmation back |
        bob 0 + 0 - 0
    served; wait 601s | ann unconfirms bob | withdrawal_too_late | bob 0 + 12 - 0
    # Also when the offer's place was taken meanwhile: it takes nobody new until it has room again
    bob publishes offer haircut; ann publishes need haircut; ann asks bob for own; bob accepts ann;
        ann confirms bob; bob confirms ann; cat publishes need haircut; cat asks bob for own;
        bob accepts cat | ann unconfirms bob | reversed, ann took the confirmation back
    # And then the service is confirmed again, as it was
    served; ann unconfirms bob | ann confirms bob 60 |
        ann confirmed 60, posted issuance -12 bob 12, completed 60
    served; ann unconfirms bob | ann confirms bob 30 | minutes_differ
";

#[test]
fn questions_follow_their_table() {
    check(QUESTIONS);
}

#[test]
fn answers_follow_their_table() {
    check(ANSWERS);
}

#[test]
fn endings_follow_their_table() {
    check(ENDINGS);
}

#[test]
fn confirmations_follow_their_table() {
    check(CONFIRMATIONS);
}
