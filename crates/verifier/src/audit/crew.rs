//! The crew: threads that decode, check signatures and hash while one thread replays block after
//! block. What a block does to the state follows from its operations alone, and no block counts
//! before everything about it has been checked.
//!
//! Jobs wait in three lanes: those that the replaying thread waits for, those that it does not, and
//! those that must be done in their order.

use super::{AuditFault, Record};
use std::{
    cell::Cell,
    collections::VecDeque,
    num::NonZeroUsize,
    sync::{
        Condvar, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    thread,
};

/// Jobs that may wait behind the replaying thread; it waits for the crew then.
const LATER_MAX: usize = 128;
/// With fewer operations in all, threads cost more than they save.
const WORTH_THREADS: usize = 256;

type Job = Box<dyn FnOnce(&Faults) + Send>;

/// Which of several faults of one height is named.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Rank {
    /// The operation at a position may not be in the block.
    Operation(usize),
    StateRoot,
    Replay,
    Books,
}

/// The lowest fault that was found so far.
#[derive(Debug, Default)]
pub(super) struct Faults {
    lowest: Mutex<Option<(u64, Rank, AuditFault)>>,
    found: AtomicBool,
}

impl Faults {
    /// Keeps a fault when none lower is known.
    pub(super) fn report(&self, rank: Rank, fault: AuditFault) {
        let mut lowest = lock(&self.lowest);
        let place = (fault.height, rank);
        if lowest
            .as_ref()
            .is_none_or(|(height, rank, _)| place < (*height, *rank))
        {
            *lowest = Some((fault.height, rank, fault));
        }
        self.found.store(true, Ordering::Release);
    }

    /// Keeps a fault of a record.
    pub(super) fn accuse(&self, rank: Rank, record: &Record, code: &'static str, reason: &str) {
        self.report(rank, AuditFault::of(record, code, reason));
    }

    fn take(self) -> Option<AuditFault> {
        let lowest = self.lowest.into_inner();
        let lowest = lowest.unwrap_or_else(PoisonError::into_inner);
        lowest.map(|(_, _, fault)| fault)
    }
}

/// The lane of a job.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Lane {
    /// The replaying thread will wait for it.
    Urgent,
    /// Any time before the end.
    Later,
    /// Any time before the end, but in order.
    Ordered,
}

#[derive(Default)]
struct Lanes {
    urgent: VecDeque<Job>,
    later: VecDeque<Job>,
    ordered: VecDeque<Job>,
    running: usize,
    closed: bool,
}

impl Lanes {
    fn are_empty(&self) -> bool {
        self.urgent.is_empty() && self.later.is_empty() && self.ordered.is_empty()
    }
}

#[derive(Default)]
struct Shared {
    lanes: Mutex<Lanes>,
    changed: Condvar,
    faults: Faults,
}

/// Hands jobs to the threads.
pub(super) struct Crew<'a> {
    shared: &'a Shared,
    start: &'a dyn Fn(),
    started: Cell<bool>,
    weight: Cell<usize>,
}

/// Closes the lanes, also when the work ends in a panic: threads must not wait for ever.
struct Closing<'a>(&'a Shared);

impl Drop for Closing<'_> {
    fn drop(&mut self) {
        lock(&self.0.lanes).closed = true;
        self.0.changed.notify_all();
    }
}

/// Runs `work` beside a crew, whose threads start when there is enough to do; the lowest fault
/// that the crew found.
pub(super) fn beside<T>(work: impl FnOnce(&Crew<'_>) -> T) -> (T, Option<AuditFault>) {
    let shared = Shared::default();
    let done = thread::scope(|scope| {
        let start = || {
            for _ in 0..thread::available_parallelism().map_or(1, NonZeroUsize::get) {
                scope.spawn(|| shared.serve(Lanes::next));
            }
            scope.spawn(|| shared.serve(|lanes| lanes.ordered.pop_front()));
        };
        let _closing = Closing(&shared);
        work(&Crew {
            shared: &shared,
            start: &start,
            started: Cell::new(false),
            weight: Cell::new(0),
        })
    });
    (done, shared.faults.take())
}

impl Lanes {
    fn next(&mut self) -> Option<Job> {
        self.urgent.pop_front().or_else(|| self.later.pop_front())
    }
}

impl Shared {
    fn serve(&self, next: impl Fn(&mut Lanes) -> Option<Job>) {
        let mut lanes = lock(&self.lanes);
        loop {
            if let Some(job) = next(&mut lanes) {
                lanes.running = lanes.running.saturating_add(1);
                drop(lanes);
                self.changed.notify_all();
                job(&self.faults);
                lanes = lock(&self.lanes);
                lanes.running = lanes.running.saturating_sub(1);
                self.changed.notify_all();
            } else if lanes.closed {
                return;
            } else {
                lanes = wait(&self.changed, lanes);
            }
        }
    }
}

impl Crew<'_> {
    /// Hands over a job of about so many operations.
    pub(super) fn hand_over(
        &self,
        lane: Lane,
        operations: usize,
        job: impl FnOnce(&Faults) + Send + 'static,
    ) {
        self.weight
            .set(self.weight.get().saturating_add(operations));
        if !self.started.get() {
            if self.weight.get() < WORTH_THREADS {
                return job(&self.shared.faults);
            }
            self.started.set(true);
            (self.start)();
        }
        let mut lanes = lock(&self.shared.lanes);
        while lane != Lane::Urgent
            && lanes.later.len().saturating_add(lanes.ordered.len()) >= LATER_MAX
        {
            lanes = wait(&self.shared.changed, lanes);
        }
        let job: Job = Box::new(job);
        match lane {
            Lane::Urgent => lanes.urgent.push_back(job),
            Lane::Later => lanes.later.push_back(job),
            Lane::Ordered => lanes.ordered.push_back(job),
        }
        drop(lanes);
        self.shared.changed.notify_all();
    }

    /// Waits until every job is done; whether all of them found everything sound.
    pub(super) fn settle(&self) -> bool {
        let mut lanes = lock(&self.shared.lanes);
        while lanes.running > 0 || !lanes.are_empty() {
            lanes = wait(&self.shared.changed, lanes);
        }
        !self.found_fault()
    }

    /// Whether a fault is known by now: then later blocks need no replay.
    pub(super) fn found_fault(&self) -> bool {
        self.shared.faults.found.load(Ordering::Acquire)
    }

    /// Keeps a fault that the replaying thread found.
    pub(super) fn report(&self, rank: Rank, fault: AuditFault) {
        self.shared.faults.report(rank, fault);
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

fn wait<'a, T>(changed: &Condvar, guard: MutexGuard<'a, T>) -> MutexGuard<'a, T> {
    changed.wait(guard).unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::Arc;

    fn fault(height: u64) -> AuditFault {
        AuditFault::missing(height)
    }

    #[test]
    fn the_lowest_fault_is_named_whoever_finds_it_first() {
        for order in [[3, 5, 9], [9, 5, 3], [5, 9, 3]] {
            let (_, found) = beside(|crew| {
                for height in order {
                    crew.hand_over(Lane::Later, WORTH_THREADS, move |faults| {
                        faults.report(Rank::Books, fault(height));
                        faults.report(Rank::Operation(0), fault(height));
                    });
                }
                assert!(!crew.settle());
            });
            assert_eq!(found, Some(fault(3)));
        }
    }

    #[test]
    fn ordered_jobs_keep_their_order_and_settling_waits_for_all() {
        let done = Arc::new(Mutex::new(Vec::new()));
        let (_, found) = beside(|crew| {
            for number in 0..1_000 {
                let done = Arc::clone(&done);
                crew.hand_over(Lane::Ordered, 1, move |_| lock(&done).push(number));
                crew.hand_over(Lane::Later, 1, |_| ());
            }
            assert!(crew.settle());
            assert_eq!(lock(&done).len(), 1_000);
        });
        assert_eq!(found, None);
        assert!(lock(&done).is_sorted());
    }
}
