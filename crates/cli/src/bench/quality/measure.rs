//! Recall and precision of a list, averaged over the needs.

use matching::pairs::Pair;

use super::LIST;

/// Both are means over all needs, between 0 and 1.
#[derive(Clone, Copy, Debug)]
pub(super) struct Quality {
    /// Which part of the relevant offers the list has.
    pub(super) recall: f64,
    /// Which part of the list's ten places a relevant offer holds.
    pub(super) precision: f64,
}

/// Asks a search for every need; it answers with positions of offers, the best first.
pub(super) fn measure(pairs: &[Pair], find: impl Fn(&Pair) -> Vec<usize>) -> Quality {
    let mut sum = Quality {
        recall: 0.0,
        precision: 0.0,
    };
    for need in pairs {
        let is_relevant = |offer: &&Pair| offer.topic == need.topic;
        let relevant = pairs.iter().filter(is_relevant).count();
        let found = find(need);
        let listed = found
            .iter()
            .take(LIST)
            .filter_map(|offer| pairs.get(*offer));
        let hits = listed.filter(is_relevant).count();
        sum.recall += hits as f64 / relevant as f64;
        sum.precision += hits as f64 / LIST as f64;
    }
    Quality {
        recall: sum.recall / pairs.len() as f64,
        precision: sum.precision / pairs.len() as f64,
    }
}
