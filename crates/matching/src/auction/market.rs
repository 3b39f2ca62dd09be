//! The input of a round in canonical order: numbers instead of ids, caps resolved.

use std::collections::BTreeMap;

use super::table::Table;
use crate::{ListingId, OpenNeed, OpenOffer, Parameters, PartyId, RoundError, RoundInput};

/// The helper of every offer whose party cannot reach its cap anyway.
pub(crate) const UNCAPPED: u32 = 0;

/// The most pairs of a round that is solved until nothing is missing: 500 needs and 500 offers.
const PAIRS_EXACT_MAX: usize = 250_000;

/// A pair seen from its need.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Edge {
    pub(crate) offer: u32,
    pub(crate) helper: u32,
    pub(crate) worth: i64,
}

/// A need with its run of edges and its run of bidding units, one for each place.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Bidder {
    pub(crate) id: ListingId,
    pub(crate) edges: (u32, u32),
    pub(crate) units: (u32, u32),
}

/// An offer with its places and the helper whose cap it shares.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Seller {
    pub(crate) id: ListingId,
    pub(crate) places: u32,
    pub(crate) helper: u32,
}

/// The canonical round.
#[derive(Debug)]
pub(crate) struct Market {
    pub(crate) bidders: Table<Bidder>,
    pub(crate) sellers: Table<Seller>,
    pub(crate) edges: Table<Edge>,
    /// The need that each unit bids for.
    pub(crate) units: Table<u32>,
    /// The cap of each helper; number zero stands for everybody who needs none.
    pub(crate) caps: Table<u32>,
    is_exact: bool,
}

impl Market {
    /// Brings a round into canonical order.
    pub(crate) fn build(input: &RoundInput, parameters: &Parameters) -> Result<Self, RoundError> {
        let needs = sorted(&input.needs, |need| need.id).ok_or(RoundError::NeedRepeated)?;
        let offers = sorted(&input.offers, |offer| offer.id).ok_or(RoundError::OfferRepeated)?;
        let mut numbered = number_pairs(input, &needs, &offers)?;
        put_forward(&mut numbered, &needs, parameters);
        let (helpers, caps) = number_helpers(&offers, input.asks_per_helper_max);
        let places: u64 = needs.iter().map(|need| u64::from(need.places)).sum();
        let is_exact =
            places <= u64::from(parameters.exact_places_max) && numbered.len() <= PAIRS_EXACT_MAX;
        let mut market = Self {
            bidders: Table::default(),
            sellers: Table::default(),
            edges: Table::default(),
            units: Table::default(),
            caps,
            is_exact,
        };
        for offer in &offers {
            let helper = helpers.get(&offer.party).copied().unwrap_or(UNCAPPED);
            let cap = offer.party_cap.min(input.asks_per_helper_max);
            let places = u32::from(offer.places.min(cap));
            market.sellers.push(Seller {
                id: offer.id,
                places,
                helper,
            });
        }
        market.add_bidders(&needs, &numbered);
        Ok(market)
    }

    /// Tells whether the round is small enough to be solved until nothing is missing.
    pub(crate) const fn is_exact(&self) -> bool {
        self.is_exact
    }

    /// Lists the price steps to try, each from fresh prices, until the gap is small enough.
    pub(crate) fn price_steps(parameters: &Parameters) -> impl Iterator<Item = i64> {
        let first = i64::from(parameters.price_step.max(1));
        std::iter::successors(Some(first), |step| {
            step.checked_div(4).filter(|_| *step > 1)
        })
        .map(|step| step.max(1))
    }

    fn add_bidders(&mut self, needs: &[OpenNeed], numbered: &[(u32, u32, u32)]) {
        let mut pairs = numbered.iter().peekable();
        for (number, need) in (0_u32..).zip(needs) {
            let first_edge = self.edges.len();
            while let Some((_, offer, score)) = pairs.next_if(|pair| pair.0 == number) {
                let seller = self.sellers.of(*offer);
                if seller.places > 0 && *score > 0 {
                    let worth = i64::from(*score);
                    self.edges.push(Edge {
                        offer: *offer,
                        helper: seller.helper,
                        worth,
                    });
                }
            }
            let edges = (first_edge, self.edges.len());
            let first_unit = self.units.len();
            // More places than possible pairs would only be units with nothing to bid on.
            let places = u32::from(need.places).min(edges.1.saturating_sub(edges.0));
            for _ in 0..places {
                self.units.push(number);
            }
            let units = (first_unit, self.units.len());
            self.bidders.push(Bidder {
                id: need.id,
                edges,
                units,
            });
        }
    }
}

/// Sorts listings by id; nothing when an id stands there twice.
fn sorted<T: Copy + Ord>(listings: &[T], id: impl Fn(&T) -> ListingId) -> Option<Vec<T>> {
    let mut sorted = listings.to_vec();
    sorted.sort_unstable();
    let repeated = sorted.windows(2).any(|two| match two {
        [left, right] => id(left) == id(right),
        _ => false,
    });
    (!repeated).then_some(sorted)
}

/// Replaces ids by numbers, leaves out self-service, and keeps the best of repeated pairs.
fn number_pairs(
    input: &RoundInput,
    needs: &[OpenNeed],
    offers: &[OpenOffer],
) -> Result<Vec<(u32, u32, u32)>, RoundError> {
    let mut numbered = Vec::with_capacity(input.pairs.len());
    let mut last: Option<(ListingId, u32, PartyId)> = None;
    for pair in &input.pairs {
        let (_, need, asker) = match last {
            Some(found) if found.0 == pair.need => found,
            _ => {
                let at = needs.binary_search_by_key(&pair.need, |need| need.id);
                let at = at.map_err(|_| RoundError::NeedUnknown)?;
                let party = needs.get(at).ok_or(RoundError::NeedUnknown)?.party;
                (pair.need, number(at), party)
            }
        };
        last = Some((pair.need, need, asker));
        let at = offers.binary_search_by_key(&pair.offer, |offer| offer.id);
        let at = at.map_err(|_| RoundError::OfferUnknown)?;
        if offers.get(at).ok_or(RoundError::OfferUnknown)?.party != asker {
            numbered.push((need, number(at), pair.score));
        }
    }
    numbered.sort_unstable_by_key(|&(need, offer, score)| (need, offer, u32::MAX ^ score));
    numbered.dedup_by_key(|pair| (pair.0, pair.1));
    Ok(numbered)
}

/// Adds what the priority rules give a need to each of its pairs that has points.
fn put_forward(pairs: &mut [(u32, u32, u32)], needs: &[OpenNeed], parameters: &Parameters) {
    for (need, _, score) in pairs.iter_mut().filter(|pair| pair.2 > 0) {
        let need = usize::try_from(*need).ok().and_then(|need| needs.get(need));
        let points = need.map_or(0, |need| need.priority.points(parameters));
        *score = score.saturating_add(points);
    }
}

/// Gives a number to each party whose offers together exceed its cap.
fn number_helpers(offers: &[OpenOffer], cap_max: u16) -> (BTreeMap<PartyId, u32>, Table<u32>) {
    let mut parties: BTreeMap<PartyId, (u16, u64)> = BTreeMap::new();
    for offer in offers {
        let (cap, _) = parties.entry(offer.party).or_insert((cap_max, 0));
        *cap = offer.party_cap.min(*cap);
    }
    for offer in offers {
        if let Some((cap, sum)) = parties.get_mut(&offer.party) {
            *sum = sum.saturating_add(u64::from(offer.places.min(*cap)));
        }
    }
    let mut caps = Table::default();
    caps.push(u32::MAX);
    let helpers = parties
        .into_iter()
        .filter(|(_, (cap, sum))| *sum > u64::from(*cap))
        .map(|(party, (cap, _))| (party, caps.push(u32::from(cap))))
        .collect();
    (helpers, caps)
}

fn number(position: usize) -> u32 {
    u32::try_from(position).unwrap_or(u32::MAX)
}
