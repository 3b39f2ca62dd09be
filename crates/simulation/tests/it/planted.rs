//! Each mistake that is made on purpose must be found within a hundred seeds, and by its name.

use ledger::planted::{PlantedBug, plant};
use node::simulation::FaultKind;
use simulation::{Scenario, run};
use std::io::Write as _;

/// Seeds that a mistake may hide from.
const SEEDS_MAX: u64 = 100;

/// Where a mistake shows, and what it looks like there.
fn expectation(bug: PlantedBug) -> (Scenario, &'static [FaultKind]) {
    use FaultKind::*;
    match bug {
        PlantedBug::SkippedSignatureCheck => (Scenario::Calm, &[Invalid, Unsigned]),
        PlantedBug::LostSync => (Scenario::TornDisk, &[Lost, Fork]),
        PlantedBug::DoubleApply | PlantedBug::ForgottenHold => (Scenario::Calm, &[Books]),
        PlantedBug::AcknowledgesBeforeFinal => (Scenario::Calm, &[Lost, Uncertified]),
        PlantedBug::AcceptsReplay => (Scenario::Calm, &[DoubleSpend]),
        PlantedBug::IgnoresParentState => (Scenario::Calm, &[Invalid]),
        PlantedBug::ForgetsDedupeAfterRestart => (Scenario::Restart, &[Invalid, DoubleSpend]),
        PlantedBug::WrongSetAtBoundary => (Scenario::Calm, &[Uncertified]),
        PlantedBug::CutsWholeRecord => (Scenario::Crash, &[Lost]),
        PlantedBug::VotesWithoutLedger => (Scenario::LostLedger, &[Start]),
        PlantedBug::GoesOnAfterFailedWrite => (Scenario::FullDisk, &[Lost, Died, Start]),
        PlantedBug::ForgetsVotes => (Scenario::Crash, &[Misdeed]),
        PlantedBug::IgnoresDigest => (Scenario::FlippedBit, &[Start]),
    }
}

fn hunt(bug: PlantedBug) {
    let (scenario, kinds) = expectation(bug);
    for seed in 0..SEEDS_MAX {
        plant(Some(bug));
        let verdict = run(scenario, seed);
        plant(None);
        let found = kinds.iter().find_map(|kind| verdict.of_kind(*kind).next());
        if let Some(fault) = found {
            let name = scenario.name();
            let line = format!("{bug:?}: found by seed {seed} of {name}: {fault}");
            writeln!(std::io::stderr(), "{line}").unwrap();
            return;
        }
    }
    panic!(
        "{bug:?} hides from {SEEDS_MAX} seeds of {}",
        scenario.name()
    );
}

macro_rules! hunts {
    ($($name:ident: $bug:ident,)*) => {
        $(#[test] fn $name() { hunt(PlantedBug::$bug); })*

        #[test]
        fn every_mistake_is_hunted() {
            let hunted = [$(PlantedBug::$bug),*];
            assert_eq!(hunted, PlantedBug::ALL);
        }
    };
}

hunts! {
    a_skipped_signature_check: SkippedSignatureCheck,
    a_lost_sync: LostSync,
    a_double_apply: DoubleApply,
    a_forgotten_hold: ForgottenHold,
    an_answer_before_the_end: AcknowledgesBeforeFinal,
    an_accepted_replay: AcceptsReplay,
    an_ignored_parent: IgnoresParentState,
    a_memory_lost_with_a_restart: ForgetsDedupeAfterRestart,
    a_wrong_set_at_the_boundary: WrongSetAtBoundary,
    a_whole_record_cut: CutsWholeRecord,
    a_vote_without_a_ledger: VotesWithoutLedger,
    a_failed_write_passed_over: GoesOnAfterFailedWrite,
    forgotten_votes: ForgetsVotes,
    an_ignored_digest: IgnoresDigest,
}
