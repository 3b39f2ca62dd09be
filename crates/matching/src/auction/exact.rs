//! Small rounds solved until nothing is missing: each unit takes the way that adds most, and units
//! placed before move over where that adds more.

use super::flow::Flow;
use super::market::{Market, UNCAPPED};
use super::table::Table;
use super::{Outcome, proof};
use crate::ScoredPair;

/// The network of a market: what each of its parts became.
struct Network {
    flow: Flow,
    start: u32,
    end: u32,
    offers: Table<u32>,
    helpers: Table<u32>,
    /// Need, edge and connection of every possible pair.
    pairs: Vec<(u32, u32, u32)>,
}

/// Solves a market; the bound equals the value.
pub(crate) fn solve(market: &Market) -> Outcome {
    let mut network = Network::of(market);
    network.flow.send_while_it_pays(network.start, network.end);
    let mut pairs: Vec<ScoredPair> = network.chosen(market).collect();
    pairs.sort_unstable();
    Outcome {
        value: pairs.iter().map(|pair| u64::from(pair.score)).sum(),
        bound: network.bound(market),
        pairs,
    }
}

impl Network {
    fn of(market: &Market) -> Self {
        let mut flow = Flow::default();
        let (start, end) = (flow.add_node(), flow.add_node());
        let helpers = market.caps.numbered().map(|(helper, cap)| {
            let node = flow.add_node();
            if helper != UNCAPPED {
                flow.connect(node, end, *cap, 0);
            }
            node
        });
        let helpers: Table<u32> = helpers.collect();
        let offers = market.sellers.numbered().map(|(_, seller)| {
            let node = flow.add_node();
            let next = if seller.helper == UNCAPPED {
                end
            } else {
                *helpers.of(seller.helper)
            };
            flow.connect(node, next, seller.places, 0);
            node
        });
        let offers: Table<u32> = offers.collect();
        let mut pairs = Vec::new();
        for (need, bidder) in market.bidders.numbered() {
            let node = flow.add_node();
            let places = bidder.units.1.saturating_sub(bidder.units.0);
            flow.connect(start, node, places, 0);
            for edge in bidder.edges.0..bidder.edges.1 {
                let found = market.edges.of(edge);
                let cost = found.worth.saturating_neg();
                let connection = flow.connect(node, *offers.of(found.offer), 1, cost);
                pairs.push((need, edge, connection));
            }
        }
        Self {
            flow,
            start,
            end,
            offers,
            helpers,
            pairs,
        }
    }

    fn chosen<'a>(&'a self, market: &'a Market) -> impl Iterator<Item = ScoredPair> + 'a {
        let used = self
            .pairs
            .iter()
            .filter(|(_, _, connection)| self.flow.is_used(*connection));
        used.map(|(need, edge, _)| {
            let edge = market.edges.of(*edge);
            ScoredPair {
                need: market.bidders.of(*need).id,
                offer: market.sellers.of(edge.offer).id,
                score: u32::try_from(edge.worth).unwrap_or(u32::MAX),
            }
        })
    }

    /// What one more place taken would cost is its price; an empty place costs nothing.
    fn bound(&self, market: &Market) -> u64 {
        let costs = self.flow.costs_to(&[self.start, self.end]);
        let price = |node: &u32| (*costs.of(*node)).max(0);
        let offers = self
            .offers
            .numbered()
            .map(|(_, node)| price(node))
            .collect();
        let helpers = self.helpers.numbered().map(
            |(helper, node)| {
                if helper == UNCAPPED { 0 } else { price(node) }
            },
        );
        proof::bound(market, &offers, &helpers.collect())
    }
}
