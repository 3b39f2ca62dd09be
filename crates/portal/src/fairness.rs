//! Who is asked how often and who waits how long, before matching rounds began and after: figures
//! of at least ten only.

use std::collections::BTreeMap;

use ledger::{AreaCode, PartyId, Timestamp, category::category, time::HOUR_MS};
use matching::{ListingId, RoundInput};
use projections::{
    Error as ProjectionError, Page, Projections,
    fairness::{Ask, WaitedNeed},
};
use serde::Serialize;

use crate::content::{ContentStore, ListingText};

/// Fewer than this many needs or helpers make no figure: a smaller one could point at somebody.
pub const PEOPLE_MIN: usize = 10;

/// How often helpers were asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Asks {
    /// Helpers who were asked at all.
    pub helpers: usize,
    pub asks: usize,
    pub median: usize,
    pub p90: usize,
    pub max: usize,
}

/// How long needs waited until somebody agreed; whoever still waits counts with the time so far.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Waits {
    pub needs: usize,
    /// To how many somebody agreed.
    pub agreed: usize,
    pub median_hours: u64,
    pub p90_hours: u64,
}

/// One figure from before the first matching round and one since; nothing where fewer than
/// [`PEOPLE_MIN`] would be counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct BeforeAfter<T> {
    pub before: Option<T>,
    pub after: Option<T>,
}

/// The waiting time of one group of needs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct WaitingRow {
    /// `all`, `area`, `category` or `elders_first`.
    pub by: &'static str,
    /// The subdistrict's code, the group's word, or `yes` and `no`.
    pub group: String,
    #[serde(flatten)]
    pub waits: BeforeAfter<Waits>,
}

/// The same listings as the last round had them, asked in two ways.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct RoundAsks {
    /// Each need alone asks whoever fits it best.
    pub without_round: Option<Asks>,
    /// As the round suggests.
    pub with_round: Option<Asks>,
}

/// The whole report.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Fairness {
    /// When the first matching round ran: what "before" and "after" mean; milliseconds.
    pub first_round_at: Option<u64>,
    pub people_min: usize,
    pub asks: BeforeAfter<Asks>,
    pub waiting: Vec<WaitingRow>,
    /// Of the last round whose input is kept here.
    pub last_round: Option<RoundAsks>,
}

/// Counts everything that the read models and the kept words know at a moment.
pub async fn report(
    views: &Projections,
    content: &ContentStore,
    now: Timestamp,
) -> Result<Fairness, ProjectionError> {
    let rounds = views.match_rounds(Page::first(u32::MAX)).await?;
    let first = rounds.last().map(|round| round.recorded_at);
    let is_after = |at: Timestamp| first.is_some_and(|first| at >= first);
    let asks = views.asks().await?;
    let needs = views.waited_needs().await?;
    let last = rounds.iter().find_map(|round| {
        let bytes = content.bytes(&round.inputs).ok().flatten()?;
        RoundInput::from_bytes(&bytes).ok()
    });
    Ok(Fairness {
        first_round_at: first.map(|first| first.0),
        people_min: PEOPLE_MIN,
        asks: BeforeAfter {
            before: asks_where(&asks, |at| !is_after(at)),
            after: asks_where(&asks, is_after),
        },
        waiting: waiting(&needs, content, now, is_after),
        last_round: last.and_then(|input| round_asks(&input)),
    })
}

fn asks_where(asks: &[Ask], counts: impl Fn(Timestamp) -> bool) -> Option<Asks> {
    let asks = asks.iter().filter(|ask| counts(ask.at));
    asks_of(asks.map(|ask| ask.helper.0))
}

fn asks_of(helpers: impl Iterator<Item = [u8; 16]>) -> Option<Asks> {
    let mut counts = BTreeMap::<[u8; 16], usize>::new();
    for helper in helpers {
        *counts.entry(helper).or_default() += 1;
    }
    let mut counts: Vec<usize> = counts.into_values().collect();
    counts.sort_unstable();
    (counts.len() >= PEOPLE_MIN).then(|| Asks {
        helpers: counts.len(),
        asks: counts.iter().sum(),
        median: percentile(&counts, 50),
        p90: percentile(&counts, 90),
        max: percentile(&counts, 100),
    })
}

/// Rows in a fixed order: all, areas by code, categories by word, elders first.
fn waiting(
    needs: &[WaitedNeed],
    content: &ContentStore,
    now: Timestamp,
    is_after: impl Fn(Timestamp) -> bool,
) -> Vec<WaitingRow> {
    let mut groups = BTreeMap::<(u8, &'static str, String), [Vec<Waited>; 2]>::new();
    for need in needs {
        let waited = Waited::of(need, now);
        let side = usize::from(is_after(need.published_at));
        let text: Option<ListingText> = content.get(&need.content).ok().flatten();
        let elders_first = text.is_some_and(|text| text.over_sixty);
        let area = subdistrict(need.area);
        let group = category(need.group).map_or("unknown", |row| row.slug);
        let keys = [
            (0, "all", "all".to_owned()),
            (1, "area", area.to_string()),
            (2, "category", group.to_owned()),
            (3, "elders_first", yes_or_no(elders_first).to_owned()),
        ];
        for key in keys {
            groups.entry(key).or_default()[side].push(waited);
        }
    }
    let rows = groups
        .into_iter()
        .map(|((_, by, group), [before, after])| WaitingRow {
            by,
            group,
            waits: BeforeAfter {
                before: waits_of(&before),
                after: waits_of(&after),
            },
        });
    rows.collect()
}

#[derive(Clone, Copy)]
struct Waited {
    hours: u64,
    agreed: bool,
}

impl Waited {
    fn of(need: &WaitedNeed, now: Timestamp) -> Self {
        let over = need.closed_at.unwrap_or(need.expires_at).min(now);
        let until = need.agreed_at.unwrap_or(over);
        Self {
            hours: until.0.saturating_sub(need.published_at.0) / HOUR_MS,
            agreed: need.agreed_at.is_some(),
        }
    }
}

fn waits_of(waited: &[Waited]) -> Option<Waits> {
    let mut hours: Vec<usize> = waited
        .iter()
        .map(|one| usize::try_from(one.hours).unwrap_or(usize::MAX))
        .collect();
    hours.sort_unstable();
    (waited.len() >= PEOPLE_MIN).then(|| Waits {
        needs: waited.len(),
        agreed: waited.iter().filter(|one| one.agreed).count(),
        median_hours: percentile(&hours, 50) as u64,
        p90_hours: percentile(&hours, 90) as u64,
    })
}

/// The last round's needs, each with its best offer, and as the round assigns them.
fn round_asks(input: &RoundInput) -> Option<RoundAsks> {
    let parties: BTreeMap<ListingId, PartyId> = input
        .offers
        .iter()
        .map(|offer| (offer.id, PartyId(offer.party.0)))
        .collect();
    let helper = |offer: &ListingId| parties.get(offer).map(|party| party.0);
    let mut best = BTreeMap::<ListingId, (u32, std::cmp::Reverse<ListingId>)>::new();
    for pair in &input.pairs {
        let this = (pair.score, std::cmp::Reverse(pair.offer));
        let kept = best.entry(pair.need).or_insert(this);
        *kept = this.max(*kept);
    }
    let round = matching::assign(input, &matching::Parameters::default()).ok()?;
    Some(RoundAsks {
        without_round: asks_of(best.values().filter_map(|(_, offer)| helper(&offer.0))),
        with_round: asks_of(round.pairs.iter().filter_map(|pair| helper(&pair.offer))),
    })
}

fn subdistrict(area: AreaCode) -> AreaCode {
    match area.level() {
        Some(ledger::area::AreaLevel::Community) => area.parent().unwrap_or(area),
        _ => area,
    }
}

const fn yes_or_no(answer: bool) -> &'static str {
    if answer { "yes" } else { "no" }
}

/// The value that this many in a hundred do not exceed.
fn percentile(sorted: &[usize], percent: usize) -> usize {
    let rank = (sorted.len() * percent).div_ceil(100).max(1) - 1;
    sorted.get(rank).copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fewer_than_ten_helpers_or_needs_make_no_figure() {
        let helpers = |count: u8| (0..count).map(|number| [number; 16]);
        assert_eq!(asks_of(helpers(9)), None);
        let ten = asks_of(helpers(10).chain([[0; 16]; 4])).unwrap();
        assert_eq!((ten.helpers, ten.asks), (10, 14));
        assert_eq!((ten.median, ten.p90, ten.max), (1, 1, 5));
        let waited = Waited {
            hours: 7,
            agreed: true,
        };
        assert_eq!(waits_of(&[waited; 9]), None);
        assert_eq!(waits_of(&[waited; 10]).unwrap().median_hours, 7);
    }

    #[test]
    fn whoever_still_waits_counts_with_the_time_so_far() {
        let need = WaitedNeed {
            group: ledger::CategoryCode(200),
            area: AreaCode(440_604_010_001),
            content: ledger::Hash([0; 32]),
            published_at: Timestamp(HOUR_MS),
            agreed_at: None,
            closed_at: None,
            expires_at: Timestamp(90 * HOUR_MS),
        };
        let now = Timestamp(31 * HOUR_MS);
        assert_eq!(Waited::of(&need, now).hours, 30);
        let agreed = WaitedNeed {
            agreed_at: Some(Timestamp(4 * HOUR_MS)),
            ..need
        };
        assert_eq!(Waited::of(&agreed, now).hours, 3);
        let closed = WaitedNeed {
            closed_at: Some(Timestamp(2 * HOUR_MS)),
            ..need
        };
        assert_eq!(Waited::of(&closed, now).hours, 1);
    }

    #[test]
    fn a_round_spreads_what_everybody_alone_would_ask_of_one() {
        let id = |number: u8| ListingId([number; 16]);
        let offer = |number: u8| matching::OpenOffer {
            id: id(100 + number),
            party: matching::PartyId([100 + number; 16]),
            places: 3,
            party_cap: u16::MAX,
        };
        let needs = (0..20_u8).map(|number| matching::OpenNeed {
            id: id(number),
            party: matching::PartyId([number; 16]),
            places: 1,
            priority: matching::Priority::default(),
        });
        let pairs = (0..20_u8).flat_map(|need| {
            (0..10_u8).map(move |offer| matching::ScoredPair {
                need: id(need),
                offer: id(100 + offer),
                score: if offer == need / 2 {
                    500
                } else {
                    100 + u32::from(offer == 0) * 450
                },
            })
        });
        let input = RoundInput {
            needs: needs.collect(),
            offers: (0..10).map(offer).collect(),
            pairs: pairs.collect(),
            asks_per_helper_max: 3,
        };
        let asks = round_asks(&input).unwrap();
        // Alone, all would ask the one helper who fits best: fewer than ten, so no figure.
        assert_eq!(asks.without_round, None);
        let with = asks.with_round.unwrap();
        assert_eq!((with.asks, with.max <= 3), (20, true));
    }
}
