//! The clock of a demonstration network moves forward, and only there.

use crate::story::{Story, check, check_on};
use testkit::{Chain, chain::genesis_of};

pub(crate) const DEMONSTRATION: &str = r"
                                              | office advances 11m  | clock 11m ahead
    office advances 11m                       | office advances 1d   | clock 1451m ahead
                                              | office advances 366d | clock 527040m ahead
                                              | office advances 367d | clock_step_invalid
                                              | office advances 0m   | clock_step_invalid
                                              | ann advances 11m     | role_missing
    office grants operator to ann             | ann advances 11m     | role_missing
    office grants operator to ann in district | ann advances 11m     | clock 11m ahead
    # Everything that waits for time follows
    served; office advances 11m                  | cat settles  | settled
    ann publishes need haircut open 1d; office advances 2d | bob asks ann | listing_closed
";

pub(crate) const REAL: &str = r"
    | office advances 11m | not_a_demonstration
";

/// A network that is not a demonstration.
pub(crate) fn real_network() -> Story {
    let mut genesis = genesis_of(1);
    genesis.demo = false;
    Story::on(Chain::from_genesis(genesis))
}

#[test]
fn a_demonstration_moves_its_clock() {
    check(DEMONSTRATION);
}

#[test]
fn a_real_network_does_not() {
    check_on(&real_network(), REAL);
}

#[test]
fn a_real_network_ignores_an_offset_in_its_description() {
    let mut genesis = genesis_of(1);
    genesis.clock_offset_ms = 60_000;
    assert_eq!(genesis.state().clock_offset_ms(), 60_000);
    genesis.demo = false;
    assert_eq!(genesis.state().clock_offset_ms(), 0);
}
