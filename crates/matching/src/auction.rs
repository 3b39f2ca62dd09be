//! A forward auction with an outside option: needs bid for places until nobody wants to move.
//!
//! A unit (one place of a need) bids for the offer that leaves it most, raising the price so far
//! that its second choice is as good, plus one step. Whoever is outbid bids again; whoever is left
//! with nothing to gain stays out, which counts nothing. An offer's price is the lowest bid that
//! holds one of its places once all are taken. A helper whose offers together exceed the cap has a
//! price of its own in the same way, and what a unit must beat is the higher of the two.
//!
//! Prices start at nothing and never fall, so a place that nobody holds costs nothing, and the
//! result is at most one step for each place below the best. The bound is the dual of the linear
//! program at the final prices: it holds whatever the bidding did, so it also proves a stopped one.

use std::cmp::Reverse;
use std::collections::{BTreeSet, BinaryHeap};

use crate::ScoredPair;

pub(crate) mod exact;
mod flow;
pub(crate) mod market;
mod proof;
mod table;

use market::{Bidder, Market, UNCAPPED};
use table::Table;

/// A unit that holds nothing.
const NOTHING: u32 = u32::MAX;

/// A bid and the unit that made it; the lowest is outbid first.
type Holding = (i64, u32);

/// What one auction reached.
#[derive(Debug, Default)]
pub(crate) struct Outcome {
    pub(crate) pairs: Vec<ScoredPair>,
    pub(crate) value: u64,
    pub(crate) bound: u64,
}

impl Outcome {
    /// Keeps the better assignment and the tighter bound of two auctions over one market.
    pub(crate) fn better_of(self, other: Self) -> Self {
        let bound = self.bound.min(other.bound);
        let best = if other.value >= self.value {
            other
        } else {
            self
        };
        Self { bound, ..best }
    }
}

/// The running auction.
#[derive(Debug)]
pub(crate) struct Auction<'a> {
    market: &'a Market,
    step: i64,
    offer_prices: Table<i64>,
    helper_prices: Table<i64>,
    offer_holdings: Table<BinaryHeap<Reverse<Holding>>>,
    helper_holdings: Table<BTreeSet<Holding>>,
    held: Table<u32>,
    waiting: Vec<u32>,
}

/// Where a unit wants to bid, and how much.
#[derive(Debug, Clone, Copy)]
struct Bid {
    offer: u32,
    helper: u32,
    amount: i64,
}

impl<'a> Auction<'a> {
    /// Opens an auction in which every price is nothing and every unit waits.
    pub(crate) fn new(market: &'a Market, step: i64) -> Self {
        let offers = market.sellers.len();
        let helpers = market.caps.len();
        let units = market.units.len();
        Self {
            market,
            step,
            offer_prices: (0..offers).map(|_| 0).collect(),
            helper_prices: (0..helpers).map(|_| 0).collect(),
            offer_holdings: (0..offers).map(|_| BinaryHeap::new()).collect(),
            helper_holdings: (0..helpers).map(|_| BTreeSet::new()).collect(),
            held: (0..units).map(|_| NOTHING).collect(),
            waiting: (0..units).rev().collect(),
        }
    }

    /// Runs until nobody waits or the bids are used up.
    pub(crate) fn run(mut self, bids_left: &mut u64) -> Outcome {
        while *bids_left > 0 {
            let Some(unit) = self.waiting.pop() else {
                break;
            };
            *bids_left = bids_left.saturating_sub(1);
            if let Some(bid) = self.best_bid(unit) {
                self.place(unit, bid);
            }
        }
        self.outcome()
    }

    #[inline]
    fn price(&self, offer: u32, helper: u32) -> i64 {
        (*self.offer_prices.of(offer)).max(*self.helper_prices.of(helper))
    }

    fn best_bid(&self, unit: u32) -> Option<Bid> {
        let bidder = self.market.bidders.of(*self.market.units.of(unit));
        let (mut best, mut second, mut choice) = (0_i64, 0_i64, None);
        for edge in self.market.edges.run(bidder.edges.0, bidder.edges.1) {
            let price = self.price(edge.offer, edge.helper);
            let margin = edge.worth.saturating_sub(price);
            if margin <= second || self.is_held_by_another_unit(bidder, edge.offer) {
                continue;
            }
            if margin > best {
                second = best;
                best = margin;
                choice = Some((edge.offer, edge.helper, price));
            } else {
                second = margin;
            }
        }
        choice.map(|(offer, helper, price)| {
            let raise = best.saturating_sub(second).saturating_add(self.step);
            Bid {
                offer,
                helper,
                amount: price.saturating_add(raise),
            }
        })
    }

    /// A need with several places wants different offers for them.
    #[inline]
    fn is_held_by_another_unit(&self, bidder: &Bidder, offer: u32) -> bool {
        bidder.units.1.saturating_sub(bidder.units.0) > 1
            && self
                .held
                .run(bidder.units.0, bidder.units.1)
                .contains(&offer)
    }

    fn place(&mut self, unit: u32, bid: Bid) {
        if self.is_full(bid.offer) {
            self.outbid_in_offer(bid.offer);
        } else if self.is_helper_full(bid.helper) {
            self.outbid_in_helper(bid.helper);
        }
        *self.held.of_mut(unit) = bid.offer;
        self.offer_holdings
            .of_mut(bid.offer)
            .push(Reverse((bid.amount, unit)));
        if bid.helper != UNCAPPED {
            self.helper_holdings
                .of_mut(bid.helper)
                .insert((bid.amount, unit));
            self.set_helper_price(bid.helper);
        }
        self.set_offer_price(bid.offer);
    }

    fn is_full(&self, offer: u32) -> bool {
        let held = u32::try_from(self.offer_holdings.of(offer).len()).unwrap_or(u32::MAX);
        held >= self.market.sellers.of(offer).places
    }

    fn is_helper_full(&self, helper: u32) -> bool {
        let held = u32::try_from(self.helper_holdings.of(helper).len()).unwrap_or(u32::MAX);
        helper != UNCAPPED && held >= *self.market.caps.of(helper)
    }

    fn outbid_in_offer(&mut self, offer: u32) {
        let Some(Reverse(lowest)) = self.offer_holdings.of_mut(offer).pop() else {
            return;
        };
        let helper = self.market.sellers.of(offer).helper;
        if helper != UNCAPPED {
            self.helper_holdings.of_mut(helper).remove(&lowest);
        }
        self.send_back(lowest.1);
    }

    /// The lowest bid of a helper is also the lowest of the offer that it holds.
    fn outbid_in_helper(&mut self, helper: u32) {
        let Some(lowest) = self.helper_holdings.of_mut(helper).pop_first() else {
            return;
        };
        let offer = *self.held.of(lowest.1);
        let popped = self.offer_holdings.of_mut(offer).pop();
        assert!(
            popped == Some(Reverse(lowest)),
            "offer and helper agree on the lowest bid"
        );
        self.set_offer_price(offer);
        self.send_back(lowest.1);
    }

    fn send_back(&mut self, unit: u32) {
        *self.held.of_mut(unit) = NOTHING;
        self.waiting.push(unit);
    }

    fn set_offer_price(&mut self, offer: u32) {
        let price = if self.is_full(offer) {
            self.offer_holdings
                .of(offer)
                .peek()
                .map_or(0, |lowest| lowest.0.0)
        } else {
            0
        };
        *self.offer_prices.of_mut(offer) = price;
    }

    fn set_helper_price(&mut self, helper: u32) {
        let price = if self.is_helper_full(helper) {
            self.helper_holdings
                .of(helper)
                .first()
                .map_or(0, |lowest| lowest.0)
        } else {
            0
        };
        *self.helper_prices.of_mut(helper) = price;
    }

    fn outcome(&self) -> Outcome {
        let mut pairs = Vec::new();
        let mut value = 0_u64;
        for (unit, offer) in self.held.numbered().filter(|(_, offer)| **offer != NOTHING) {
            let bidder = self.market.bidders.of(*self.market.units.of(unit));
            let edges = self.market.edges.run(bidder.edges.0, bidder.edges.1);
            let Some(edge) = edges.iter().find(|edge| edge.offer == *offer) else {
                continue;
            };
            let score = u32::try_from(edge.worth).unwrap_or(u32::MAX);
            value = value.saturating_add(u64::from(score));
            let offer = self.market.sellers.of(*offer).id;
            pairs.push(ScoredPair {
                need: bidder.id,
                offer,
                score,
            });
        }
        pairs.sort_unstable();
        Outcome {
            pairs,
            value,
            bound: proof::bound(self.market, &self.offer_prices, &self.helper_prices),
        }
    }
}
