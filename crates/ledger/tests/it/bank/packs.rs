//! Packs by community: adopted by two, in force from a moment on, and never for before.

use crate::story::check;

pub(crate) const ADOPTION: &str = r"
    # Two administrators decide
    two-heads; ann proposes adopts nanjing | bob approves ann | approved for ann, pack adopted
                              | office adopts nanjing             | second_person_missing
                              | clerk adopts nanjing              | role_missing
                              | office adopts nanjing in street   | area_invalid
                              | office adopts nanjing in elsewhere | area_invalid
    # What every pack must keep
    two-heads; ann proposes adopts nanjing nameless | bob approves ann | pack_invalid
    two-heads; ann proposes adopts nanjing dear     | bob approves ann | pack_invalid
    # From now on or later, never for before, and in order
    two-heads; ann proposes adopts nanjing since 1m | bob approves ann | time_in_the_past
    two-heads; ann proposes adopts nanjing future   | bob approves ann | time_in_the_past
    two-heads; ann proposes adopts nanjing after 2d; bob approves ann;
        ann proposes adopts beijing after 1d | bob approves ann | adoption_out_of_order
    two-heads; ann proposes adopts nanjing after 1d; bob approves ann;
        ann proposes adopts beijing after 2d | bob approves ann | approved for ann, pack adopted
    # In this community and no other; dan lives in hillside
    two-heads; ann proposes adopts nanjing; bob approves ann; wait 1m |
        bob serves ann bathing-help 60 |
        ann confirmed 60, posted issuance -10 bob 10, completed 60
    two-heads; ann proposes adopts nanjing; bob approves ann; wait 1m |
        dan serves ann bathing-help 60 |
        ann confirmed 60, posted issuance -15 dan 15, completed 60
    # A service is under the pack in force at its start, whenever it is confirmed
    two-heads; ann publishes need bathing-help; cat asks ann; ann accepts cat;
        cat confirms ann 60; wait 1h; ann proposes adopts nanjing; bob approves ann |
        ann confirms cat 60 | ann confirmed 60, posted issuance -15 cat 15, completed 60
    two-heads; ann publishes need bathing-help; cat asks ann 60m in 2d; ann accepts cat;
        ann proposes adopts nanjing after 1d; bob approves ann; wait 3d; cat confirms ann 60 |
        ann confirms cat 60 | ann confirmed 60, posted issuance -10 cat 10, completed 60
    # and what was posted before stays as it was
    two-heads; cat serves ann bathing-help 60; ann proposes adopts nanjing; bob approves ann |
        ann unconfirms cat | reversed, ann took the confirmation back | cat 0 + 0 - 0
";

pub(crate) const CONDITIONS: &str = r"
    # Nanjing: who spends needs a standing
    earned; two-heads; ann proposes adopts nanjing; bob approves ann;
        dan publishes offer haircut | bob asks dan | spending_not_allowed
    earned; two-heads; ann proposes adopts nanjing; bob approves ann;
        dan publishes offer haircut; clerk notes bob spender | bob asks dan |
        held bob 12, dan may serve bob for 12
    earned; two-heads; ann proposes adopts nanjing; bob approves ann;
        dan publishes offer haircut; clerk notes bob spender for 1h; wait 61m | bob asks dan |
        spending_not_allowed
    # Whole hours in Beijing, Shanghai and Guangzhou
    two-heads; ann proposes adopts beijing; bob approves ann; cat publishes need haircut 60m |
        bob asks cat 90m | minutes_invalid
    two-heads; ann proposes adopts beijing; bob approves ann | cat publishes need haircut 30m |
        minutes_invalid
    # Minors earn honour, in Beijing nothing
    clerk notes bob minor | bob serves ann haircut 60 |
        ann confirmed 60, posted issuance -12 honour-of-bob 12, completed 60 |
        bob 0 + 0 - 0, honour-of-bob 0 + 12 - 0
    clerk notes cat minor; two-heads; ann proposes adopts beijing; bob approves ann; wait 1m |
        cat serves ann haircut 60 | ann confirmed 60, completed 60
    # Groups earn honour
    | committee serves ann haircut 60 |
        ann confirmed 60, posted issuance -12 honour-of-committee 12, completed 60
    # which is donated where the pack allows it
    committee serves ann haircut 60; wait 11m; cat settles | committee donates-honour 5 |
        gift_not_allowed
    committee serves ann haircut 60; wait 11m; cat settles; two-heads;
        ann proposes adopts nanjing; bob approves ann | committee donates-honour 5 |
        posted honour-of-committee -5 pool 5
    committee serves ann haircut 60; two-heads; ann proposes adopts nanjing; bob approves ann |
        committee donates-honour 5 | balance_too_low
    committee serves ann haircut 60; wait 11m; cat settles; two-heads;
        ann proposes adopts nanjing; bob approves ann; committee donates-honour 5 |
        committee undonates | reversed | honour-of-committee 12 + 0 - 0
    # What an account has no room for goes to the pool, or to honour
    two-heads; ann proposes adopts chancheng cap 10; bob approves ann; wait 1m |
        cat serves ann haircut 60 |
        ann confirmed 60, posted issuance -12 cat 10 pool 2, completed 60
    two-heads; ann proposes adopts chancheng cap 10 honouring; bob approves ann; wait 1m |
        cat serves ann haircut 60 |
        ann confirmed 60, posted issuance -12 cat 10 honour-of-cat 2, completed 60
    # The caps count what is issued; what residents pay each other only where the pack says so
    bob serves ann haircut 480; cat publishes offer haircut 480m; bob asks cat 480m;
        cat accepts bob; bob confirms cat 480; cat confirms bob 480 | cat serves ann haircut 60 |
        ann confirmed 60, posted issuance -12 cat 12, completed 60
    two-heads; ann proposes adopts chancheng strict; bob approves ann; wait 1m;
        bob serves ann haircut 480; cat publishes offer haircut 480m; bob asks cat 480m;
        cat accepts bob; bob confirms cat 480; cat confirms bob 480 | cat serves ann haircut 60 |
        ann confirmed 60, completed 60
    # A strict pack pays nobody beyond the cap, and the promise is free again
    two-heads; ann proposes adopts chancheng strict; bob approves ann; wait 1m;
        cat serves ann haircut 480; bob serves ann haircut 60; cat publishes offer haircut;
        bob asks cat; cat accepts bob; bob confirms cat 60 | cat confirms bob 60 |
        cat confirmed 60, released bob 12, completed 60 | bob 0 + 12 - 0
    # Gifts: Shanghai to friends, Guangzhou to the pool only
    earned; two-heads; ann proposes adopts shanghai; bob approves ann | bob offers-gift cat 3 |
        held bob 3, offered cat 3
    earned; bob names cat; two-heads; ann proposes adopts guangzhou; bob approves ann |
        bob offers-gift cat 3 | gift_not_allowed
";

#[test]
fn adoption_follows_its_table() {
    check(ADOPTION);
}

#[test]
fn conditions_follow_their_table() {
    check(CONDITIONS);
}
