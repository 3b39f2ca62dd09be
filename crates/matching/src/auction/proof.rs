//! The bound that prices prove: no assignment has more points, whatever search set the prices.

use std::cmp::Reverse;

use super::market::{Bidder, Market};
use super::table::Table;

/// Computes the dual value: what needs would gain and places would cost at these prices.
///
/// What a place costs is the higher of its offer's and its helper's price.
pub(super) fn bound(market: &Market, offer_prices: &Table<i64>, helper_prices: &Table<i64>) -> u64 {
    let price = |offer: u32, helper: u32| (*offer_prices.of(offer)).max(*helper_prices.of(helper));
    let gains = market
        .bidders
        .numbered()
        .map(|(_, bidder)| gain(market, bidder, price));
    let offers = market.sellers.numbered().map(|(offer, seller)| {
        let above = price(offer, seller.helper);
        let own = above.saturating_sub(*helper_prices.of(seller.helper));
        own.saturating_mul(i64::from(seller.places))
    });
    let helpers = market
        .caps
        .numbered()
        .map(|(helper, cap)| helper_prices.of(helper).saturating_mul(i64::from(*cap)));
    let sum = gains
        .chain(offers)
        .chain(helpers)
        .fold(0_i64, i64::saturating_add);
    u64::try_from(sum).unwrap_or(0)
}

fn gain(market: &Market, bidder: &Bidder, price: impl Fn(u32, u32) -> i64) -> i64 {
    let places = bidder.units.1.saturating_sub(bidder.units.0);
    let edges = market.edges.run(bidder.edges.0, bidder.edges.1);
    let margins = edges.iter().map(|edge| {
        let margin = edge.worth.saturating_sub(price(edge.offer, edge.helper));
        margin.max(0)
    });
    if places == 1 {
        return margins.max().unwrap_or(0);
    }
    let mut margins: Vec<i64> = margins.collect();
    margins.sort_unstable_by_key(|margin| Reverse(*margin));
    let taken = usize::try_from(places).unwrap_or(usize::MAX);
    margins.into_iter().take(taken).fold(0, i64::saturating_add)
}
