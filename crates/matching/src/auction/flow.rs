//! A flow network in which each unit takes the cheapest way, and ways can be given up again.

use std::cmp::Reverse;
use std::collections::{BTreeSet, BinaryHeap};

use super::table::Table;

/// Further than any way.
const UNREACHED: i64 = i64::MAX;

/// One direction of a connection; its other direction has the number with the last bit turned.
#[derive(Debug)]
struct Arc {
    to: u32,
    room: u32,
    cost: i64,
}

/// The network with what flows in it now.
#[derive(Debug, Default)]
pub(super) struct Flow {
    arcs: Table<Arc>,
    leaving: Table<Vec<u32>>,
    /// Keeps every cost of an arc with room at nothing or more, as the search needs it.
    potentials: Table<i64>,
}

impl Flow {
    /// Adds a node.
    pub(super) fn add_node(&mut self) -> u32 {
        self.leaving.push(Vec::new())
    }

    /// Connects two nodes; units can be sent back as far as they came.
    pub(super) fn connect(&mut self, from: u32, to: u32, room: u32, cost: i64) -> u32 {
        let forth = self.arcs.push(Arc { to, room, cost });
        let back = self.arcs.push(Arc {
            to: from,
            room: 0,
            cost: cost.saturating_neg(),
        });
        self.leaving.of_mut(from).push(forth);
        self.leaving.of_mut(to).push(back);
        forth
    }

    /// Tells whether anything flows through a connection.
    pub(super) fn is_used(&self, connection: u32) -> bool {
        self.arcs.of(connection ^ 1).room > 0
    }

    /// Sends units from one node to another as long as each lowers the whole cost.
    pub(super) fn send_while_it_pays(&mut self, from: u32, to: u32) {
        self.potentials = self.costs_from(from);
        while let Some(way) = self.cheapest_way(from, to) {
            let cost = self
                .potentials
                .of(to)
                .saturating_sub(*self.potentials.of(from));
            if cost >= 0 {
                return;
            }
            for arc in way {
                self.move_one(arc);
            }
        }
    }

    /// The lowest cost from every node to the nearest of `ends`, over arcs with room.
    pub(super) fn costs_to(&self, ends: &[u32]) -> Table<i64> {
        let mut costs: Table<i64> = (0..self.leaving.len()).map(|_| UNREACHED).collect();
        let mut waiting = BTreeSet::new();
        for end in ends {
            *costs.of_mut(*end) = 0;
            waiting.insert(*end);
        }
        while let Some(node) = waiting.pop_first() {
            let known = *costs.of(node);
            for arc in self.leaving.of(node) {
                let coming = self.arcs.of(arc ^ 1);
                let from = self.arcs.of(*arc).to;
                let cost = known.saturating_add(coming.cost);
                if coming.room > 0 && cost < *costs.of(from) {
                    *costs.of_mut(from) = cost;
                    waiting.insert(from);
                }
            }
        }
        costs
    }

    /// The lowest cost from a node to every other, before anything flows.
    fn costs_from(&self, start: u32) -> Table<i64> {
        let mut costs: Table<i64> = (0..self.leaving.len()).map(|_| UNREACHED).collect();
        *costs.of_mut(start) = 0;
        let mut waiting = BTreeSet::from([start]);
        while let Some(node) = waiting.pop_first() {
            let known = *costs.of(node);
            for arc in self.leaving.of(node).iter().map(|arc| self.arcs.of(*arc)) {
                let cost = known.saturating_add(arc.cost);
                if arc.room > 0 && cost < *costs.of(arc.to) {
                    *costs.of_mut(arc.to) = cost;
                    waiting.insert(arc.to);
                }
            }
        }
        costs
    }

    /// Finds the cheapest way and brings the potentials up to it; `None` when there is no way.
    fn cheapest_way(&mut self, from: u32, to: u32) -> Option<Vec<u32>> {
        let nodes = self.leaving.len();
        let mut costs: Table<i64> = (0..nodes).map(|_| UNREACHED).collect();
        let mut came_by: Table<Option<u32>> = (0..nodes).map(|_| None).collect();
        let mut waiting = BinaryHeap::from([Reverse((0_i64, from))]);
        *costs.of_mut(from) = 0;
        while let Some(Reverse((known, node))) = waiting.pop() {
            if known > *costs.of(node) {
                continue;
            }
            if node == to {
                break;
            }
            for number in self.leaving.of(node) {
                let arc = self.arcs.of(*number);
                if arc.room == 0 || *self.potentials.of(arc.to) == UNREACHED {
                    continue;
                }
                let cost = known.saturating_add(self.reduced(node, arc));
                if cost < *costs.of(arc.to) {
                    *costs.of_mut(arc.to) = cost;
                    *came_by.of_mut(arc.to) = Some(*number);
                    waiting.push(Reverse((cost, arc.to)));
                }
            }
        }
        let reached = *costs.of(to);
        if reached == UNREACHED {
            return None;
        }
        for (node, cost) in costs.numbered() {
            let potential = self.potentials.of_mut(node);
            *potential = potential.saturating_add((*cost).min(reached));
        }
        Some(self.way_back(from, to, &came_by))
    }

    fn reduced(&self, from: u32, arc: &Arc) -> i64 {
        let rise = self
            .potentials
            .of(from)
            .saturating_sub(*self.potentials.of(arc.to));
        arc.cost.saturating_add(rise)
    }

    fn way_back(&self, from: u32, to: u32, came_by: &Table<Option<u32>>) -> Vec<u32> {
        let mut way = Vec::new();
        let mut node = to;
        while let Some(arc) = came_by.of(node).filter(|_| node != from) {
            way.push(arc);
            node = self.arcs.of(arc ^ 1).to;
        }
        way
    }

    fn move_one(&mut self, arc: u32) {
        let forth = self.arcs.of_mut(arc);
        forth.room = forth.room.saturating_sub(1);
        let back = self.arcs.of_mut(arc ^ 1);
        back.room = back.room.saturating_add(1);
    }
}
