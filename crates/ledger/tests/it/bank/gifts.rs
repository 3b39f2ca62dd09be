//! Gifts: offered, accepted by the receiver, and final after a day in which either side steps back.

use crate::story::check;

pub(crate) const TABLE: &str = r"
    # To the family, by the Chancheng pack: a household, or the beneficiary that was named
    earned; bob names cat | bob offers-gift cat 3 | held bob 3, offered cat 3 | bob 12 + 0 - 3
    earned; bob houses cat; cat moves-in | bob offers-gift cat 3 | held bob 3, offered cat 3
    earned; bob houses cat | bob offers-gift cat 3 | gift_not_allowed
    earned                 | bob offers-gift cat 3 | gift_not_allowed
    # To a resident in hardship, which a clerk has recorded and which may end
    earned; clerk notes cat hardship | bob offers-gift cat 3 | held bob 3, offered cat 3
    earned; clerk notes cat hardship for 1h; wait 61m | bob offers-gift cat 3 | gift_not_allowed
    # Only final points, of which nothing is promised
    served; bob names cat  | bob offers-gift cat 3    | balance_too_low
    earned; bob names cat  | bob offers-gift cat 12.1 | balance_too_low
    earned; bob names cat; cat publishes offer haircut; bob asks cat | bob offers-gift cat 1 |
        balance_too_low
    earned; bob names cat  | bob offers-gift cat 0    | amount_invalid
    earned; bob names cat  | bob offers-gift cat -1   | amount_invalid
    earned                 | bob offers-gift bob 1    | self_service
    earned                 | bob offers-gift zoe 1    | party_unknown
    earned                 | bob offers-gift committee 1 | not_a_person
                           | committee offers-gift bob 1 | not_a_person
    # At most a hundred points a day
    earned; bob names cat; bob offers-gift cat 3 | bob offers-gift cat 97.1 | gift_limit_reached
    earned; bob names cat; bob offers-gift cat 3; bob ungives | bob offers-gift cat 12 |
        held bob 12, offered cat 12
    # Both confirm; what was accepted cools off and is not spent
    earned; bob names cat; bob offers-gift cat 3 | cat takes-gift |
        released bob 3, posted bob -3 cat 3, held cat 3, accepted gift |
        bob 12 + -3 - 0, cat 0 + 3 - 3
    earned; bob names cat; bob offers-gift cat 12; cat takes-gift; ann publishes offer haircut |
        cat asks ann | balance_too_low
    earned; bob names cat; bob offers-gift cat 3 | ann takes-gift | gift_of_another_party
    earned; bob names cat; bob offers-gift cat 3; cat takes-gift | cat takes-gift | gift_state_wrong
    | cat takes-gift | gift_unknown
    # Final after a day
    earned; bob names cat; bob offers-gift cat 3; cat takes-gift; wait 1d | dan settles | not_due
    earned; bob names cat; bob offers-gift cat 3; cat takes-gift; wait 86401s | dan settles |
        released cat 3, settled | bob 9 + 0 - 0, cat 3 + 0 - 0
    # Either side steps back until then
    earned; bob names cat; bob offers-gift cat 3 | bob ungives |
        released bob 3, gift withdrawn by bob |
        bob 12 + 0 - 0
    earned; bob names cat; bob offers-gift cat 3 | cat refuses-gift | released bob 3, declined gift
    earned; bob names cat; bob offers-gift cat 3; cat takes-gift; wait 1d | bob ungives |
        released cat 3, reversed, gift withdrawn by bob | bob 12 + 0 - 0, cat 0 + 0 - 0
    earned; bob names cat; bob offers-gift cat 3; cat takes-gift | cat refuses-gift |
        released cat 3, reversed, declined gift
    earned; bob names cat; bob offers-gift cat 3; cat takes-gift; wait 86401s | bob ungives |
        withdrawal_too_late
    earned; bob names cat; bob offers-gift cat 3; cat takes-gift; wait 86401s; dan settles |
        cat refuses-gift | withdrawal_too_late
    earned; bob names cat; bob offers-gift cat 3 | cat ungives      | gift_of_another_party
    earned; bob names cat; bob offers-gift cat 3 | bob refuses-gift | gift_of_another_party
    earned; bob names cat; bob offers-gift cat 3; bob ungives | bob ungives | gift_state_wrong
    # Nobody waits for ever
    earned; bob names cat; bob offers-gift cat 3; wait 7d      | dan expires-gift | not_due
    earned; bob names cat; bob offers-gift cat 3; wait 604801s | dan expires-gift |
        released bob 3, gift expired
    earned; bob names cat; bob offers-gift cat 3; wait 604801s | cat takes-gift | gift_state_wrong
    earned; bob names cat; bob offers-gift cat 3; cat takes-gift; wait 604801s | dan expires-gift |
        gift_state_wrong
    # A full account takes no gift
    earned; two-heads; ann proposes adopts chancheng cap 2; bob approves ann; bob names cat;
        bob offers-gift cat 3 | cat takes-gift | gift_not_allowed
    # Points that are taken back: the offer ends, and so does a gift that cools off
    served; wait 11m; cat settles; bob serves dan haircut 60; bob names cat; bob offers-gift cat 12;
        ann publishes offer haircut; bob asks ann | dan unconfirms bob |
        reversed, released bob 12, cancelled by nobody, dan took the confirmation back |
        bob 12 + 0 - 12
    bob serves cat haircut 60; wait 11m; cat settles; bob serves dan haircut 60;
        ann publishes offer haircut; bob asks ann; bob names cat; bob offers-gift cat 12 |
        dan unconfirms bob |
        reversed, released bob 12, gift withdrawn by nobody, dan took the confirmation back |
        bob 12 + 0 - 12
    bob serves cat haircut 60; wait 11m; cat settles; bob serves dan haircut 60;
        ann publishes offer haircut; bob asks ann; bob names cat; bob offers-gift cat 12;
        cat takes-gift | dan unconfirms bob |
        reversed, released cat 12, reversed, gift withdrawn by nobody,
        dan took the confirmation back | bob 12 + 0 - 12, cat 0 + 0 - 0
";

#[test]
fn gifts_follow_their_table() {
    check(TABLE);
}
