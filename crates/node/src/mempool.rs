//! Operations that wait for a block: checked, each once, never too many, and none in front of the
//! others because its sender sends more.
//!
//! Nothing that waits is given up for something newer. Where a block has no room for all, offices
//! take turns, and within an office its keys do; what is chosen then stands in order of arrival,
//! so that an operation follows the one it depends on.

mod lane;

use crate::submit::{Answer, Final, SubmitError};
use lane::{Held, Lane};
use ledger::{OperationId, Rejection, Sealed, Timestamp};
use std::collections::{BTreeMap, BTreeSet};
use tokio::sync::oneshot;

/// The most callers who wait for the same operation.
const CALLERS_MAX: usize = 64;

/// Bounds of a mempool.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MempoolLimits {
    /// The most operations.
    pub operations_max: usize,
    /// The most bytes of all of them.
    pub bytes_max: usize,
    /// What came through one office may take one part in so many of either bound.
    pub office_share: usize,
    /// What one key signed may take one part in so many of either bound.
    pub key_share: usize,
}

impl Default for MempoolLimits {
    fn default() -> Self {
        Self {
            operations_max: 100_000,
            bytes_max: 64 * 1024 * 1024,
            office_share: 2,
            key_share: 16,
        }
    }
}

impl MempoolLimits {
    /// What one part in `share` holds.
    pub(crate) fn part(&self, share: usize) -> Held {
        let share = share.max(1);
        Held {
            operations: self.operations_max.div_ceil(share),
            bytes: self.bytes_max.div_ceil(share),
        }
    }
}

/// Through whom an operation came here.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Origin {
    /// A caller of this node.
    Here,
    /// The node with this key.
    Peer([u8; 32]),
    /// A proposed block, whose signatures were checked with it.
    Block,
}

#[derive(Debug)]
struct Waiting {
    operation: Sealed,
    origin: Origin,
    /// Its turn within the lane of its office.
    turn: u64,
    arrival: u64,
    callers: Vec<oneshot::Sender<Answer>>,
}

/// The operations of one node.
#[derive(Debug)]
pub(crate) struct Mempool {
    limits: MempoolLimits,
    held: Held,
    arrivals: u64,
    waiting: BTreeMap<OperationId, Waiting>,
    lanes: BTreeMap<Origin, Lane>,
    ends: BTreeSet<(Timestamp, OperationId)>,
    stopped: bool,
}

impl Mempool {
    pub(crate) const fn new(limits: MempoolLimits) -> Self {
        Self {
            limits,
            held: Held::NOTHING,
            arrivals: 0,
            waiting: BTreeMap::new(),
            lanes: BTreeMap::new(),
            ends: BTreeSet::new(),
            stopped: false,
        }
    }

    /// Keeps an admitted operation, or adds a caller to one that waits already. Whether it is new
    /// here; otherwise, and where there is no room for it, its caller has been told.
    pub(crate) fn insert(
        &mut self,
        operation: Sealed,
        origin: Origin,
        caller: Option<oneshot::Sender<Answer>>,
    ) -> bool {
        let id = operation.operation_id();
        if let Some(waiting) = self.waiting.get_mut(&id) {
            if waiting.callers.len() < CALLERS_MAX {
                waiting.callers.extend(caller);
            } else {
                answer(caller, &Err(SubmitError::Overloaded));
            }
            return false;
        }
        if let Err(error) = self.has_room(&operation, origin) {
            answer(caller, &Err(error));
            return false;
        }
        let bytes = operation.bytes().len();
        self.held.add(bytes);
        self.ends.insert((operation.intent.not_after, id));
        self.arrivals += 1;
        let arrival = self.arrivals;
        let lane = self.lanes.entry(origin).or_default();
        let turn = lane.add(operation.intent.key, bytes, arrival, id);
        let waiting = Waiting {
            operation,
            origin,
            turn,
            arrival,
            callers: caller.into_iter().collect(),
        };
        self.waiting.insert(id, waiting);
        true
    }

    fn has_room(&self, operation: &Sealed, origin: Origin) -> Result<(), SubmitError> {
        if self.stopped {
            return Err(SubmitError::Stopped);
        }
        let bytes = operation.bytes().len();
        let whole = self.limits.part(1);
        let office = self.limits.part(self.limits.office_share);
        let lane = self.lanes.get(&origin);
        let office_held = lane.map_or(Held::NOTHING, Lane::held);
        if self.held.exceeds(whole, bytes) || office_held.exceeds(office, bytes) {
            return Err(SubmitError::Overloaded);
        }
        let key = self.limits.part(self.limits.key_share);
        let key_held = lane.map_or(Held::NOTHING, |lane| lane.held_by(operation.intent.key));
        if key_held.exceeds(key, bytes) {
            return Err(SubmitError::QuotaExceeded);
        }
        Ok(())
    }

    /// The operation that waits under an id; its signature was checked.
    pub(crate) fn get(&self, id: OperationId) -> Option<&Sealed> {
        self.waiting.get(&id).map(|waiting| &waiting.operation)
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.waiting.is_empty()
    }

    /// What waits here: operations and their bytes.
    pub(crate) const fn held(&self) -> Held {
        self.held
    }

    /// Operations that fit into `bytes_max`, without those that `skip` names: offices in turn,
    /// the one with the fewest bytes so far first, then in order of arrival.
    pub(crate) fn candidates(
        &self,
        bytes_max: usize,
        skip: impl Fn(OperationId) -> bool,
    ) -> Vec<Sealed> {
        let mut room = bytes_max;
        let mut turns: Vec<_> = self
            .lanes
            .values()
            .map(|lane| (0_usize, lane.in_turn()))
            .collect();
        let mut chosen: Vec<&Waiting> = Vec::new();
        while let Some(at) = (0..turns.len()).min_by_key(|at| turns[*at].0) {
            let (taken, lane) = &mut turns[at];
            let next = lane.by_ref().find(|id| !skip(*id));
            let next = next.and_then(|id| self.waiting.get(&id));
            let Some(next) = next else {
                drop(turns.swap_remove(at));
                continue;
            };
            let bytes = next.operation.bytes().len();
            let Some(left) = room.checked_sub(bytes) else {
                break;
            };
            room = left;
            *taken += bytes;
            chosen.push(next);
        }
        chosen.sort_unstable_by_key(|waiting| waiting.arrival);
        chosen.iter().map(|one| one.operation.clone()).collect()
    }

    /// Tells the callers of an operation that it is final; `done` is asked only if it waits here.
    pub(crate) fn finish(&mut self, id: OperationId, done: impl FnOnce() -> Final) {
        if let Some(waiting) = self.take(id)
            && !waiting.callers.is_empty()
        {
            answer(waiting.callers, &Ok(done()));
        }
    }

    /// Tells the callers of an operation that no block will carry it.
    pub(crate) fn refuse(&mut self, id: OperationId, rejection: Rejection) {
        if let Some(waiting) = self.take(id) {
            answer(waiting.callers, &Err(SubmitError::from(rejection)));
        }
    }

    /// Lets go of operations that no block from `time` on may carry.
    pub(crate) fn expire(&mut self, time: Timestamp) {
        self.let_go(time, &SubmitError::Expired);
    }

    /// Lets go of operations that ended before `time` while no block was agreed on: one that was
    /// agreed on unseen may still carry them.
    pub(crate) fn give_up(&mut self, time: Timestamp) {
        self.let_go(time, &SubmitError::Undecided);
    }

    fn let_go(&mut self, time: Timestamp, error: &SubmitError) {
        while let Some((end, id)) = self.ends.first().copied()
            && end < time
        {
            match self.take(id) {
                Some(waiting) => answer(waiting.callers, &Err(error.clone())),
                None => drop(self.ends.pop_first()),
            }
        }
    }

    /// The number of the newest arrival.
    pub(crate) const fn newest(&self) -> u64 {
        self.arrivals
    }

    /// Operations of callers of this node that arrived up to a number, at most `count`.
    pub(crate) fn ours_until(&self, arrival: u64, count: usize) -> Vec<Sealed> {
        let lane = self.lanes.get(&Origin::Here);
        let ids = lane.into_iter().flat_map(Lane::in_turn);
        let waiting = ids.filter_map(|id| self.waiting.get(&id));
        let old = waiting.filter(|waiting| waiting.arrival <= arrival);
        let mut old: Vec<&Waiting> = old.take(count).collect();
        old.sort_unstable_by_key(|waiting| waiting.arrival);
        old.iter().map(|one| one.operation.clone()).collect()
    }

    /// Tells every caller, now and from now on, that the node stops.
    pub(crate) fn stop(&mut self) {
        self.stopped = true;
        self.held = Held::NOTHING;
        self.lanes.clear();
        self.ends.clear();
        for waiting in std::mem::take(&mut self.waiting).into_values() {
            answer(waiting.callers, &Err(SubmitError::Stopped));
        }
    }

    fn take(&mut self, id: OperationId) -> Option<Waiting> {
        let waiting = self.waiting.remove(&id)?;
        let intent = &waiting.operation.intent;
        let bytes = waiting.operation.bytes().len();
        self.held.remove(bytes);
        self.ends.remove(&(intent.not_after, id));
        if let Some(lane) = self.lanes.get_mut(&waiting.origin) {
            lane.remove(intent.key, bytes, (waiting.turn, waiting.arrival));
            if lane.held().operations == 0 {
                self.lanes.remove(&waiting.origin);
            }
        }
        Some(waiting)
    }
}

pub(crate) fn answer(callers: impl IntoIterator<Item = oneshot::Sender<Answer>>, answer: &Answer) {
    for caller in callers {
        // A caller that went away does not want to know.
        drop(caller.send(answer.clone()));
    }
}

#[cfg(test)]
mod tests;
