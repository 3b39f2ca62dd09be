//! Circles: what each of two or three parties needs is what the next one offers.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use crate::{ListingId, OpenNeed, OpenOffer, PartyId, ScoredPair};

/// Possible helps looked at for each party; it bounds the search at parties × this × this.
const HELPS_PER_PARTY_MAX: usize = 20;

/// Two or three helps that go round: the party served by one serves in the next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Circle {
    /// The helps in order, beginning with the party of the lowest id.
    pub pairs: Vec<ScoredPair>,
}

impl Circle {
    /// The points of the weakest help: a circle is as good as what its least lucky party gets.
    #[must_use]
    pub fn weakest(&self) -> u32 {
        self.pairs.iter().map(|pair| pair.score).min().unwrap_or(0)
    }
}

/// One help seen from the party that is served.
#[derive(Debug, Clone, Copy)]
struct Help {
    serving: PartyId,
    pair: ScoredPair,
}

/// Finds circles in which no listing stands twice, the one with the best weakest help first; of
/// equal ones the shorter, then the lower ids. The order of the input does not count, and a listing
/// without an open place takes no part.
#[must_use]
pub fn circles(needs: &[OpenNeed], offers: &[OpenOffer], pairs: &[ScoredPair]) -> Vec<Circle> {
    let helps = helps(needs, offers, pairs);
    let mut found: Vec<Circle> = helps
        .keys()
        .flat_map(|party| through(*party, &helps))
        .collect();
    found.sort_by_cached_key(|circle| {
        (
            Reverse(circle.weakest()),
            circle.pairs.len(),
            circle.pairs.clone(),
        )
    });
    let mut used = BTreeSet::new();
    found.retain(|circle| {
        let listings: Vec<ListingId> = listings(circle).collect();
        let free = listings.iter().all(|listing| !used.contains(listing));
        if free {
            used.extend(listings);
        }
        free
    });
    found
}

fn listings(circle: &Circle) -> impl Iterator<Item = ListingId> {
    circle.pairs.iter().flat_map(|pair| [pair.need, pair.offer])
}

/// The best helps for each party, most points first.
fn helps(
    needs: &[OpenNeed],
    offers: &[OpenOffer],
    pairs: &[ScoredPair],
) -> BTreeMap<PartyId, Vec<Help>> {
    let open_needs = needs.iter().filter(|need| need.places > 0);
    let served: BTreeMap<_, _> = open_needs.map(|need| (need.id, need.party)).collect();
    let open_offers = offers.iter().filter(|offer| offer.places > 0);
    let serving: BTreeMap<_, _> = open_offers.map(|offer| (offer.id, offer.party)).collect();
    let mut helps = BTreeMap::<PartyId, Vec<Help>>::new();
    for pair in pairs {
        let parties = served.get(&pair.need).zip(serving.get(&pair.offer));
        if let Some((served, serving)) = parties.filter(|(one, other)| one != other) {
            helps.entry(*served).or_default().push(Help {
                serving: *serving,
                pair: *pair,
            });
        }
    }
    for of_party in helps.values_mut() {
        of_party.sort_unstable_by_key(|help| (Reverse(help.pair.score), help.pair));
        of_party.truncate(HELPS_PER_PARTY_MAX);
    }
    helps
}

/// The circles in which `party` has the lowest id.
fn through(party: PartyId, helps: &BTreeMap<PartyId, Vec<Help>>) -> Vec<Circle> {
    let of = |party: PartyId| helps.get(&party).into_iter().flatten();
    let circle = |helps: &[&Help]| Circle {
        pairs: helps.iter().map(|help| help.pair).collect(),
    };
    let mut found = Vec::new();
    for first in of(party).filter(|help| help.serving > party) {
        for second in of(first.serving) {
            if second.serving == party {
                found.push(circle(&[first, second]));
            } else if second.serving > party {
                let closing = of(second.serving).filter(|help| help.serving == party);
                found.extend(closing.map(|third| circle(&[first, second, third])));
            }
        }
    }
    found.retain(|circle| {
        listings(circle).collect::<BTreeSet<_>>().len() == circle.pairs.len().saturating_mul(2)
    });
    found
}
