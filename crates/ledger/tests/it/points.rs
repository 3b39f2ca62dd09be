//! W-06: the points bank, in two phases; an hour of haircutting is worth twelve points.

use crate::story::{Story, check, check_on};
use ledger::Points;
use testkit::{Chain, chain::genesis_of};

pub(crate) const SETTLING: &str = r"
    # Points arrive pending and become final when ten minutes are over; anybody may say so
    served | cat settles | not_due | bob 0 + 12 - 0, issuance 0 + -12 - 0
    served; wait 10m                     | cat settles         | not_due
    served; wait 601s | cat settles | settled | bob 12 + 0 - 0, issuance -12 + 0 - 0
    earned                               | cat settles         | transfer_not_pending
    served; ann unconfirms bob; wait 11m | cat settles         | transfer_not_pending
                                         | cat settles unknown | transfer_unknown
    # The order of settling does not matter: what was spent may settle before what paid for it
    paid; wait 11m              | dan settles          | settled | bob -12 + 12 - 0, cat 12 + 0 - 0
    paid; wait 11m; dan settles | dan settles previous | settled | bob 0 + 0 - 0, cat 12 + 0 - 0
";

pub(crate) const BOOKING: &str = r"
    # Pending points book at once; what is promised cannot be promised again
    served; cat publishes offer haircut | bob asks cat | held bob 12, cat may serve bob for 12 |
        bob 0 + 12 - 12
    served; cat publishes offer haircut          | bob asks cat 90m | balance_too_low
    served; cat publishes offer haircut; dan publishes offer sewing; bob asks cat |
        bob asks dan | balance_too_low
    earned; cat publishes offer haircut; bob asks cat | bob donates 1    | balance_too_low
    # However it ends without a service, the promise is free again
    booked          | cat declines bob        | released bob 12, declined | bob 0 + 12 - 0
    booked          | bob withdraws cat       | released bob 12, withdrawn | bob 0 + 12 - 0
    booked; wait 2d | dan expires bob:cat     | released bob 12, expired | bob 0 + 12 - 0
    promised        | cat cancels bob         | released bob 12, cancelled by cat | bob 0 + 12 - 0
    promised | bob reports-no-show cat | released bob 12, bob reported a no-show | bob 0 + 12 - 0
    # A no-show report that is taken back promises again, if it still can
    promised; bob reports-no-show cat | bob withdraws-no-show cat |
        held bob 12, bob took the no-show back | bob 0 + 12 - 12
    promised; bob reports-no-show cat; dan publishes offer haircut; bob asks dan |
        bob withdraws-no-show cat | balance_too_low
    # The service is paid with what was promised
    promised; bob confirms cat 60 | cat confirms bob 60 |
        cat confirmed 60, released bob 12, posted bob -12 cat 12, completed 60 |
        bob 0 + 0 - 0, cat 0 + 12 - 0
    # A shorter one costs less, a longer one never more than was promised
    promised; bob confirms cat 30 | cat confirms bob 30 |
        cat confirmed 30, released bob 12, posted bob -6 cat 6, completed 30
    promised; bob confirms cat 90 | cat confirms bob 90 |
        cat confirmed 90, released bob 12, posted bob -12 cat 12, completed 90
    # A confirmation that is taken back promises again what was promised
    promised; bob confirms cat 30; cat confirms bob 30 | cat unconfirms bob |
        reversed, held bob 12, cat took the confirmation back | bob 0 + 12 - 12, cat 0 + 0 - 0
    # or what is left of it: the rest of a shorter service may be spent, and locks nothing
    bob serves ann haircut 120; cat publishes offer haircut places 2; bob asks cat 120m;
        cat accepts bob; bob confirms cat 60; cat confirms bob 60; dan publishes offer haircut;
        bob asks dan 60m | cat unconfirms bob |
        reversed, repriced to 12, held bob 12, cat took the confirmation back | bob 0 + 24 - 24, cat 0 + 0 - 0
";

pub(crate) const REVERSING: &str = r"
    # Points that are taken back after they were promised: the booking ends and both sides are told
    booked | ann unconfirms bob |
        reversed, released bob 12, cancelled by nobody, ann took the confirmation back |
        bob 0 + 0 - 0
    promised | ann unconfirms bob |
        reversed, released bob 12, cancelled by nobody, ann took the confirmation back |
        bob 0 + 0 - 0
    # Its place is free, and the question can be asked again
    served; bob serves dan haircut 60; cat publishes offer haircut; bob asks cat 120m;
        cat accepts bob; ann unconfirms bob | bob asks cat |
        held bob 12, cat may serve bob for 12
    # The newest promise is given up first, and no more of them than needed
    served; bob serves dan haircut 60; cat publishes offer haircut places 2; bob asks cat;
        cat accepts bob; bob asks cat | ann unconfirms bob |
        reversed, released bob 12, cancelled by nobody, ann took the confirmation back |
        bob 0 + 12 - 12
    # An open free question stays open when a paid booking of the same offer ends
    served; cat publishes offer haircut places 2; bob asks cat; cat accepts bob;
        bob publishes need haircut; bob asks cat for own; ann unconfirms bob |
        bob asks cat for own | request_duplicate
    # A service that was given is paid all the same: by the community's guarantee
    paid | ann unconfirms bob | reversed, guaranteed, ann took the confirmation back |
        bob 0 + 0 - 0, cat 0 + 12 - 0, issuance 0 + -12 - 0
    paid; ann unconfirms bob; wait 11m | dan settles | settled |
        cat 12 + 0 - 0, issuance -12 + 0 - 0
    # So is one that its provider has stated and the other side has not yet
    promised; cat confirms bob | ann unconfirms bob |
        reversed, released bob 12, repriced to 0 by guarantee, ann took the confirmation back |
        bob 0 + 0 - 0
    promised; cat confirms bob; ann unconfirms bob | bob confirms cat 60 |
        bob confirmed 60, posted issuance -12 cat 12, completed 60
    # What the guarantee paid can be taken back like anything else
    paid; ann unconfirms bob | bob unconfirms cat | reversed, bob took the confirmation back |
        cat 0 + 0 - 0, issuance 0 + 0 - 0
    # A donation that is not covered any more is undone
    earned; bob serves dan haircut 60; cat publishes offer haircut; bob asks cat;
        bob donates 12 | dan unconfirms bob |
        reversed, reversed, dan took the confirmation back | bob 12 + 0 - 12, pool 0 + 0 - 0
    # A chain: dan spent what cat got from bob, who had it from ann
    paid; dan publishes offer haircut; cat asks dan | bob unconfirms cat |
        reversed, released cat 12, cancelled by nobody, held bob 12,
        bob took the confirmation back |
        bob 0 + 12 - 12, cat 0 + 0 - 0
";

pub(crate) const DONATING: &str = r"
    # Final points are given to the pool of one's community; pending ones are not
    served                 | bob donates 3    | balance_too_low
    earned | bob donates 3 | posted bob -3 pool 3 | bob 12 + -3 - 0, pool 0 + 3 - 0
    earned                 | bob donates 12   | posted bob -12 pool 12
    earned                 | bob donates 12.1 | balance_too_low
    earned; bob donates 12 | bob donates 1    | balance_too_low
                           | bob donates 0    | amount_invalid
                           | bob donates -1   | amount_invalid
    # And taken back by the giver within ten minutes
    earned; bob donates 3; wait 10m | bob undonates | reversed | bob 12 + 0 - 0, pool 0 + 0 - 0
    earned; bob donates 3; wait 601s     | bob undonates         | withdrawal_too_late
    earned; bob donates 3; wait 601s | cat settles | settled | bob 9 + 0 - 0, pool 3 + 0 - 0
    earned; bob donates 3                | ann undonates         | transfer_of_another_party
    served                               | bob undonates         | transfer_of_another_party
    earned; bob donates 3; bob undonates | bob undonates         | transfer_not_pending
                                         | bob undonates unknown | transfer_unknown
";

pub(crate) const CAPS: &str = r"
    # Eight hours a day earn points; what is more is served for nothing
    | bob serves ann haircut 480 | ann confirmed 480, posted issuance -96 bob 96, completed 480
    bob serves ann haircut 480 | bob serves cat haircut 60 | cat confirmed 60, completed 60 |
        bob 0 + 96 - 0
    bob serves ann haircut 450 | bob serves cat haircut 60 |
        cat confirmed 60, posted issuance -6 bob 6, completed 60
    bob serves ann haircut 480; wait 1d | bob serves cat haircut 60 |
        cat confirmed 60, posted issuance -12 bob 12, completed 60
    # A confirmation that is taken back gives its minutes back
    bob serves ann haircut 480; ann unconfirms bob | bob serves cat haircut 60 |
        cat confirmed 60, posted issuance -12 bob 12, completed 60
    # The day is that of the service, however late the two sides confirm it
    bob serves ann haircut 480; cat publishes need haircut; bob asks cat; cat accepts bob;
        wait 1d; bob confirms cat | cat confirms bob | cat confirmed 60, completed 60
    ann publishes need haircut; bob asks ann 480m; ann accepts bob; wait 1d;
        bob confirms ann 480; ann confirms bob 480 | bob serves cat haircut 60 |
        cat confirmed 60, posted issuance -12 bob 12, completed 60
    ann publishes need haircut; bob asks ann 480m; ann accepts bob;
        cat publishes need haircut; bob asks cat; cat accepts bob; wait 1d;
        bob confirms ann 480; ann confirms bob 480; ann unconfirms bob; bob confirms cat |
        cat confirms bob | cat confirmed 60, posted issuance -12 bob 12, completed 60
    # Twenty hours a month earn points between the same two
    bob serves ann haircut 480; wait 1d; bob serves ann haircut 480; wait 1d |
        bob serves ann haircut 480 | ann confirmed 480, posted issuance -48 bob 48, completed 480
    bob serves ann haircut 480; wait 1d; bob serves ann haircut 480; wait 1d |
        bob serves cat haircut 480 | cat confirmed 480, posted issuance -96 bob 96, completed 480
    bob serves ann haircut 480; wait 1d; bob serves ann haircut 480; wait 30d |
        bob serves ann haircut 480 | ann confirmed 480, posted issuance -96 bob 96, completed 480
    # and the month is that of the service too
    bob serves ann haircut 480; wait 1d; bob serves ann haircut 480; wait 1d;
        ann publishes need haircut; bob asks ann 480m; ann accepts bob; wait 30d;
        bob confirms ann 480 | ann confirms bob 480 |
        ann confirmed 480, posted issuance -48 bob 48, completed 480
";

/// Played where an account holds at most fifteen points.
pub(crate) const FULL_ACCOUNT: &str = r"
    served | bob serves cat haircut 60 |
        cat confirmed 60, posted issuance -12 bob 3 pool 9, completed 60 |
        bob 0 + 15 - 0, pool 0 + 9 - 0
    served; bob serves cat haircut 60 | bob serves dan haircut 60 |
        dan confirmed 60, posted issuance -12 pool 12, completed 60
    served; bob serves cat haircut 60 | cat unconfirms bob |
        reversed, cat took the confirmation back | bob 0 + 12 - 0, pool 0 + 0 - 0
    served; bob serves cat haircut 60; wait 11m | ann settles | settled |
        bob 3 + 12 - 0, pool 9 + 0 - 0
";

/// The cast on a network where an account holds at most fifteen points.
pub(crate) fn small_accounts() -> Story {
    let mut genesis = genesis_of(1);
    genesis.rule_pack.balance_cap = Some(Points(150));
    let mut story = Story::on(Chain::from_genesis(genesis));
    story.play(crate::story::CAST);
    story
}

#[test]
fn movements_settle_by_their_table() {
    check(SETTLING);
}

#[test]
fn bookings_follow_their_table() {
    check(BOOKING);
}

#[test]
fn reversals_follow_their_table() {
    check(REVERSING);
}

#[test]
fn donations_follow_their_table() {
    check(DONATING);
}

#[test]
fn caps_follow_their_table() {
    check(CAPS);
}

#[test]
fn what_exceeds_an_account_goes_to_the_pool() {
    check_on(&small_accounts(), FULL_ACCOUNT);
}
