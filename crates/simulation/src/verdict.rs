//! One run of one scenario, and what to think of it.

use crate::{District, Scenario};
use node::simulation::{Fault, FaultKind, Outcome, Plan, Tally, simulate};

/// What a run gave.
#[derive(Clone, Debug)]
pub struct Verdict {
    /// The scenario.
    pub scenario: Scenario,
    /// The seed.
    pub seed: u64,
    /// What the witness counted.
    pub tally: Tally,
    /// A digest of every event of the run.
    pub trace: String,
}

impl Verdict {
    /// Whether nobody objects.
    #[must_use]
    pub const fn is_clean(&self) -> bool {
        self.tally.faults.is_empty()
    }

    /// Objections of one kind.
    pub fn of_kind(&self, kind: FaultKind) -> impl Iterator<Item = &Fault> {
        let faults = self.tally.faults.iter();
        faults.filter(move |fault| fault.kind == kind)
    }

    /// The line that repeats this run.
    #[must_use]
    pub fn command(&self) -> String {
        let (seed, name) = (self.seed, self.scenario.name());
        format!("linli sim --seeds {seed}..{} --scenario {name}", seed + 1)
    }
}

/// Plays a scenario for a seed.
#[must_use]
pub fn run(scenario: Scenario, seed: u64) -> Verdict {
    let (district, genesis, signers) =
        District::new(seed, scenario.validators(), scenario.watchers());
    let district = if scenario.changes_members() {
        district.with_affairs(seed, &signers)
    } else {
        district
    };
    let plan = Plan {
        genesis,
        signers,
        workload: Box::new(district),
    };
    let Outcome { tally, trace } = simulate(seed, plan, async |cluster| {
        scenario.play(cluster).await;
    });
    Verdict {
        scenario,
        seed,
        tally,
        trace,
    }
}

/// Plays a scenario twice for a seed; that the two runs differ is an objection as well.
#[must_use]
pub fn run_twice(scenario: Scenario, seed: u64) -> Verdict {
    let first = run(scenario, seed);
    let mut second = run(scenario, seed);
    if (&first.trace, first.tally.root) != (&second.trace, second.tally.root) {
        second.tally.faults.push(Fault {
            kind: FaultKind::NotRepeatable,
            text: format!("traces {} and {} differ", first.trace, second.trace),
        });
    }
    second
}
