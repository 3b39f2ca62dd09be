//! Operations that wait for a block: checked, in order of arrival, each once, and never too many.

use crate::submit::{Answer, Final, SubmitError};
use ledger::{OperationId, Rejection, Sealed, Timestamp};
use std::collections::BTreeMap;
use tokio::sync::oneshot;

/// Bounds of a mempool.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MempoolLimits {
    /// The most operations.
    pub operations_max: usize,
    /// The most bytes of all of them.
    pub bytes_max: usize,
}

impl Default for MempoolLimits {
    fn default() -> Self {
        Self {
            operations_max: 100_000,
            bytes_max: 64 * 1024 * 1024,
        }
    }
}

#[derive(Debug)]
struct Waiting {
    operation: Sealed,
    callers: Vec<oneshot::Sender<Answer>>,
}

/// The operations of one node.
#[derive(Debug)]
pub(crate) struct Mempool {
    limits: MempoolLimits,
    bytes: usize,
    next: u64,
    queue: BTreeMap<u64, Waiting>,
    places: BTreeMap<OperationId, u64>,
    stopped: bool,
}

impl Mempool {
    pub(crate) const fn new(limits: MempoolLimits) -> Self {
        Self {
            limits,
            bytes: 0,
            next: 0,
            queue: BTreeMap::new(),
            places: BTreeMap::new(),
            stopped: false,
        }
    }

    /// Keeps an admitted operation, or adds a caller to one that waits already.
    pub(crate) fn insert(&mut self, operation: Sealed, caller: Option<oneshot::Sender<Answer>>) {
        let (id, bytes) = (operation.operation_id(), operation.bytes().len());
        if let Some(waiting) = self.places.get(&id).and_then(|at| self.queue.get_mut(at)) {
            waiting.callers.extend(caller);
            return;
        }
        if self.stopped {
            answer(caller, &Err(SubmitError::Stopped));
            return;
        }
        let full = self.queue.len() >= self.limits.operations_max
            || self.bytes.saturating_add(bytes) > self.limits.bytes_max;
        if full {
            answer(caller, &Err(SubmitError::Overloaded));
            return;
        }
        self.bytes += bytes;
        self.places.insert(id, self.next);
        let callers = caller.into_iter().collect();
        let waiting = Waiting { operation, callers };
        self.queue.insert(self.next, waiting);
        self.next += 1;
    }

    pub(crate) fn contains(&self, id: OperationId) -> bool {
        self.places.contains_key(&id)
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.queue.is_empty()
    }

    /// The oldest operations that fit into `bytes_max`, without those that `skip` names.
    pub(crate) fn candidates(
        &self,
        bytes_max: usize,
        skip: impl Fn(OperationId) -> bool,
    ) -> Vec<Sealed> {
        let mut room = bytes_max;
        let mut candidates = Vec::new();
        let waiting = self.queue.values().map(|waiting| &waiting.operation);
        for operation in waiting.filter(|one| !skip(one.operation_id())) {
            let Some(left) = room.checked_sub(operation.bytes().len()) else {
                break;
            };
            room = left;
            candidates.push(operation.clone());
        }
        candidates
    }

    /// Tells the callers of an operation that it is final.
    pub(crate) fn finish(&mut self, done: &Final) {
        if let Some(waiting) = self.take(done.operation) {
            answer(waiting.callers, &Ok(done.clone()));
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
        let late = self.queue.values();
        let late = late.map(|waiting| &waiting.operation);
        let late = late.filter(|operation| operation.intent.not_after < time);
        let late: Vec<OperationId> = late.map(Sealed::operation_id).collect();
        for id in late {
            self.refuse(id, Rejection::Expired);
        }
    }

    /// Tells every caller, now and from now on, that the node stops.
    pub(crate) fn stop(&mut self) {
        self.stopped = true;
        self.places.clear();
        self.bytes = 0;
        for waiting in std::mem::take(&mut self.queue).into_values() {
            answer(waiting.callers, &Err(SubmitError::Stopped));
        }
    }

    fn take(&mut self, id: OperationId) -> Option<Waiting> {
        let place = self.places.remove(&id)?;
        let waiting = self.queue.remove(&place)?;
        self.bytes -= waiting.operation.bytes().len();
        Some(waiting)
    }
}

fn answer(callers: impl IntoIterator<Item = oneshot::Sender<Answer>>, answer: &Answer) {
    for caller in callers {
        // A caller that went away does not want to know.
        drop(caller.send(answer.clone()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ledger::{
        Action, Envelope, KeyIndex, NetworkId, Operation, PartyId, Seal as _,
        hash::Suite,
        ids::ListingId,
        operation::{Intent, ListingAction, listing::CloseListing},
        signature::Signature,
    };

    const NETWORK: NetworkId = NetworkId([9; 32]);

    fn operation(nonce: u64) -> Sealed {
        let listing = ListingId([0; 16]);
        let envelope = Envelope {
            intent: Intent {
                suite: Suite::Sha256Ed25519,
                actor: PartyId([0; 16]),
                key: KeyIndex(0),
                not_after: Timestamp(nonce),
                nonce,
                operation: Operation::Single(Action::Listing(ListingAction::CloseListing(
                    CloseListing { listing },
                ))),
            },
            signature: Signature::Ed25519([0; 64]),
        };
        envelope.seal(NETWORK)
    }

    fn id(number: u64) -> OperationId {
        operation(number).operation_id()
    }

    /// Operations 0, 1, 2, in this order, and their answers; there is room for no more.
    fn three() -> (Mempool, Vec<oneshot::Receiver<Answer>>) {
        let limits = MempoolLimits {
            operations_max: 10,
            bytes_max: 3 * bytes(),
        };
        let mut mempool = Mempool::new(limits);
        let answers = (0..3).map(|number| add(&mut mempool, number)).collect();
        (mempool, answers)
    }

    fn bytes() -> usize {
        operation(0).bytes().len()
    }

    fn add(mempool: &mut Mempool, number: u64) -> oneshot::Receiver<Answer> {
        let (caller, answer) = oneshot::channel();
        mempool.insert(operation(number), Some(caller));
        answer
    }

    fn nonces(candidates: &[Sealed]) -> Vec<u64> {
        candidates.iter().map(|one| one.intent.nonce).collect()
    }

    #[test]
    fn the_oldest_that_fit_come_first() {
        let (mempool, _answers) = three();
        assert_eq!(
            nonces(&mempool.candidates(2 * bytes() + 1, |_| false)),
            [0, 1]
        );
        assert_eq!(
            nonces(&mempool.candidates(2 * bytes() + 1, |one| one == id(0))),
            [1, 2]
        );
    }

    #[test]
    fn a_full_mempool_refuses_new_operations_but_takes_callers_of_old_ones() {
        let (mut mempool, _answers) = three();
        let mut fourth = add(&mut mempool, 3);
        assert_eq!(fourth.try_recv().unwrap(), Err(SubmitError::Overloaded));
        let mut again = add(&mut mempool, 2);
        assert!(again.try_recv().is_err());
        mempool.refuse(id(2), Rejection::KeyRevoked);
        let refused = Err(SubmitError::Refused(Rejection::KeyRevoked));
        assert_eq!(again.try_recv().unwrap(), refused);
        add(&mut mempool, 3);
        assert!(mempool.contains(id(3)));
    }

    #[test]
    fn what_is_late_expires_and_the_rest_hears_that_the_node_stops() {
        let (mut mempool, mut answers) = three();
        mempool.expire(Timestamp(2));
        let mut heard = || -> Vec<Option<Answer>> {
            answers.iter_mut().map(|one| one.try_recv().ok()).collect()
        };
        let expired = Some(Err(SubmitError::Expired));
        assert_eq!(heard(), [expired.clone(), expired, None]);
        mempool.stop();
        assert_eq!(heard()[2], Some(Err(SubmitError::Stopped)));
        let mut late = add(&mut mempool, 4);
        assert_eq!(late.try_recv().unwrap(), Err(SubmitError::Stopped));
    }
}
