//! Needs and offers of a neighbourhood, labelled by hand, to measure how well a search finds.

use crate::Category;

/// One line: a need and an offer that could meet it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pair {
    /// Every offer of a topic could meet every need of it, and none of another topic.
    pub topic: &'static str,
    /// The category that a reader would choose for the topic.
    pub category: Category,
    /// What somebody needs.
    pub need: &'static str,
    /// What somebody offers.
    pub offer: &'static str,
}

/// The half that parameters and word tables may be tuned on.
#[must_use]
pub fn tuning() -> Vec<Pair> {
    read(include_str!("../data/pairs/tuning.tsv"))
}

/// The half that nothing was tuned on.
#[must_use]
pub fn held_out() -> Vec<Pair> {
    read(include_str!("../data/pairs/held-out.tsv"))
}

/// What real needs and offers of January 2020 said: source and licence stand in the table.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Relief {
    /// Each wording of a need, with how often it occurred.
    pub needs: Vec<(Pair, u32)>,
    /// Each wording of an offer, with how often it occurred.
    pub offers: Vec<(Pair, u32)>,
}

/// Reads the relief table; a need's pair has no words of an offer, and the other way round.
#[must_use]
pub fn relief() -> Relief {
    let mut relief = Relief::default();
    let table = include_str!("../data/pairs/relief.tsv").lines();
    for line in table.filter(|line| !line.starts_with('#')) {
        let mut cells = line.split('\t');
        let (Some(side), Some(topic), Some(times), Some(words)) =
            (cells.next(), cells.next(), cells.next(), cells.next())
        else {
            continue;
        };
        let is_need = side == "need";
        let pair = Pair {
            topic,
            category: Category(0),
            need: if is_need { words } else { "" },
            offer: if is_need { "" } else { words },
        };
        let rows = if is_need {
            &mut relief.needs
        } else {
            &mut relief.offers
        };
        rows.push((pair, times.parse().unwrap_or(0)));
    }
    relief
}

fn read(table: &'static str) -> Vec<Pair> {
    let lines = table.lines().filter(|line| !line.starts_with('#'));
    lines.filter_map(line).collect()
}

fn line(line: &'static str) -> Option<Pair> {
    let mut cells = line.split('\t');
    Some(Pair {
        topic: cells.next()?,
        category: Category(cells.next()?.parse().ok()?),
        need: cells.next()?,
        offer: cells.next()?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    #[test]
    fn the_relief_table_has_all_needs_and_offers_of_its_source() {
        let relief = relief();
        let times = |rows: &[(Pair, u32)]| rows.iter().map(|(_, times)| times).sum::<u32>();
        assert_eq!(times(&relief.needs), 2_095);
        assert_eq!(times(&relief.offers), 24);
    }

    #[test]
    fn each_half_has_thirty_topics_of_five_lines_and_shares_none() {
        let topics = |pairs: &[Pair]| {
            let mut topics = BTreeMap::<&str, u32>::new();
            for pair in pairs {
                *topics.entry(pair.topic).or_default() += 1;
            }
            topics
        };
        let (tuning, held_out) = (topics(&tuning()), topics(&held_out()));
        for half in [&tuning, &held_out] {
            assert_eq!(half.len(), 30);
            assert!(half.values().all(|lines| *lines == 5));
        }
        assert!(tuning.keys().all(|topic| !held_out.contains_key(topic)));
    }
}
