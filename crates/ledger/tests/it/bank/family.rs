//! Households who share an account, and what becomes of the points of the dead.

use crate::story::check;

pub(crate) const HOUSEHOLDS: &str = r"
    # Members agree themselves, and belong to one household
               | ann houses bob        | household
    ann houses bob                     | bob moves-in       | bob joined
    ann houses bob                     | cat moves-in       | household_unknown
                                       | bob moves-in       | household_unknown
    ann houses bob; bob moves-in          | bob houses cat  | household_taken
    ann houses bob; cat houses dan; dan moves-in; ann welcomes dan | ann houses zoe |
        household_taken
    ann houses bob; cat houses bob; bob moves-in | bob moves-in | household_taken
                                       | ann houses ann  | household_taken
                                       | ann houses zoe  | party_unknown
                                       | ann houses committee | not_a_person
                                       | committee houses ann | not_a_person
    # A member asks more
    ann houses                         | ann welcomes bob | bob invited
    ann houses bob                     | ann welcomes bob | household_taken
    ann houses bob; bob moves-in          | ann welcomes bob | household_taken
                                       | ann welcomes bob | household_unknown
    # What is shared is spent by every member, after one's own
    earned; bob houses cat; cat moves-in  | bob shares 12   | posted bob -12 household 12 |
        bob 12 + -12 - 0, household 0 + 12 - 0
    earned; bob houses cat; cat moves-in; bob shares 12; dan publishes offer haircut |
        cat asks dan |
        held household 12, dan may serve cat for 12 | household 0 + 12 - 12, cat 0 + 0 - 0
    earned; bob houses cat; cat moves-in; bob shares 6; dan publishes offer haircut | cat asks dan |
        balance_too_low
    earned; bob houses cat; bob shares 12; dan publishes offer haircut | cat asks dan |
        balance_too_low
    # and taken back by its giver within ten minutes; bookings on it end
    earned; bob houses cat; cat moves-in; bob shares 12; dan publishes offer haircut; cat asks dan |
        bob undonates | reversed, released household 12, cancelled by nobody | bob 12 + 0 - 0
    earned; bob houses cat; cat moves-in; bob shares 12; wait 601s | bob undonates |
        withdrawal_too_late
    earned                             | bob shares 1    | household_unknown
    earned; bob houses                 | bob shares 13   | balance_too_low
    earned; bob houses                 | bob shares 0    | amount_invalid
    # Who moves-out moves-out it; the last one takes it along
    ann houses bob; bob moves-in          | bob moves-out      | bob left
    ann houses bob                     | bob moves-out      | household_unknown
    earned; bob houses; bob shares 12  | bob moves-out      | household_busy
    earned; bob houses; bob shares 12; wait 11m; cat settles | bob moves-out |
        posted household -12 bob 12, bob left | bob 0 + 12 - 0, household 12 + -12 - 0
    earned; bob houses cat; cat moves-in; bob shares 12; wait 11m; cat settles; bob moves-out;
        dan publishes offer haircut | bob asks dan | balance_too_low
";

pub(crate) const LEGACIES: &str = r"
    # A person names who may ask for the points
                                       | ann names bob       | beneficiary
    ann names bob                      | ann names nobody    | beneficiary
                                       | ann names ann       | self_service
                                       | ann names committee | not_a_person
                                       | committee names ann | not_a_person
    # Two administrators close the account of the dead, and nothing is spent any more
    two-heads; ann proposes closes-account cat | bob approves ann |
        approved for ann, account of cat closed
                                       | office closes-account cat | second_person_missing
                                       | clerk closes-account cat  | role_missing
    two-heads; ann proposes closes-account cat; bob approves ann;
        ann proposes closes-account cat | bob approves ann | account_closed
    earned; two-heads; ann proposes closes-account bob; cat names dan;
        office grants administrator to dan in district; dan approves ann;
        cat publishes offer haircut | bob asks cat | account_closed
    earned; two-heads; ann proposes closes-account bob;
        office grants administrator to dan in district; dan approves ann | bob donates 1 |
        account_closed
    # The beneficiary asks within twelve months
    earned; bob names cat; two-heads; office grants administrator to dan in district;
        ann proposes closes-account bob; dan approves ann | cat inherits bob |
        posted bob -12 cat 12, settled, passed on | bob 0 + 0 - 0, cat 12 + 0 - 0
    earned; bob names cat; two-heads; office grants administrator to dan in district;
        ann proposes closes-account bob; dan approves ann | dan inherits bob | not_due
    earned; bob names cat; two-heads; office grants administrator to dan in district;
        ann proposes closes-account bob; dan approves ann; cat inherits bob | cat inherits bob |
        passed on
                                       | cat inherits bob | not_due
                                       | cat inherits zoe | party_unknown
    # afterwards they are the pool's, and at once when nobody was named
    earned; bob names cat; two-heads; office grants administrator to dan in district;
        ann proposes closes-account bob; dan approves ann; wait 400d | dan inherits bob |
        posted bob -12 pool 12, settled, passed on | bob 0 + 0 - 0, pool 12 + 0 - 0
    earned; two-heads; office grants administrator to dan in district;
        ann proposes closes-account bob; dan approves ann | dan inherits bob |
        posted bob -12 pool 12, settled, passed on
    # What was granted returns to the pool
    earned; bob donates 12; wait 11m; cat settles; clerk notes cat hardship; two-heads;
        ann proposes grants-points hardship cat 5; bob approves ann; wait 11m; dan settles;
        cat names dan; ann proposes closes-account cat; bob approves ann | dan inherits cat |
        posted grant-of-cat -5 pool 5, settled, passed on | pool 12 + 0 - 0
";

#[test]
fn households_follow_their_table() {
    check(HOUSEHOLDS);
}

#[test]
fn legacies_follow_their_table() {
    check(LEGACIES);
}
