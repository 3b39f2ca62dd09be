//! Many runs: scenarios times seeds, on as many threads as are given, and what they add up to.

use crate::{Scenario, Verdict, run, run_twice};
use node::simulation::FaultKind;
use serde_json::{Value, json};
use std::{
    collections::BTreeMap,
    ops::Range,
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
};

/// One run in this many is repeated, to see that it can be.
const REPEAT_EVERY: u64 = 16;

/// Which runs.
#[derive(Clone, Debug)]
pub struct Campaign {
    /// Seeds, the last one excluded.
    pub seeds: Range<u64>,
    /// Scenarios.
    pub scenarios: Vec<Scenario>,
    /// Threads, at least one.
    pub threads: usize,
}

/// What they gave.
#[derive(Debug)]
pub struct Report {
    campaign: Campaign,
    /// Runs that were repeated.
    repeated: u64,
    /// Every run, by scenario and seed.
    pub verdicts: Vec<Verdict>,
}

impl Campaign {
    /// Plays them all; `tell` hears of each failing run at once.
    pub fn play(self, tell: impl Fn(&Verdict) + Sync) -> Report {
        let seeds = || self.seeds.clone();
        let scenarios = self.scenarios.iter();
        let runs: Vec<(Scenario, u64)> = scenarios
            .flat_map(|scenario| seeds().map(|seed| (*scenario, seed)))
            .collect();
        let next = AtomicUsize::new(0);
        let verdicts = Mutex::new(Vec::with_capacity(runs.len()));
        thread::scope(|scope| {
            for _ in 0..self.threads.max(1) {
                scope.spawn(|| {
                    while let Some((scenario, seed)) =
                        runs.get(next.fetch_add(1, Ordering::Relaxed))
                    {
                        let verdict = play_one(*scenario, *seed);
                        if !verdict.is_clean() {
                            tell(&verdict);
                        }
                        let mut verdicts = verdicts.lock().unwrap_or_else(PoisonError::into_inner);
                        verdicts.push(verdict);
                    }
                });
            }
        });
        let mut verdicts = verdicts
            .into_inner()
            .unwrap_or_else(PoisonError::into_inner);
        verdicts.sort_by_key(|verdict| (verdict.scenario, verdict.seed));
        let repeated = runs.iter().filter(|(_, seed)| is_repeated(*seed)).count() as u64;
        Report {
            campaign: self,
            repeated,
            verdicts,
        }
    }
}

const fn is_repeated(seed: u64) -> bool {
    seed.is_multiple_of(REPEAT_EVERY)
}

fn play_one(scenario: Scenario, seed: u64) -> Verdict {
    if is_repeated(seed) {
        run_twice(scenario, seed)
    } else {
        run(scenario, seed)
    }
}

impl Report {
    /// Whether nobody objects to any run.
    #[must_use]
    pub fn is_clean(&self) -> bool {
        self.verdicts.iter().all(Verdict::is_clean)
    }

    fn faults(&self, kinds: &[FaultKind]) -> usize {
        let verdicts = self.verdicts.iter();
        let faults = verdicts.flat_map(|verdict| &verdict.tally.faults);
        faults.filter(|fault| kinds.contains(&fault.kind)).count()
    }

    fn facts(&self) -> BTreeMap<&'static str, u64> {
        let mut sum = BTreeMap::new();
        for (name, count) in self
            .verdicts
            .iter()
            .flat_map(|verdict| &verdict.tally.facts)
        {
            *sum.entry(*name).or_default() += count;
        }
        sum
    }

    fn sum(&self, what: impl Fn(&Verdict) -> u64) -> u64 {
        self.verdicts.iter().map(what).sum()
    }

    /// The report as one object.
    #[must_use]
    pub fn to_json(&self) -> Value {
        let failing = self.verdicts.iter().filter(|verdict| !verdict.is_clean());
        let failing: Vec<Value> = failing
            .map(|verdict| {
                let faults = verdict.tally.faults.iter().map(ToString::to_string);
                json!({
                    "scenario": verdict.scenario.name(),
                    "seed": verdict.seed,
                    "repeat": verdict.command(),
                    "faults": faults.collect::<Vec<_>>(),
                })
            })
            .collect();
        let Campaign {
            seeds, scenarios, ..
        } = &self.campaign;
        let names: Vec<&str> = scenarios.iter().map(|one| one.name()).collect();
        json!({
            "seeds": format!("{}..{}", seeds.start, seeds.end),
            "scenarios": names,
            "runs": self.verdicts.len(),
            "repeated": self.repeated,
            "blocks": self.sum(|verdict| verdict.tally.height),
            "operations": self.sum(|verdict| verdict.tally.operations),
            "acknowledged": self.sum(|verdict| verdict.tally.acknowledged),
            "evidence": self.sum(|verdict| verdict.tally.evidence),
            "facts": self.facts(),
            "starts": self.sum(|verdict| verdict.tally.starts),
            "forks": self.faults(&[FaultKind::Fork]),
            "lost": self.faults(&[FaultKind::Lost]),
            "double_spends": self.faults(&[FaultKind::DoubleSpend, FaultKind::Books]),
            "invalid": self.faults(&[
                FaultKind::Invalid,
                FaultKind::Unsigned,
                FaultKind::Uncertified,
            ]),
            "stalled": self.faults(&[FaultKind::Stalled]),
            "misdeeds_of_the_honest": self.faults(&[FaultKind::Misdeed]),
            "died": self.faults(&[FaultKind::Died, FaultKind::Start]),
            "not_repeatable": self.faults(&[FaultKind::NotRepeatable]),
            "failing_seeds": failing,
        })
    }
}
