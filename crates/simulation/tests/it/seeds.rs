//! One seed of each scenario: clean. Two of them twice: the same both times.

use simulation::{Scenario, Verdict, run, run_twice};

fn check(scenario: Scenario) {
    expect_clean(&run(scenario, 0));
}

fn expect_clean(verdict: &Verdict) {
    assert!(
        verdict.is_clean(),
        "{}\n{:#?}",
        verdict.command(),
        verdict.tally
    );
    assert!(verdict.tally.acknowledged > 10, "{:?}", verdict.tally);
}

#[test]
fn the_same_seed_is_the_same_run() {
    expect_clean(&run_twice(Scenario::TornDisk, 1));
    expect_clean(&run_twice(Scenario::Partition, 1));
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

#[test]
fn membership_change() {
    check(Scenario::MembershipChange);
}
