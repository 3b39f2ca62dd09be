//! Points grow old only where a community has voted for it, after a notice of ninety days.

use crate::story::{Story, check, check_on};

pub(crate) const WITHOUT: &str = r"
    earned; wait 800d | dan announces-expiry bob | nothing_expires
    earned; wait 800d | dan expires-points bob   | nothing_expires
                      | dan announces-expiry zoe | party_unknown
";

/// Played where riverside has voted that points live for 24 months, and bob had twelve before.
pub(crate) const AGING: &str = r"
    # Points from before the vote are as young as the vote
    wait 600d | dan announces-expiry bob | nothing_expires
    wait 700d | dan announces-expiry bob | 12 will expire
    wait 700d | dan announces-expiry ann | nothing_expires
    wait 700d; dan announces-expiry bob | dan announces-expiry bob | nothing_expires
    # Ninety days' notice, and then they are the pool's
    wait 700d; dan announces-expiry bob; wait 89d | dan expires-points bob | not_due
    wait 700d; dan announces-expiry bob; wait 90d | dan expires-points bob |
        posted bob -12 pool 12, settled, points expired | bob 0 + 0 - 0, pool 12 + 0 - 0
    wait 800d | dan expires-points bob | nothing_expires
    # What was received since is young; what was spent since was the oldest
    wait 700d; bob serves ann haircut 60; wait 11m; cat settles; dan announces-expiry bob;
        wait 90d | dan expires-points bob |
        posted bob -12 pool 12, settled, points expired | bob 12 + 0 - 0
    wait 700d; bob serves ann haircut 60; wait 11m; cat settles; dan announces-expiry bob;
        bob donates 5; wait 11m; cat settles; wait 90d | dan expires-points bob |
        posted bob -7 pool 7, settled, points expired | bob 12 + 0 - 0
    wait 700d; dan announces-expiry bob; bob donates 12; wait 11m; cat settles; wait 90d |
        dan expires-points bob | points expired
    # What is promised stays
    wait 700d; dan announces-expiry bob; dan publishes offer haircut; wait 90d;
        dan publishes offer haircut; bob asks dan | dan expires-points bob | points expired
    # A community that votes it away again keeps its points
    wait 700d; dan announces-expiry bob; ann proposes adopts chancheng; bob approves ann;
        wait 90d | dan expires-points bob | nothing_expires
    # A notice that nobody acted on is void after a while
    wait 700d; dan announces-expiry bob; wait 181d | dan announces-expiry bob | 12 will expire
";

/// A community that has voted for expiry, and bob with twelve points from before.
pub(crate) fn with_aging() -> Story {
    let mut story = Story::begin();
    story.play("earned; two-heads; ann proposes adopts chancheng aging; bob approves ann; wait 1d");
    story
}

#[test]
fn nothing_grows_old_without_a_vote() {
    check(WITHOUT);
}

#[test]
fn aging_follows_its_table() {
    check_on(&with_aging(), AGING);
}
