//! One seed of each scenario, twice: clean, and the same both times.

use simulation::{Scenario, run_twice};

fn check(scenario: Scenario) {
    let verdict = run_twice(scenario, 0);
    assert!(
        verdict.is_clean(),
        "{}\n{:#?}",
        verdict.command(),
        verdict.tally
    );
    assert!(verdict.tally.acknowledged > 10, "{:?}", verdict.tally);
}

#[test]
fn calm() {
    check(Scenario::Calm);
}

#[test]
fn crash() {
    check(Scenario::Crash);
}

#[test]
fn restart() {
    check(Scenario::Restart);
}

#[test]
fn torn_disk() {
    check(Scenario::TornDisk);
}

#[test]
fn partition() {
    check(Scenario::Partition);
}

#[test]
fn slow_links() {
    check(Scenario::SlowLinks);
}

#[test]
fn clock_skew() {
    check(Scenario::ClockSkew);
}

#[test]
fn equivocation() {
    check(Scenario::Equivocation);
}

#[test]
fn late_joiner() {
    check(Scenario::LateJoiner);
}

#[test]
fn full_disk() {
    check(Scenario::FullDisk);
}

#[test]
fn lost_ledger() {
    check(Scenario::LostLedger);
}

#[test]
fn flipped_bit() {
    check(Scenario::FlippedBit);
}
