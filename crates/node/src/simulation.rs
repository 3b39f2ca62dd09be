//! A whole network in one thread, from one seed: the product's own recovery, wiring, mempool, log
//! and rules, on a runtime whose time, order of events, disks and links are simulated.
//!
//! **What it is.** [`simulate`] gives a [`Cluster`] to a scenario, which crashes machines, cuts
//! links and submits what a [`Workload`] thinks of. A witness looks at every final block of every
//! machine and at every answer; what it objects to is a [`Fault`].
//!
//! **What it deliberately does not know.** What an operation means: the workload brings the
//! operations and its own bookkeeping. A scenario is written outside of this crate.
//!
//! **Its invariant.** The same seed gives the same run, to the byte: nothing here reads a clock,
//! a file or a source of randomness of the real machine.

mod cluster;
mod disk;
mod links;
mod machine;
mod process;
mod quiet;
mod twins;
mod witness;

pub use cluster::{Cluster, Crash, Plan};
pub use links::Quality;
pub use witness::{Fault, FaultKind, Tally};

use crate::chain::Head;
use commonware_runtime::{Runner as _, deterministic};
use ledger::{Block, Envelope, State, Timestamp};
use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    time::{Duration, UNIX_EPOCH},
};

/// Numbers that the seed determines: each call gives one below its argument.
pub type Chance<'a> = &'a mut dyn FnMut(u64) -> u64;

/// What people do in the simulated network, and the books that are kept beside the ledger's.
pub trait Workload: Send {
    /// An operation for a node whose last final block is `head`. It may be one that must be
    /// refused.
    fn next(&mut self, chance: Chance<'_>, head: &Head, now: Timestamp) -> Envelope;

    /// An operation that is new and valid.
    fn fresh(&mut self, now: Timestamp) -> Envelope;

    /// Looks at each final block once, in order, with the state after it.
    ///
    /// # Errors
    /// What is wrong with it, as a sentence.
    fn audit(&mut self, block: &Block, state: &State) -> Result<(), String>;
}

/// What a run gave.
#[derive(Debug)]
pub struct Outcome {
    /// What the witness counted, and what it objects to.
    pub tally: Tally,
    /// A digest of every event of the run: two runs of a seed have the same.
    pub trace: String,
}

/// Runs a scenario from a seed. A panic outside of the simulated processes is a fault as well.
pub fn simulate<F>(seed: u64, plan: Plan, scenario: F) -> Outcome
where
    F: AsyncFnOnce(&mut Cluster),
{
    let start = UNIX_EPOCH + Duration::from_millis(plan.genesis.time.0);
    let config = deterministic::Config::new()
        .with_seed(seed)
        .with_start_time(start)
        .with_timeout(Some(Duration::from_secs(3_600)));
    let run = AssertUnwindSafe(|| {
        deterministic::Runner::new(config).start(|context| async move {
            let mut cluster = Cluster::new(context, plan).await;
            scenario(&mut cluster).await;
            cluster.finish()
        })
    });
    let _quiet = quiet::Quiet::begin();
    catch_unwind(run).unwrap_or_else(|panic| Outcome {
        tally: Tally::of_a_panic(&machine::words_of(&*panic)),
        trace: String::new(),
    })
}
