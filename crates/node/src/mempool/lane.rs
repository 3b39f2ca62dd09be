//! The operations of one office in the order in which its keys take turns.
//!
//! Fair queueing by start time: an operation's turn is where the one before it of the same key
//! ends, counted in bytes, or where the lane is now if that is later. A key that sends much stands
//! behind itself; one that was silent comes next.

use ledger::{KeyIndex, OperationId};
use std::collections::BTreeMap;

/// Operations and their bytes, counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Held {
    pub(crate) operations: usize,
    pub(crate) bytes: usize,
}

impl Held {
    pub(crate) const NOTHING: Self = Self {
        operations: 0,
        bytes: 0,
    };

    /// Whether one more of so many bytes is beyond `most`.
    pub(crate) const fn exceeds(self, most: Self, bytes: usize) -> bool {
        self.operations >= most.operations || self.bytes.saturating_add(bytes) > most.bytes
    }

    pub(crate) const fn add(&mut self, bytes: usize) {
        self.operations += 1;
        self.bytes += bytes;
    }

    pub(crate) const fn remove(&mut self, bytes: usize) {
        self.operations -= 1;
        self.bytes -= bytes;
    }
}

#[derive(Debug, Default)]
struct Flow {
    held: Held,
    /// Where the turn of its next operation begins.
    next: u64,
}

/// See the module.
#[derive(Debug, Default)]
pub(crate) struct Lane {
    held: Held,
    /// The turn of the latest operation that left.
    now: u64,
    queue: BTreeMap<(u64, u64), OperationId>,
    keys: BTreeMap<KeyIndex, Flow>,
}

impl Lane {
    /// Appends an operation of a key and tells its turn.
    pub(crate) fn add(
        &mut self,
        key: KeyIndex,
        bytes: usize,
        arrival: u64,
        id: OperationId,
    ) -> u64 {
        let flow = self.keys.entry(key).or_default();
        let turn = flow.next.max(self.now);
        flow.next = turn + bytes as u64;
        flow.held.add(bytes);
        self.held.add(bytes);
        self.queue.insert((turn, arrival), id);
        turn
    }

    /// Removes the operation with this turn and arrival.
    pub(crate) fn remove(&mut self, key: KeyIndex, bytes: usize, place: (u64, u64)) {
        if self.queue.remove(&place).is_none() {
            return;
        }
        self.held.remove(bytes);
        self.now = self.now.max(place.0);
        if let Some(flow) = self.keys.get_mut(&key) {
            flow.held.remove(bytes);
            if flow.held.operations == 0 {
                self.keys.remove(&key);
            }
        }
    }

    pub(crate) const fn held(&self) -> Held {
        self.held
    }

    pub(crate) fn held_by(&self, key: KeyIndex) -> Held {
        self.keys.get(&key).map_or(Held::NOTHING, |flow| flow.held)
    }

    /// The operations, the next one first.
    pub(crate) fn in_turn(&self) -> impl Iterator<Item = OperationId> {
        self.queue.values().copied()
    }
}
