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
