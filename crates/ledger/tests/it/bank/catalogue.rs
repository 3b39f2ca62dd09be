//! The catalogue: reserve, consume, settle; and who waits while the reserve is too low.

use crate::story::{Story, check, check_on};

pub(crate) const ENTRIES: &str = r"
    # Organisations that work there give, services or donated goods
    | committee sponsors service 5           | entry
    | committee sponsors goods 5             | entry
    | committee sponsors service 5 in hillside | area_invalid
    | committee sponsors service 5 in street | area_invalid
    | office sponsors service 5              | entry
    | ann sponsors service 5                 | role_missing
    | committee sponsors service 0           | amount_invalid
    | committee sponsors service 5 stock 0   | entry_invalid
    | committee sponsors service 5 stock 100001 | entry_invalid
    | committee sponsors service 5 budget 4.9 | entry_invalid
    | committee sponsors service 5 keep 23h  | entry_invalid
    | committee sponsors service 5 keep 91d  | entry_invalid
    | committee sponsors service 5 content 0 | content_invalid
    two-heads; ann proposes adopts nanjing; bob approves ann | committee sponsors goods 5 |
        entry_invalid
    committee sponsors service 5 | committee unsponsors | entry closed
    committee sponsors service 5 | ann unsponsors       | entry_of_another_party
    committee sponsors service 5; committee unsponsors | committee unsponsors | entry_closed
    | committee unsponsors | entry_unknown
";

/// Played where bob has twelve points, and the reserve has a hundred.
pub(crate) const REDEEMING: &str = r"
    # Reserve, consume, settle
    committee sponsors service 5 | bob redeems | held bob 5, reserved for bob at 5 |
        bob 12 + 0 - 5
    committee sponsors service 5; bob redeems | committee fulfils |
        released bob 5, posted bob -5 sponsor 5, consumed | bob 12 + -5 - 0, sponsor 0 + 5 - 0
    committee sponsors service 5; bob redeems; committee fulfils; wait 11m | dan settles |
        settled | bob 7 + 0 - 0, sponsor 5 + 0 - 0
    # What there is, for the residents of the community, with enough points
    | bob redeems | entry_unknown
    committee sponsors service 5; committee unsponsors | bob redeems | entry_closed
    committee sponsors service 5; bob redeems  | bob redeems | entry_closed
    committee sponsors service 5 stock 2; bob redeems | bob redeems |
        held bob 5, reserved for bob at 5
    committee sponsors service 5 stock 2 budget 9; bob redeems | bob redeems | entry_closed
    committee sponsors service 13              | bob redeems | balance_too_low
    office sponsors service 5 in hillside      | bob redeems | area_invalid
    committee sponsors service 5               | committee redeems | not_a_person
    # Either side ends what was not given
    committee sponsors service 5; bob redeems  | bob unredeems |
        released bob 5, redemption cancelled by bob | bob 12 + 0 - 0
    committee sponsors service 5; bob redeems  | committee unredeems |
        released bob 5, redemption cancelled by committee
    committee sponsors service 5; bob redeems; bob unredeems | bob redeems |
        held bob 5, reserved for bob at 5
    committee sponsors service 5; bob redeems  | cat unredeems | redemption_of_another_party
    | bob unredeems | redemption_unknown
    committee sponsors service 5; bob redeems; committee fulfils | bob unredeems |
        redemption_state_wrong
    committee sponsors service 5; bob redeems  | bob fulfils | redemption_of_another_party
    # Within ten minutes either side takes back that it was given
    committee sponsors service 5; bob redeems; committee fulfils; wait 10m | bob unfulfils |
        reversed, bob took the consumption back, held bob 5 | bob 12 + 0 - 5, sponsor 0 + 0 - 0
    committee sponsors service 5; bob redeems; committee fulfils | committee unfulfils |
        reversed, committee took the consumption back, held bob 5
    committee sponsors service 5; bob redeems; committee fulfils | cat unfulfils |
        redemption_of_another_party
    committee sponsors service 5; bob redeems; committee fulfils; wait 601s | bob unfulfils |
        withdrawal_too_late
    committee sponsors service 5; bob redeems | bob unfulfils | redemption_state_wrong
    # It is kept for a week
    committee sponsors service 5; bob redeems; wait 7d      | dan lets-lapse | not_due
    committee sponsors service 5; bob redeems; wait 604801s | dan lets-lapse |
        released bob 5, redemption expired | bob 12 + 0 - 0
    committee sponsors service 5; bob redeems; wait 604801s; dan lets-lapse | dan lets-lapse |
        redemption_state_wrong
    # Points that are taken back: the newest promise goes; what was given is paid by the community
    committee sponsors service 20; bob serves dan haircut 60; bob redeems | dan unconfirms bob |
        reversed, released bob 20, redemption cancelled by nobody,
        dan took the confirmation back | bob 12 + 0 - 0
    committee sponsors service 20; bob serves dan haircut 60; bob redeems; committee fulfils |
        dan unconfirms bob | reversed, guaranteed, dan took the confirmation back |
        bob 12 + 0 - 0, sponsor 0 + 20 - 0
    committee sponsors service 20; bob serves dan haircut 60; bob redeems; committee fulfils;
        dan unconfirms bob | bob unfulfils |
        reversed, bob took the consumption back, redemption cancelled by nobody |
        bob 12 + 0 - 0, sponsor 0 + 0 - 0
    # The reserve covers a hundred points in twelve months; who comes later waits
    bob serves ann haircut 480; committee sponsors service 60 stock 3; bob redeems; bob unredeems;
        bob redeems | bob unredeems | released bob 60, redemption cancelled by bob
    bob serves ann haircut 480; committee sponsors service 60 stock 3; bob redeems;
        cat serves ann haircut 300 | cat redeems | held cat 60, cat queues | cat 0 + 60 - 60
    # and nobody passes those who wait
    bob serves ann haircut 480; committee sponsors service 60 stock 3; bob redeems;
        cat serves ann haircut 300; cat redeems; committee sponsors service 1 | bob redeems |
        held bob 1, bob queues
    # until the reserve has grown, or somebody steps back
    bob serves ann haircut 480; committee sponsors service 60 stock 3; bob redeems;
        cat serves ann haircut 300; cat redeems | dan admits | reserve_too_low
    bob serves ann haircut 480; committee sponsors service 60 stock 3; bob redeems;
        cat serves ann haircut 300; cat redeems; bob unredeems | dan admits |
        reserved for cat at 60, 1 admitted | cat 0 + 60 - 60
    bob serves ann haircut 480; committee sponsors service 60 stock 3; bob redeems;
        cat serves ann haircut 300; cat redeems; cat unredeems | dan admits | 0 admitted
    bob serves ann haircut 480; committee sponsors service 60 stock 3; bob redeems;
        cat serves ann haircut 300; cat redeems; wait 1d; ann proposes funds 20; bob approves ann;
        wait 11m; dan settles | dan admits | reserved for cat at 60, 1 admitted
    bob serves ann haircut 480; committee sponsors service 60 stock 3; bob redeems;
        cat serves ann haircut 300; cat redeems | cat unfulfils | redemption_state_wrong
    | dan admits | not_due
    # The average is over twelve months
    bob serves ann haircut 480; committee sponsors service 60 stock 3; bob redeems;
        committee fulfils; cat serves ann haircut 300; wait 366d | cat redeems |
        held cat 60, reserved for cat at 60
    # Goods are paid with one's own points or the household's, never with granted ones
    clerk notes cat hardship; ann proposes grants-points starter cat 5; bob approves ann;
        committee sponsors goods 5 | cat redeems | balance_too_low
    clerk notes cat hardship; ann proposes grants-points starter cat 5; bob approves ann;
        committee sponsors service 5 | cat redeems | held grant-of-cat 5, reserved for cat at 5
    committee sponsors goods 5 | bob redeems | held bob 5, reserved for bob at 5
    bob houses cat; cat moves-in; bob shares 12; committee sponsors goods 5 | cat redeems |
        held household 5, reserved for cat at 5
    committee sponsors goods 5; ann proposes adopts nanjing; bob approves ann;
        clerk notes bob spender | bob redeems | entry_invalid
    # Guangzhou: from a hundred hours of service on
    committee sponsors service 5; ann proposes adopts guangzhou; bob approves ann | bob redeems |
        hours_too_few
";

/// Two administrators have filled the reserve, and bob has twelve points.
pub(crate) fn with_a_reserve() -> Story {
    let mut story = Story::begin();
    story
        .play("earned; two-heads; ann proposes funds 100; bob approves ann; wait 11m; dan settles");
    story
}

#[test]
fn entries_follow_their_table() {
    check(ENTRIES);
}

#[test]
fn redemptions_follow_their_table() {
    check_on(&with_a_reserve(), REDEEMING);
}

#[test]
fn without_a_reserve_everybody_waits() {
    check("earned; committee sponsors service 5 | bob redeems | held bob 5, bob queues");
}
