//! Offices take turns: what is due falls to one of them, and to the next one only when that one has
//! not done it. Otherwise each office would submit it, and the ledger would record the refusals.

use ledger::{Action, Hash, PartyId, State, state::keys};

/// How long the office whose turn it is has before the next one does its work.
const PATIENCE_MS: u64 = 30_000;

/// This office's place among those that run jobs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Turns {
    place: u64,
    offices: u64,
}

impl Turns {
    /// From the seats on the ledger; an office without one comes after all others.
    pub(super) fn of(state: &State, office: PartyId) -> Self {
        let set = state.get(&keys::next_validators());
        let servers = set.map(|set| set.keys().to_vec()).unwrap_or_default();
        let seat = state.get(&keys::seat_of(office));
        let place = seat.and_then(|key| servers.binary_search(&key.0).ok());
        let count = u64::try_from(servers.len()).unwrap_or(u64::MAX);
        match place.and_then(|place| u64::try_from(place).ok()) {
            Some(place) => Self {
                place,
                offices: count.max(1),
            },
            // Alone, nobody else could do it.
            None if count <= 1 => Self {
                place: 0,
                offices: 1,
            },
            None => Self {
                place: count,
                offices: count + 1,
            },
        }
    }

    /// Every rank that this office can have for a thing, with how long it then waits.
    pub(super) fn ranks(self) -> impl Iterator<Item = (u64, u64)> {
        (0..self.offices).map(|rank| (rank, rank * PATIENCE_MS))
    }

    /// How many offices come before this one for an action that is due.
    pub(super) fn rank(self, due: &Action) -> u64 {
        self.place_for(&ledger::encode(due))
    }

    /// How long this office waits for the others before it does a thing that has this name.
    pub(super) fn wait_ms(self, name: &[u8]) -> u64 {
        self.place_for(name) * PATIENCE_MS
    }

    fn place_for(self, name: &[u8]) -> u64 {
        let hash = Hash::of(&[name]);
        let first = u64::from(hash.0[0]) % self.offices;
        (self.place + self.offices - first) % self.offices
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ledger::{TransferId, operation::points::SettleTransfer};

    fn settle(number: u8) -> Action {
        let transfer = TransferId([number; 16]);
        SettleTransfer { transfer }.into()
    }

    #[test]
    fn each_thing_has_one_office_first_and_all_in_some_order() {
        for number in 0..20 {
            let due = settle(number);
            let ranks = (0..4).map(|place| Turns { place, offices: 4 }.rank(&due));
            let mut ranks: Vec<u64> = ranks.collect();
            ranks.sort_unstable();
            assert_eq!(ranks, [0, 1, 2, 3]);
        }
        let alone = Turns {
            place: 0,
            offices: 1,
        };
        assert_eq!(alone.rank(&settle(9)), 0);
        assert_eq!(alone.ranks().collect::<Vec<_>>(), [(0, 0)]);
    }
}
